/**
 * The backend of a Panel page: requests travel as messages of the component's model.
 */

import { createChannel } from "../channel.js";

/**
 * @param {any} model the component's model as Panel hands it to `render`
 * @returns {{ask: (request: any) => Promise<any>, close: () => void}}
 */
export function createPanelBackend(model) {
  const channel = createChannel((message) => model.send_msg(message));
  const receive = ({ id, reply }) => channel.receive({ id, reply: JSON.parse(reply) });
  model.on("msg:custom", receive);
  model.document.on_event("connection_lost", () => channel.close(lost()));
  model.document.on_event("client_reconnected", () => channel.open());
  return {
    ask: channel.ask,
    close() {
      model.off("msg:custom", receive);
      channel.close(lost());
    },
  };
}

/** The reason, with the words that the page shows. */
const lost = () => Object.assign(new Error("connection lost"), { words: { key: "ui.connection_lost", args: {} } });

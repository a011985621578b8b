/**
 * The backend of a Panel page: requests travel as messages of the component's model. What a page
 * asks first came with the model, so that the first picture waits for no message.
 */

import { createChannel } from "../channel.js";

/**
 * @param {any} model the component's model as Panel hands it to `render`
 * @returns {{ask: (request: any) => Promise<any>, close: () => void}}
 */
export function createPanelBackend(model) {
  /** @type {Map<string, string>} */
  const known = model.known instanceof Map ? model.known : new Map(Object.entries(model.known));
  const channel = createChannel((message) => model.send_msg(message));
  const receive = ({ id, reply }) => channel.receive({ id, reply: JSON.parse(reply) });
  model.on("msg:custom", receive);
  model.document.on_event("connection_lost", () => channel.close(lost()));
  model.document.on_event("client_reconnected", () => channel.open());
  return {
    ask(request) {
      const reply = known.get(JSON.stringify(request));
      return reply === undefined ? channel.ask(request) : Promise.resolve(JSON.parse(reply));
    },
    close() {
      model.off("msg:custom", receive);
      channel.close(lost());
    },
  };
}

/** The reason, with the words that the page shows. */
const lost = () =>
  Object.assign(new Error("connection lost"), { words: { key: "ui.connection_lost", args: {} } });

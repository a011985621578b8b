/**
 * The backend of a Panel page: requests travel as messages of the component's model.
 */

import { createChannel } from "../channel.js";

/**
 * @param {object} model the component's model as Panel hands it to `render`
 * @returns {{ask: (request: any) => Promise<any>, close: () => void}}
 */
export function createPanelBackend(model) {
  const channel = createChannel((message) => model.send_msg(message));
  const receive = ({ id, reply }) => channel.receive({ id, reply: JSON.parse(reply) });
  model.on("msg:custom", receive);
  return {
    ask: channel.ask,
    close() {
      model.off("msg:custom", receive);
      channel.close(new Error("the page was closed"));
    },
  };
}

/**
 * Questions and answers over a line that carries only messages.
 *
 * Each question gets a number; the answer with that number settles its promise, whatever the order.
 */

/**
 * @param {(message: {id: number, request: any}) => void} send
 */
export function createChannel(send) {
  /** @type {Map<number, {resolve: (reply: any) => void, reject: (reason: Error) => void}>} */
  const waiting = new Map();
  let count = 0;
  let closed = null;

  return {
    /** @param {any} request @returns {Promise<any>} */
    ask(request) {
      if (closed) return Promise.reject(closed);
      return new Promise((resolve, reject) => {
        count += 1;
        waiting.set(count, { resolve, reject });
        send({ id: count, request });
      });
    },
    /** Take in a message from the other side. @param {{id: number, reply: any}} message */
    receive({ id, reply }) {
      waiting.get(id)?.resolve(reply);
      waiting.delete(id);
    },
    /** Nothing will come until `open`: all who wait are told. @param {Error} reason */
    close(reason) {
      closed = reason;
      for (const { reject } of waiting.values()) reject(reason);
      waiting.clear();
    },
    /** Questions can be asked again. */
    open() {
      closed = null;
    },
  };
}

/**
 * Have the site kept for when there is no network; where that cannot be, it only needs one.
 */

// Milliseconds after which Python is kept, too: some megabytes that nobody waits for
const AT_REST = 5000;

/** @param {string} script the service worker's address */
export function keepForLater(script) {
  // Once the page is there: what is kept for later must not delay what is wanted now.
  const register = async () => {
    try {
      await navigator.serviceWorker?.register(script);
      const { active } = await navigator.serviceWorker.ready;
      const { connection } = /** @type {any} */ (navigator);
      if (!connection?.saveData) setTimeout(() => active?.postMessage("keep python"), AT_REST);
    } catch (reason) {
      console.info("not kept for offline use:", String(reason));
    }
  };
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}

/**
 * Have the site kept for when there is no network; where that cannot be, it only needs one.
 */

/** @param {string} script the service worker's address */
export function keepForLater(script) {
  // Once the page is there: what is kept for later must not delay what is wanted now.
  const register = () => navigator.serviceWorker?.register(script).catch((reason) => console.info("not kept for offline use:", String(reason)));
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}

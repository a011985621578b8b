/**
 * Says why there is no explorer where no module can say it: the browser is too old, or a frame may
 * not load what the page is made of. A plain script, in the JavaScript that every browser has.
 */

(function () {
  /** @param {string} id of the element that holds the words */
  function tell(id) {
    const host = document.getElementById("explorer");
    const words = document.getElementById(id);
    if (!host || !words || host.firstChild) return; // it is there, whatever else went wrong
    // Which of the texts shows, see pages.py
    document.documentElement.lang = navigator.language || "en";
    words.hidden = false;
    host.hidden = true;
  }

  /** @param {string} id */
  function tellSoon(id) {
    if (document.readyState !== "loading") tell(id);
    else
      document.addEventListener("DOMContentLoaded", function () {
        tell(id);
      });
  }

  if (!(
    "noModule" in HTMLScriptElement.prototype &&
    Object.hasOwn &&
    Array.prototype.findLastIndex
  ))
    tellSoon("too-old");
  addEventListener(
    "error",
    function (event) {
      if (event.target instanceof HTMLScriptElement && event.target.type === "module")
        tellSoon("no-scripts");
      else if (event.error instanceof SyntaxError) tellSoon("too-old");
    },
    true,
  );
})();

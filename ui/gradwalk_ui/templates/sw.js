/**
 * The site without a network: pages, pictures and lessons are kept from the first visit on, Python
 * from the first time that it is used.
 *
 * Files with a hash in their name never change and come from the cache; the others come from the
 * network while there is one. A new build has a cache of its own and takes the place of the old one
 * when it is complete.
 */

const KEPT = $files;
const OWN = `gradwalk:$${new URL(registration.scope).pathname}`;
const CACHE = `$${OWN}:$version`;
const FOR_EVER = /^(?:assets|pictures|python|scenes)\//;

const nameOf = (url) => (url.startsWith(registration.scope) ? url.slice(registration.scope.length).split(/[?#]/)[0] : null);

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(keepAll());
});

addEventListener("activate", (event) => {
  event.waitUntil(removeOld().then(() => clients.claim()));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const name = request.method === "GET" ? nameOf(request.url) : null;
  if (name === null || request.headers.has("range")) return;
  const fresh = !FOR_EVER.test(name) || request.cache === "reload";
  event.respondWith(fresh ? fromNetwork(request, name) : fromCache(request));
});

/** What an earlier build has kept under the same name need not be fetched again. */
async function keepAll() {
  const cache = await caches.open(CACHE);
  const keep = async (name) => {
    const known = FOR_EVER.test(name) ? await caches.match(name) : undefined;
    const response = known ?? (await fetch(name, { cache: "no-cache" }));
    if (!response.ok) throw new Error(`$${name}: $${response.status}`);
    await cache.put(name, response);
  };
  await Promise.all(KEPT.map(keep));
}

async function removeOld() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(`$${OWN}:`) && name !== CACHE).map((name) => caches.delete(name)));
}

async function fromCache(request) {
  const cache = await caches.open(CACHE);
  const known = await cache.match(request.url);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) await cache.put(request.url, response.clone()).catch(() => {}); // a full store: not kept
  return response;
}

async function fromNetwork(request, name) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(name || "index.html", response.clone()).catch(() => {});
    return response;
  } catch (reason) {
    const known = await cache.match(name || "index.html");
    if (known) return known;
    throw reason;
  }
}

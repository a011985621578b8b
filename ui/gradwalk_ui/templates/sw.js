/**
 * The site without a network: pages, pictures and lessons are kept from the first visit on, Python
 * from the first time that it is used, or when a page has been at rest for a while.
 *
 * Files with a hash in their name never change and come from the cache; the others come from the
 * network while there is one. A new build has a cache of its own, and takes over when that is
 * complete; pages of the old one, which are open still, find what is theirs in the old cache until
 * they are gone.
 */

const KEPT = $files;
const PYTHON = $python;
const OWN = `gradwalk:$${new URL(registration.scope).pathname}`;
const CACHE = `$${OWN}:$version`;
const FOR_EVER = /^(?:assets|pictures|python|scenes)\//;

const nameOf = (url) =>
  url.startsWith(registration.scope) ? url.slice(registration.scope.length).split(/[?#]/)[0] : null;

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(keepAll());
});

addEventListener("activate", (event) => {
  event.waitUntil(clients.claim());
});

addEventListener("message", (event) => {
  if (event.data === "keep python") event.waitUntil(keepPython());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const name = request.method === "GET" ? nameOf(request.url) : null;
  if (name === null || request.headers.has("range")) return;
  if (request.mode === "navigate") event.waitUntil(removeOld());
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
  for (const name of PYTHON) {
    const known = await caches.match(name);
    if (known) await cache.put(name, known).catch(() => {});
  }
}

/** One file after the other, as nobody waits for them. */
async function keepPython() {
  for (const name of PYTHON) await fromCache(new Request(name));
}

/** A page that is opened while no other one is has nobody beside it who needs an old build. */
async function removeOld() {
  if ((await clients.matchAll({ type: "window" })).length > 1) return;
  // in the order they were made
  const builds = (await caches.keys()).filter((name) => name.startsWith(`$${OWN}:`));
  await Promise.all(
    builds.slice(0, Math.max(0, builds.indexOf(CACHE))).map((name) => caches.delete(name)),
  );
}

async function fromCache(request) {
  const cache = await caches.open(CACHE);
  const known = (await cache.match(request.url)) ?? (await caches.match(request.url));
  if (known) return known;
  const response = await fetch(request);
  // a full store: not kept
  if (response.ok) await cache.put(request.url, response.clone()).catch(() => {});
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

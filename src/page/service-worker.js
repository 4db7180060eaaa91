// Keeps the page's own files for a visit without a network. The build appends the list
// (tools/offline.mjs): VERSION, and FILES with each file's SHA-256.
//
// One version serves whole or not at all: a file that is not the one of the list (a host in the
// middle of a deployment) lets the installation fail, and the next visit tries again. A newer
// version waits until the last page of the older one is closed, so no page ever meets files of
// two versions. Anything that is not in the list goes to the network untouched.
//
// LATER is of the list, too, but is fetched when it is first asked for: few visits need it.
const CACHE = `comove-${VERSION}`;
const LATER = new Set(["readers.wasm", "comove-figure.js"]);
const NAMES = new Map(Object.keys(FILES).map((name) => [new URL(name, registration.scope).pathname, name]));

async function fetched(name) {
  const answer = await fetch(new Request(new URL(name, registration.scope), { cache: "reload" }));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  const digest = await crypto.subtle.digest("SHA-256", await answer.clone().arrayBuffer());
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex !== FILES[name]) throw new Error(`${name} is of another version`);
  return answer;
}

addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const names = Object.keys(FILES).filter((name) => !LATER.has(name));
      const answers = await Promise.all(names.map(async (name) => [name, await fetched(name)]));
      const cache = await caches.open(CACHE);
      for (const [name, answer] of answers) await cache.put(new URL(name, registration.scope), answer);
    })(),
  );
});

// A page asks for the newer version. While another page of the older one is open it waits, since
// that page's files would be gone.
addEventListener("message", (event) => {
  if (event.data !== "renew") return;
  event.waitUntil(
    (async () => {
      const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
      if (pages.length <= 1) await skipWaiting();
    })(),
  );
});

addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith("comove-") && name !== CACHE) await caches.delete(name);
      }
      // The first visit, too, exports without a network: the page that brought this worker is served by it.
      await clients.claim();
    })(),
  );
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  const scope = new URL(registration.scope).pathname;
  const name = url.pathname === scope ? "index.html" : NAMES.get(url.pathname);
  if (!name) return;
  event.respondWith(
    (async () => {
      const cache = await caches.open(CACHE);
      const address = new URL(name, registration.scope);
      const held = await cache.match(address);
      if (held || !LATER.has(name)) return held ?? fetch(request);
      const answer = await fetched(name);
      await cache.put(address, answer.clone());
      return answer;
    })(),
  );
});

// Service worker: caches agendas and badges, and the files they need, for offline use. Other requests pass unchanged.
// The server declares which pages may be cached, for which user and until when; later they are not shown.

const STATIC = "drawn-1"; // scripts, styles and images: the same for all users
const PERSONAL = "personal "; // followed by the number of the user

const isPersonal = (url) => /^\/(my\/\d+\/(agenda|badge)|interpreting\/\d+)\/$/.test(url.pathname);
const isStatic = (url) => url.pathname.startsWith("/static/");
const personalCaches = async () => (await caches.keys()).filter((name) => name.startsWith(PERSONAL));

async function removeStored(request) {
  for (const name of await personalCaches()) await (await caches.open(name)).delete(request);
}

async function store(request, response) {
  const owner = response.headers.get("X-Kept-For");
  if (!owner) {
    await removeStored(request);
    return;
  }
  for (const name of await personalCaches()) if (name !== PERSONAL + owner) await caches.delete(name);
  await (await caches.open(PERSONAL + owner)).put(request, response);
}

async function findStored(request) {
  for (const name of await personalCaches()) {
    const response = await (await caches.open(name)).match(request);
    if (response && Number(response.headers.get("X-Kept-Until")) * 1000 > Date.now()) return response;
    if (response) await caches.delete(name);
  }
  return undefined;
}

async function answerStatic(request) {
  const cache = await caches.open(STATIC);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (failure) {
    const copy = await cache.match(request);
    if (copy) return copy;
    throw failure;
  }
}

async function answerPersonal(request) {
  let response;
  try {
    response = await fetch(request);
  } catch (failure) {
    const copy = await findStored(request);
    if (copy) return copy;
    throw failure;
  }
  // A navigation that is redirected to the sign-in page arrives as an opaque redirect.
  if (response.ok && !response.redirected) await store(request, response.clone());
  else if (response.redirected || response.type === "opaqueredirect" || response.status < 500) {
    await removeStored(request);
  }
  return response;
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) =>
  event.waitUntil(caches.delete("agenda-1").then(() => self.clients.claim())),
);
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (isPersonal(url)) event.respondWith(answerPersonal(request));
  else if (isStatic(url)) event.respondWith(answerStatic(request));
});

// Keeps agendas and badges, and what they are drawn with, for times without a network. Everything else goes by as always.
// The server says which pages may be kept, for whom and until when; nothing is shown after that.
"use strict";
const DRAWN = "drawn-1";  // scripts, styles and pictures: the same for everybody
const PERSONAL = "personal ";  // and the number of the person
const mayBeKept = (url) => /^\/(my\/\d+\/(agenda|badge)|interpreting\/\d+)\/$/.test(url.pathname);
const isDrawn = (url) => url.pathname.startsWith("/static/");
const personalCaches = async () => (await caches.keys()).filter((name) => name.startsWith(PERSONAL));

const remove = async (request) => {
  for (const name of await personalCaches()) await (await caches.open(name)).delete(request);
};
const keep = async (request, answer) => {
  const owner = answer.headers.get("X-Kept-For");
  if (!owner) return remove(request);
  for (const name of await personalCaches()) if (name !== PERSONAL + owner) await caches.delete(name);
  return (await caches.open(PERSONAL + owner)).put(request, answer);
};
const kept = async (request) => {
  for (const name of await personalCaches()) {
    const answer = await (await caches.open(name)).match(request);
    if (answer && Number(answer.headers.get("X-Kept-Until")) * 1000 > Date.now()) return answer;
    if (answer) await caches.delete(name);
  }
  return undefined;
};

const drawn = async (request) => {
  const store = await caches.open(DRAWN);
  try {
    const answer = await fetch(request);
    if (answer.ok) await store.put(request, answer.clone());
    return answer;
  } catch (failure) {
    const copy = await store.match(request);
    if (copy) return copy;
    throw failure;
  }
};
const personal = async (request) => {
  let answer;
  try {
    answer = await fetch(request);
  } catch (failure) {
    const copy = await kept(request);
    if (copy) return copy;
    throw failure;
  }
  // A navigation that is sent on to the sign-in page arrives as an opaque redirect.
  if (answer.ok && !answer.redirected) await keep(request, answer.clone());
  else if (answer.redirected || answer.type === "opaqueredirect" || answer.status < 500) await remove(request);
  return answer;
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(caches.delete("agenda-1").then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (mayBeKept(url)) event.respondWith(personal(event.request));
  else if (isDrawn(url)) event.respondWith(drawn(event.request));
});

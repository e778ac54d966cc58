// Keeps agendas, and what they are drawn with, for times without a network. Everything else goes by as always.
"use strict";
const KEPT = "agenda-1";
const isAgenda = (url) => /^\/my\/\d+\/agenda\/$/.test(url.pathname);
const isDrawn = (url) => url.pathname.startsWith("/static/");
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin || !(isAgenda(url) || isDrawn(url))) return;
  event.respondWith((async () => {
    const store = await caches.open(KEPT);
    try {
      const answer = await fetch(event.request);
      if (answer.redirected || answer.status === 403 || answer.status === 404) await store.delete(event.request);
      else if (answer.ok) await store.put(event.request, answer.clone());
      return answer;
    } catch (failure) {
      const kept = await store.match(event.request);
      if (kept) return kept;
      throw failure;
    }
  })());
});

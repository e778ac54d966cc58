// On every page: what was kept on this device for somebody else, or for somebody who is no longer signed in, goes.
// On pages that can be read without a network: keeps this one, at its first visit too.
"use strict";
(() => {
  const { user, worker } = document.currentScript.dataset;
  if (!("caches" in window)) return;
  caches.keys().then((names) => {
    for (const name of names) if (name.startsWith("personal ") && name !== `personal ${user}`) caches.delete(name);
  });
  if (!worker || !("serviceWorker" in navigator)) return;
  const isControlled = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.register(worker, { scope: "/" });
  if (isControlled) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    const drawn = performance.getEntriesByType("resource").map((entry) => entry.name);
    const wanted = [location.href, ...drawn.filter((name) => new URL(name).pathname.startsWith("/static/"))];
    // Read to the end: an answer that nobody reads is a request that never ends.
    for (const address of wanted) fetch(address).then((answer) => answer.blob()).catch(() => {});
  }, { once: true });
})();

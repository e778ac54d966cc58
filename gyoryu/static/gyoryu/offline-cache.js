// On every page: what was stored on this device for somebody else, or for somebody who is no longer signed in, goes.
// On pages that can be read without a network: stores this one, at its first visit too.
import { settingsOf } from "./base.js";

const { user = "", worker } = settingsOf(import.meta.url);

async function removeCachesOfOthers() {
  for (const name of await caches.keys()) {
    if (name.startsWith("personal ") && name !== `personal ${user}`) caches.delete(name);
  }
}

function requestEverythingShown() {
  const resources = performance.getEntriesByType("resource").map((entry) => entry.name);
  const addresses = [location.href, ...resources.filter((name) => new URL(name).pathname.startsWith("/static/"))];
  // Read to the end: a response that nobody reads is a request that never ends.
  for (const address of addresses) {
    fetch(address)
      .then((response) => response.blob())
      .catch(() => {});
  }
}

function registerWorker() {
  const isControlled = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.register(worker, { scope: "/" });
  if (!isControlled) {
    navigator.serviceWorker.addEventListener("controllerchange", requestEverythingShown, { once: true });
  }
}

if ("caches" in window) {
  removeCachesOfOthers();
  if (worker && "serviceWorker" in navigator) registerWorker();
}

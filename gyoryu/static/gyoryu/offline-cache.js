// On every page: deletes pages cached for another user, or for one who is no longer signed in.
// On pages that can be read offline: caches the page, also at the first visit.
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
  // Read the body to the end: otherwise the request never finishes.
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

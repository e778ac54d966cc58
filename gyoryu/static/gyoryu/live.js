// Keeps the live board fresh, unless somebody is about to press something on it.
const live = document.querySelector("[data-live]");
async function refresh() {
  if (!document.hidden && !live.contains(document.activeElement) && !document.querySelector(".toasts .notice")) {
    try {
      const answer = await fetch(location.href);
      if (answer.ok && !answer.redirected) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
        if (fresh) live.replaceChildren(...fresh.childNodes);
      }
    } catch { /* away from the network: what is shown stays */ }
  }
  setTimeout(refresh, 15000);
}
if (live) setTimeout(refresh, 15000);

// Keeps the live board fresh, unless somebody is about to press something on it.
import { fetchPage, replaceContent } from "./base.js";

const INTERVAL = 15000;
const board = document.querySelector("[data-live]");

const isInUse = () => board.contains(document.activeElement) || document.querySelector(".toasts .notice");

async function refresh() {
  if (!document.hidden && !isInUse()) {
    const page = await fetchPage(location.href); // away from the network, what is shown stays
    const fresh = page && !page.wasRedirected && page.querySelector("[data-live]");
    if (fresh) replaceContent(board, ...fresh.childNodes);
  }
  setTimeout(refresh, INTERVAL);
}

if (board) setTimeout(refresh, INTERVAL);

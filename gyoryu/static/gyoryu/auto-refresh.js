// Refreshes the live board periodically, except during interaction with it.
import { fetchPage, replaceContent } from "./base.js";

const INTERVAL = 15000;
const board = document.querySelector("[data-live]");

const isInUse = () => board.contains(document.activeElement) || document.querySelector(".toasts .notice");

async function refresh() {
  if (!document.hidden && !isInUse()) {
    const page = await fetchPage(location.href); // offline: keep the present content
    const fresh = page && !page.wasRedirected && page.querySelector("[data-live]");
    if (fresh) replaceContent(board, ...fresh.childNodes);
  }
  setTimeout(refresh, INTERVAL);
}

if (board) setTimeout(refresh, INTERVAL);

// Polls the progress of a running job; reloads the page when it has ended.
import { createElement, fetchJson, replaceContent } from "./base.js";

const INTERVAL = 1000;
const box = document.querySelector("[data-progress]");

export function formatNumber(value, language) {
  return value == null ? "" : new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
}

function createRow({ name, now, bound }) {
  const cells = [now, bound].map((value) =>
    createElement("td", { className: "number", textContent: formatNumber(value, document.documentElement.lang) }),
  );
  return createElement("tr", {}, createElement("th", { scope: "row", textContent: name }), ...cells);
}

function show({ phase, share, reached }) {
  box.querySelector("[data-phase]").textContent = phase;
  box.querySelector("[data-share]").value = share;
  const rows = box.querySelector("[data-reached]");
  if (rows && reached) replaceContent(rows, ...reached.map(createRow));
}

async function update() {
  const progress = await fetchJson(box.dataset.progress).catch(() => null); // offline: try again
  if (progress?.is_over) {
    location.reload();
    return;
  }
  if (progress) show(progress);
  setTimeout(update, INTERVAL);
}

if (box) setTimeout(update, INTERVAL / 2);

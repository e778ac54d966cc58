// Uploads files one by one, so that a refused one does not affect the others, and shows the progress of reading:
// of files, of a pasted text, and of a fetched document. Without JavaScript the form sends them all at once.
import { createElement, fetchJson, fillPlaceholders, postForJson, replaceContent, wait } from "./base.js";

const MAX_BYTES = 50 * 1024 * 1024;
const INTERVAL = 1000;

const form = document.getElementById("upload-form");
const box = document.getElementById("upload-progress");
const dropZone = document.getElementById("drop-zone");
const part = (name) => box.querySelector(`[data-${name}]`);
const sentence = (name, values) => fillPlaceholders(box.dataset[name], values);
let running = null; // the AbortController of an upload

function reportFault(text, address) {
  const item = createElement("li");
  item.append(address ? createElement("a", { href: address, textContent: text }) : text);
  part("faults").append(item);
}

function showProgress(share, text) {
  box.querySelector("progress").value = share;
  if (text) part("status").textContent = text;
}

/** Return the fields of one upload: a file, or a pasted text with its address. */
function fieldsOf(item) {
  const fields = new FormData();
  const { csrfmiddlewaretoken: token, programme } = form.elements;
  fields.append("csrfmiddlewaretoken", token.value);
  if (programme) fields.append("programme", programme.value);
  if (item instanceof File) fields.append("files", item, item.name);
  else for (const name of ["text", "url"]) fields.append(name, item[name]);
  return fields;
}

/** Show the progress of reading; the first half of the bar is for uploading. Return whether it is complete. */
function showReading({ done, of: all, refused }) {
  const isOver = done >= all;
  const values = { done, all, read: done - refused.length, refused: refused.length };
  showProgress(all ? 0.5 + (0.5 * done) / all : 1, sentence(isOver ? "over" : "read", values));
  if (!isOver) return false;
  for (const { name, why, address } of refused) reportFault(`${name}: ${why}`, address);
  return true;
}

/** Wait until all documents are read. */
async function followReading(numbers) {
  for (;;) {
    const progress = await fetchJson(`${form.dataset.reading}?of=${numbers.join(",")}`).catch(() => null);
    if (progress && showReading(progress)) return;
    await wait(INTERVAL);
  }
}

/** Send one item. Return the numbers of new documents, and how many were known. */
async function upload(item, signal) {
  if (item.size > MAX_BYTES) {
    reportFault(sentence("large", { name: item.name }));
    return { numbers: [], known: 0 };
  }
  try {
    const answer = await postForJson(form.action, fieldsOf(item), { signal });
    for (const fault of answer.faults) reportFault(fault);
    if (item.clear && !answer.faults.length) item.clear();
    return { numbers: answer.new, known: answer.known.length };
  } catch (problem) {
    if (problem.name !== "AbortError") reportFault(sentence("lost", { name: item.name }));
    return { numbers: [], known: 0 };
  }
}

async function uploadAll(items) {
  if (running || !items.length) return;
  running = new AbortController();
  const { signal } = running;
  box.hidden = part("cancel").hidden = false;
  part("show").hidden = true;
  replaceContent(part("faults"));
  box.scrollIntoView({ block: "nearest" });
  const numbers = [];
  let known = 0;
  for (const [sent, item] of items.entries()) {
    if (signal.aborted) break;
    showProgress((0.5 * sent) / items.length, sentence("sent", { done: sent, all: items.length }));
    const result = await upload(item, signal);
    numbers.push(...result.numbers);
    known += result.known;
  }
  showProgress(numbers.length ? 0.5 : 1);
  part("cancel").hidden = true;
  if (known) reportFault(sentence("known", { count: known }));
  if (signal.aborted) part("status").textContent = sentence("cancelled", { all: numbers.length });
  else if (numbers.length) await followReading(numbers);
  part("show").hidden = false;
  part("show").focus();
  running = null;
}

function pastedText() {
  const { text, url } = form.elements;
  const clear = () => {
    text.value = url.value = "";
    form.dispatchEvent(new Event("input", { bubbles: true }));
  };
  return { name: "paste.txt", size: text.value.length, text: text.value, url: url.value, clear };
}

function uploadInsteadOfSubmit(event) {
  const files = [...form.elements.files.files];
  const hasText = Boolean(form.elements.text.value.trim());
  if (!files.length && !hasText) return;
  event.preventDefault();
  form.elements.files.value = "";
  uploadAll(hasText ? [...files, pastedText()] : files);
}

/** Show the progress of documents that were fetched, or sent without JavaScript, and are not yet read. */
async function followWaiting() {
  const numbers = (box.dataset.waiting ?? "").split(",").filter(Boolean);
  if (!numbers.length) return;
  box.hidden = false;
  part("cancel").hidden = true;
  showProgress(0.5);
  await followReading(numbers);
  part("show").hidden = false;
}

/** Files may be dropped anywhere on the page. */
function acceptDrops() {
  let depth = 0; // number of nested elements that the dragged files are over
  const on = (type, action) =>
    document.addEventListener(type, (event) => {
      if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
      action(event);
      dropZone.hidden = depth <= 0;
    });
  on("dragenter", () => {
    depth += 1;
  });
  on("dragleave", () => {
    depth = Math.max(0, depth - 1);
  });
  on("dragover", (event) => event.preventDefault());
  on("drop", (event) => {
    event.preventDefault();
    depth = 0;
    uploadAll([...event.dataTransfer.files]);
  });
}

if (form && box) {
  part("cancel").addEventListener("click", () => running?.abort());
  form.addEventListener("submit", uploadInsteadOfSubmit);
  followWaiting();
  acceptDrops();
}

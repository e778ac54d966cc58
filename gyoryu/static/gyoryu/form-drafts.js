// Local drafts: keeps unsaved form input in this browser, per user, until the server has saved it or a week has passed.
// Passwords, codes and files are never stored, nor are small forms (up to two fields, no long text).
import { createElement, createMessage, debounce, settingsOf, storage } from "./base.js";

const { user = "", sent, restored, discard, leaving } = settingsOf(import.meta.url);
const WEEK = 7 * 24 * 3600 * 1000;
const PREFIX = "typed ";
const SECRET = /password|secret|token|credential|(^|[-_])code$/;
const VERSION = /(^|[-_])version$/;
const UNTYPED = ["hidden", "file", "password", "submit", "button", "reset", "image"];

const initial = new Map(); // text of each form as rendered by the server
const pending = new Map(); // for each form a debounced call that stores it
let isUnstored = false;
let isRestoring = false;

const isTyped = (field) =>
  field.name &&
  !UNTYPED.includes(field.type) &&
  !SECRET.test(field.name) &&
  field.autocomplete !== "one-time-code" &&
  !field.matches(":disabled");
const isVersion = (field) => field.type === "hidden" && VERSION.test(field.name);

function isStored(form) {
  if (!user || form.method !== "post" || form.querySelector("input[type=password]")) return false;
  const fields = [...form.elements].filter(isTyped);
  return new Set(fields.map(({ name }) => name)).size > 2 || fields.some(({ type }) => type === "textarea");
}

/** Return the key of a form: its action URL, and its position among the forms of the page with the same one. */
function nameOf(form) {
  const address = new URL(form.getAttribute("action") || location.href, location.href);
  const alike = [...document.forms].filter((other) => isStored(other) && other.action === form.action);
  return `${address.pathname}${address.search} ${alike.indexOf(form)}`;
}

const keyOf = (form) => `${PREFIX}${user} ${nameOf(form)}`;

/** Return the key as encoded in the server's cookie: `encodeURIComponent`, and the characters which that leaves. */
function encodedNameOf(form) {
  const encode = (character) => `%${character.charCodeAt(0).toString(16)}`;
  return encodeURIComponent(nameOf(form)).replace(/[!'()*]/g, encode);
}

function valuesOf(form) {
  return [...form.elements]
    .filter((field) => isTyped(field) || isVersion(field))
    .filter((field) => !["checkbox", "radio"].includes(field.type) || field.checked)
    .flatMap((field) => {
      if (field.type !== "select-multiple") return [[field.name, field.value]];
      return [...field.selectedOptions].map((option) => [field.name, option.value]);
    });
}

const typedText = (form) => JSON.stringify(valuesOf(form).filter(([name]) => !VERSION.test(name)));

function cancel(form) {
  pending.get(form)?.cancel();
  pending.delete(form);
}

function store(form) {
  cancel(form);
  if (!form.isConnected) return;
  if (typedText(form) === initial.get(form)) storage.remove(keyOf(form));
  else isUnstored = !storage.write(keyOf(form), { at: Date.now(), values: valuesOf(form) });
}

function storeSoon(form) {
  if (!pending.has(form))
    pending.set(
      form,
      debounce(() => store(form), 300),
    );
  pending.get(form)();
}

const storeAll = () => [...pending.keys()].forEach(store);

/** Restore the values of the fields of one name, in order. */
function restoreField(field, stored) {
  if (["checkbox", "radio"].includes(field.type)) field.checked = stored.includes(field.value);
  else if (field.type === "select-multiple") {
    for (const option of field.options) option.selected = stored.includes(option.value);
  } else if (stored.length) field.value = stored.shift();
}

/** Restore stored values of a form; return whether any field changed. */
function restore(form, values) {
  const left = new Map();
  for (const [name, value] of values) left.set(name, [...(left.get(name) ?? []), value]);
  const before = typedText(form);
  for (const field of form.elements) {
    if (isTyped(field) || isVersion(field)) restoreField(field, left.get(field.name) ?? []);
  }
  return typedText(form) !== before;
}

function offerToDiscard(form) {
  const message = createMessage(restored);
  message.dataset.broughtBack = "";
  const button = createElement("button", { type: "button", className: "button tertiary small", textContent: discard });
  button.addEventListener("click", () => {
    cancel(form);
    storage.remove(keyOf(form));
    isUnstored = false;
    form.reset();
    form.dispatchEvent(new Event("input", { bubbles: true }));
    message.remove();
  });
  message.append(createElement("p", { className: "actions" }, button));
  form.before(message);
}

// Fire input events for restored fields, so that other scripts notice; the age of the draft does not change.
function announce(form) {
  isRestoring = true;
  for (const field of form.elements) {
    if (isTyped(field)) field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  isRestoring = false;
}

function open(form) {
  initial.set(form, typedText(form));
  if (encodedNameOf(form) === sent) {
    // The server has rendered the form again with the input, which replaces the draft.
    initial.set(form, "");
    store(form);
    return;
  }
  const copy = storage.read(keyOf(form));
  if (!copy) return;
  if (restore(form, copy.values)) {
    offerToDiscard(form);
    announce(form);
  } else storage.remove(keyOf(form));
}

function decode(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return "";
  }
}

/** Read and delete the cookie with the keys of the forms that the server has saved. */
function savedNames() {
  const cookie = /(?:^|; )taken="?([^;"]*)/.exec(document.cookie);
  if (!cookie) return [];
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is too young
  document.cookie = "taken=; path=/; max-age=0";
  return cookie[1].split("|").map(decode);
}

/** Remove drafts that are saved, older than a week, or of another user. */
function sweep() {
  const names = savedNames();
  for (const key of storage.keys().filter((name) => name.startsWith(PREFIX))) {
    const copy = storage.read(key);
    const [, owner] = key.split(" ");
    const isOver = !copy?.values || !(Date.now() - copy.at < WEEK);
    const isSaved = names.includes(key.slice(`${PREFIX}${owner} `.length));
    if (isOver || isSaved || (user && owner !== user)) storage.remove(key);
  }
}

function noteTyping({ target }) {
  const { form } = target;
  if (isRestoring || !form || !isTyped(target) || !isStored(form)) return;
  if (!initial.has(form)) initial.set(form, "");
  storeSoon(form);
}

function noteSubmission({ target }) {
  if (target.hasAttribute("data-sign-out")) {
    for (const key of storage.keys().filter((name) => name.startsWith(PREFIX))) storage.remove(key);
  }
  if (!isStored(target)) return;
  store(target);
  isUnstored = false;
  let field = target.querySelector("input[name=kept_as]");
  if (!field) {
    field = createElement("input", { type: "hidden", name: "kept_as" });
    target.append(field);
  }
  field.value = encodedNameOf(target);
}

function noteSaving({ target }) {
  cancel(target);
  initial.set(target, typedText(target));
  storage.remove(keyOf(target));
}

addEventListener("DOMContentLoaded", () => {
  sweep();
  [...document.forms].filter(isStored).forEach(open);
});
addEventListener("pageshow", ({ persisted }) => persisted && sweep());
document.addEventListener("input", noteTyping);
document.addEventListener("change", noteTyping);
document.addEventListener("submit", noteSubmission, true);
document.addEventListener("saved", noteSaving); // by autosave.js
addEventListener("pagehide", storeAll);
document.addEventListener("visibilitychange", () => document.hidden && storeAll());
addEventListener("beforeunload", (event) => {
  storeAll();
  if (!isUnstored) return;
  event.preventDefault();
  event.returnValue = leaving;
});

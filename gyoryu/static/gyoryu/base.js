// Shared functions: settings, requests, debouncing, placeholders, messages, dialogs, storage.

/** Return the data attributes of the script element that loaded a module: `settingsOf(import.meta.url)`. */
export function settingsOf(address) {
  return [...document.scripts].find((script) => script.src === address)?.dataset ?? {};
}

/** Return a function that calls `action` once, `milliseconds` after the last of several calls. */
export function debounce(action, milliseconds) {
  let timer = 0;
  const debounced = (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), milliseconds);
  };
  debounced.cancel = () => clearTimeout(timer);
  return debounced;
}

export const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Fill the placeholders of a translated sentence: `{done} of {all}`. */
export const fillPlaceholders = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const isJson = (response) => (response.headers.get("Content-Type") ?? "").startsWith("application/json");

/** Fetch JSON. Throws where the network or the server fails, or where the session has ended and a page arrives. */
export async function fetchJson(url, options = {}) {
  const response = await fetch(url, { ...options, headers: { Accept: "application/json", ...options.headers } });
  if (!isJson(response)) throw new Error(`no JSON: ${response.status}`);
  const body = await response.json();
  if (!response.ok) throw Object.assign(new Error(String(response.status)), { body });
  return body;
}

/** Post fields and return JSON. The CSRF token is taken from any form of the page. */
export function postForJson(url, body, options = {}) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  return fetchJson(url, { ...options, method: "POST", body, headers: { "X-CSRFToken": token } });
}

/** Fetch a page as a document; null where that fails: no network, an error, or another page instead. */
export async function fetchPage(url, options = {}) {
  const response = await fetch(url, options).catch(() => null);
  if (!response?.ok) return null;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  page.wasRedirected = response.redirected;
  return page;
}

/** Replace the children of an element. (Chromium before 86 lacks `replaceChildren`.) */
export function replaceContent(element, ...nodes) {
  element.textContent = "";
  element.append(...nodes);
}

export function createElement(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Create a message as `parts/notices.html` has it; `kind` is "error", "success", "warning" or "". */
export function createMessage(text, kind = "") {
  const message = createElement(
    "div",
    { className: `notice ${kind}`.trim() },
    createElement("p", { textContent: text }),
  );
  message.setAttribute("role", kind === "error" ? "alert" : "status");
  return message;
}

/** Open a dialog above the page; a click beside it closes it. Return whether it was closed before. */
export function openDialog(dialog) {
  if (dialog.open) return false;
  dialog.onclick = ({ target }) => target === dialog && dialog.close();
  dialog.showModal();
  return true;
}

/** The browser's storage. If it is full or denied, nothing is read, and `write` returns false. */
export const storage = {
  keys() {
    try {
      return Object.keys(localStorage);
    } catch {
      return [];
    }
  },
  read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  write(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },
  remove(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // Storage is unavailable.
    }
  },
};

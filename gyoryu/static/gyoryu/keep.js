// Keeps what is typed into forms on this device until the server has taken it, for the person who typed it, for a week.
// Never passwords, codes and files. Small forms (up to two fields, no long text) are not worth the reader's attention.
"use strict";
(() => {
  const { user, sent, restored, discard, leaving } = document.currentScript.dataset;
  const WEEK = 7 * 24 * 3600 * 1000, MARK = "typed ";
  const SECRET = /password|secret|token|credential|(^|[-_])code$/;
  const ASIDE = ["hidden", "file", "password", "submit", "button", "reset", "image"];
  const initial = new Map();  // of each form, as the server drew it
  const timers = new Map();
  let unkept = false, quiet = false;

  const keys = () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(MARK)); } catch { return []; } };
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const forget = (key) => { try { localStorage.removeItem(key); } catch { /* nothing is kept, then */ } };

  const isTyped = (field) => field.name && !ASIDE.includes(field.type) && !SECRET.test(field.name)
    && field.autocomplete !== "one-time-code" && !field.matches(":disabled");
  const isVersion = (field) => field.type === "hidden" && /(^|[-_])version$/.test(field.name);
  const isKept = (form) => {
    if (!user || form.method !== "post" || form.querySelector("input[type=password]")) return false;
    const fields = [...form.elements].filter(isTyped);
    return new Set(fields.map((field) => field.name)).size > 2 || fields.some((field) => field.type === "textarea");
  };
  // The address that takes the form, and its place among the forms of the page that are sent there.
  const nameOf = (form) => {
    const to = new URL(form.getAttribute("action") || location.href, location.href);
    const alike = [...document.forms].filter((one) => isKept(one) && one.action === form.action);
    return `${to.pathname}${to.search} ${alike.indexOf(form)}`;
  };
  const keyOf = (form) => `${MARK}${user} ${nameOf(form)}`;
  const taken = (form) => encodeURIComponent(nameOf(form)).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

  const valuesOf = (form) => [...form.elements].filter((field) => isTyped(field) || isVersion(field))
    .filter((field) => !["checkbox", "radio"].includes(field.type) || field.checked)
    .flatMap((field) => (field.type === "select-multiple"
      ? [...field.selectedOptions].map((option) => [field.name, option.value]) : [[field.name, field.value]]));
  const typed = (form) => JSON.stringify(valuesOf(form).filter(([name]) => !/(^|[-_])version$/.test(name)));

  const keep = (form) => {
    clearTimeout(timers.get(form));
    timers.delete(form);
    if (!form.isConnected) return;
    if (typed(form) === initial.get(form)) return forget(keyOf(form));
    try {
      localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), values: valuesOf(form) }));
      unkept = false;
    } catch {
      unkept = true;
    }
  };
  const keepSoon = (form) => {
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => keep(form), 300));
  };
  const keepAll = () => [...timers.keys()].forEach(keep);

  const bringBack = (form, values) => {
    const left = new Map();
    for (const [name, value] of values) left.set(name, [...(left.get(name) || []), value]);
    const before = typed(form);
    for (const field of form.elements) {
      if (isVersion(field) && left.has(field.name)) field.value = left.get(field.name)[0];
      if (!isTyped(field)) continue;
      const given = left.get(field.name) || [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
      else if (field.type === "select-multiple") for (const option of field.options) option.selected = given.includes(option.value);
      else if (given.length) field.value = given.shift();
    }
    return typed(form) !== before;
  };
  const say = (form) => {
    const notice = document.createElement("div"), text = document.createElement("p"), button = document.createElement("button");
    notice.className = "notice";
    notice.setAttribute("role", "status");
    notice.dataset.broughtBack = "";
    text.textContent = restored;
    Object.assign(button, { type: "button", className: "button third small", textContent: discard });
    const acts = document.createElement("p");
    acts.className = "acts";
    acts.append(button);
    button.addEventListener("click", () => {
      clearTimeout(timers.get(form));
      timers.delete(form);
      forget(keyOf(form));
      unkept = false;
      form.reset();
      form.dispatchEvent(new Event("input", { bubbles: true }));
      notice.remove();
    });
    notice.append(text, acts);
    form.before(notice);
  };
  const open = (form) => {
    initial.set(form, typed(form));
    const key = keyOf(form), copy = read(key);
    if (taken(form) === sent) {  // drawn again by the server, with what was typed: that is what counts now
      initial.set(form, "");
      return keep(form);
    }
    if (!copy) return undefined;
    if (!bringBack(form, copy.values)) return forget(key);
    say(form);
    quiet = true;  // other scripts are to know; the copy stays as old as it is
    for (const field of form.elements) if (isTyped(field)) field.dispatchEvent(new Event("input", { bubbles: true }));
    quiet = false;
    return undefined;
  };

  const sweep = () => {
    const noted = /(?:^|; )taken="?([^;"]*)/.exec(document.cookie);
    if (noted) document.cookie = "taken=; path=/; max-age=0";
    const names = (noted ? noted[1].split("|") : []).map((name) => { try { return decodeURIComponent(name); } catch { return ""; } });
    for (const key of keys()) {
      const copy = read(key), [, owner] = key.split(" ");
      const isOver = !copy || !copy.values || !(Date.now() - copy.at < WEEK);
      if (isOver || (user && owner !== user) || names.includes(key.slice(`${MARK}${owner} `.length))) forget(key);
    }
  };

  addEventListener("DOMContentLoaded", () => { sweep(); [...document.forms].filter(isKept).forEach(open); });
  addEventListener("pageshow", (event) => { if (event.persisted) sweep(); });
  const note = ({ target }) => {
    const form = target.form;
    if (!quiet && form && isTyped(target) && isKept(form)) {
      if (!initial.has(form)) initial.set(form, "");
      keepSoon(form);
    }
  };
  document.addEventListener("input", note);
  document.addEventListener("change", note);
  document.addEventListener("submit", ({ target }) => {
    if (target.hasAttribute("data-sign-out")) keys().forEach(forget);
    if (!isKept(target)) return;
    keep(target);
    unkept = false;
    let field = target.querySelector("input[name=kept_as]");
    if (!field) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name: "kept_as" });
      target.append(field);
    }
    field.value = taken(target);
  }, true);
  document.addEventListener("taken", ({ target }) => { clearTimeout(timers.get(target)); timers.delete(target); initial.set(target, typed(target)); forget(keyOf(target)); });
  addEventListener("pagehide", keepAll);
  document.addEventListener("visibilitychange", () => { if (document.hidden) keepAll(); });
  addEventListener("beforeunload", (event) => {
    keepAll();
    if (unkept) { event.preventDefault(); event.returnValue = leaving; }
  });
})();

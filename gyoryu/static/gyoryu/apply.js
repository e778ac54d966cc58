// Saves a step of the application every few seconds, and keeps it on this device where that fails.
"use strict";
const form = document.querySelector("form[data-autosave]");
if (form && !form.querySelector("fieldset[disabled]")) {
  const status = document.querySelector("[data-autosave-status]");
  const key = `typed ${location.pathname}`;
  const typed = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  let waiting = 0;
  const send = async () => {
    waiting = 0;
    const body = new FormData(form);
    body.delete("file");
    body.set("act", "auto");
    try {
      const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
      if (answer.status !== 204) throw new Error(String(answer.status));
      localStorage.removeItem(key);
      status.textContent = `${form.dataset.saved} ${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`;
    } catch {
      localStorage.setItem(key, JSON.stringify(typed()));
      status.textContent = form.dataset.unsaved;
    }
  };
  const kept = JSON.parse(localStorage.getItem(key) || "null");
  if (kept) {
    for (const field of form.elements) {
      const values = kept.filter(([name]) => name === field.name).map(([, value]) => value);
      if (!field.name || field.type === "hidden" || field.type === "file" || field.type === "submit") continue;
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
    }
    status.textContent = form.dataset.restored;
    waiting = setTimeout(send, 1000);
  }
  form.addEventListener("input", (event) => {
    if (event.target.type !== "file" && !waiting) waiting = setTimeout(send, 3000);
  });
  form.addEventListener("submit", () => { clearTimeout(waiting); localStorage.removeItem(key); });
}

// Sends a step of the application to the server every few seconds. Where that fails, keep.js has it on this device.
"use strict";
const form = document.querySelector("form[data-autosave]");
if (form && !form.querySelector("fieldset[disabled]")) {
  const status = document.querySelector("[data-autosave-status]");
  let waiting = 0;
  const send = async () => {
    waiting = 0;
    const body = new FormData(form);
    body.delete("file");
    body.set("act", "auto");
    try {
      const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
      if (answer.status !== 204) throw new Error(String(answer.status));
      if (!waiting) form.dispatchEvent(new CustomEvent("taken", { bubbles: true }));
      status.textContent = `${form.dataset.saved} ${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`;
    } catch {
      status.textContent = form.dataset.unsaved;
    }
  };
  form.addEventListener("input", (event) => {
    if (event.target.type !== "file" && !waiting) waiting = setTimeout(send, 3000);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}

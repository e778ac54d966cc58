// Saves a step of the application on the server every few seconds. If that fails, form-drafts.js keeps it locally.
const DELAY = 3000;

export function autosave(form, status) {
  let timer = 0;
  const send = async () => {
    timer = 0;
    const body = new FormData(form);
    body.delete("file");
    body.set("act", "auto");
    try {
      const response = await fetch(form.action, { method: "POST", body, redirect: "manual" });
      if (response.status !== 204) throw new Error(String(response.status));
      if (!timer) form.dispatchEvent(new CustomEvent("saved", { bubbles: true }));
      const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      status.textContent = `${form.dataset.saved} ${time}`;
    } catch {
      status.textContent = form.dataset.unsaved;
    }
  };
  form.addEventListener("input", ({ target }) => {
    if (target.type !== "file" && !timer) timer = setTimeout(send, DELAY);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
}

const form = document.querySelector("form[data-autosave]");
if (form && !form.querySelector("fieldset[disabled]")) {
  autosave(form, document.querySelector("[data-autosave-status]"));
}

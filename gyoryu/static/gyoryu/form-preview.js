// Shows a live preview while the form is filled in. Without JavaScript the button "Preview" does the same.
import { debounce, fetchPage, replaceContent } from "./base.js";

for (const form of document.querySelectorAll("form[data-preview]")) {
  const preview = document.getElementById(form.dataset.preview);
  let latest = 0;
  const update = async () => {
    latest += 1;
    const request = latest;
    const body = new FormData(form);
    body.set("preview", "1");
    const page = await fetchPage(form.action || location.href, { method: "POST", body });
    const fresh = page?.getElementById(form.dataset.preview); // null offline: the button remains
    if (fresh && request === latest) replaceContent(preview, ...fresh.childNodes);
  };
  form.addEventListener("input", debounce(update, 300));
}

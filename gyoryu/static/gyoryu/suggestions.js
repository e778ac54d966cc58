// Fills the list of suggestions of a field with names that contain the typed text.
import { debounce, fetchJson, replaceContent } from "./base.js";

for (const field of document.querySelectorAll("[data-suggest]")) {
  const list = document.getElementById(field.getAttribute("list"));
  const url = new URL(field.dataset.suggest, location.href);
  const update = async () => {
    const words = field.value.trim();
    if (!words) return;
    url.searchParams.set("q", words);
    const { names = null } = await fetchJson(url).catch(() => ({}));
    if (!names || field.value.trim() !== words) return;
    replaceContent(list, ...names.map((value) => Object.assign(document.createElement("option"), { value })));
  };
  field.addEventListener("input", debounce(update, 200));
}

// Fills the list beneath a field with names that hold what is typed.
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

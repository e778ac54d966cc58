// Fills the list beneath a field with names that hold what is typed.
"use strict";
(() => {
  for (const field of document.querySelectorAll("[data-suggest]")) {
    const list = document.getElementById(field.getAttribute("list"));
    let waiting = 0;
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        const asked = field.value.trim();
        if (!asked) return;
        const answer = await fetch(`${field.dataset.suggest}${field.dataset.suggest.includes("?") ? "&" : "?"}q=${encodeURIComponent(asked)}`).catch(() => null);
        if (!answer || !answer.ok || field.value.trim() !== asked) return;
        const { names } = await answer.json();
        list.replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
      }, 200);
    });
  }
})();

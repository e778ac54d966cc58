// The command palette: Ctrl-K opens it from anywhere; arrows choose, Enter opens.
"use strict";
(() => {
  const dialog = document.querySelector("[data-palette]");
  if (!dialog) return;
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("[role=listbox]");
  const status = dialog.querySelector("[role=status]");
  let asked = 0;
  let wait;

  const options = () => [...list.children];
  const chosen = () => list.querySelector("[aria-selected=true]");

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    if (!option) { input.removeAttribute("aria-activedescendant"); return; }
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function show(hits) {
    list.replaceChildren(...hits.map((hit, number) => {
      const option = document.createElement("li");
      option.id = `palette-hit-${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.url = hit.url;
      for (const text of [hit.label, hit.kind]) {
        option.append(Object.assign(document.createElement("span"), { textContent: text }));
      }
      return option;
    }));
    input.setAttribute("aria-expanded", String(hits.length > 0));
    choose(list.firstElementChild);
    status.textContent = hits.length ? status.dataset.hint : status.dataset.none;
  }

  async function ask() {
    const turn = ++asked;
    try {
      const answer = await fetch(`${dialog.dataset.palette}?q=${encodeURIComponent(input.value)}`);
      if (!answer.ok) throw new Error(answer.status);
      const { hits } = await answer.json();
      if (turn === asked) show(hits);
    } catch {
      if (turn === asked) { list.replaceChildren(); choose(null); status.textContent = status.dataset.failed; }
    }
  }

  function open() {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    ask();
  }

  document.querySelector("[data-palette-opener]")?.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); open(); }
  });
  input.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(ask, 120); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const all = options();
    const now = all.indexOf(chosen());
    if (event.key === "ArrowDown") { event.preventDefault(); choose(all[(now + 1) % all.length]); }
    if (event.key === "ArrowUp") { event.preventDefault(); choose(all[(now - 1 + all.length) % all.length]); }
    if (event.key === "Enter" && chosen()) { event.preventDefault(); location.assign(chosen().dataset.url); }
  });
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
})();

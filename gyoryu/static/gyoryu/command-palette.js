// The command palette: Ctrl-K opens it from anywhere; arrows choose, Enter opens.
import { createElement, debounce, fetchJson, openDialog, replaceContent } from "./base.js";

const dialog = document.querySelector("[data-palette]");
const input = dialog?.querySelector("input");
const list = dialog?.querySelector("[role=listbox]");
const status = dialog?.querySelector("[role=status]");
let latest = 0;

const selected = () => list.querySelector("[aria-selected=true]");

function select(option) {
  selected()?.setAttribute("aria-selected", "false");
  if (!option) {
    input.removeAttribute("aria-activedescendant");
    return;
  }
  option.setAttribute("aria-selected", "true");
  input.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function createOption({ label, kind, url }, number) {
  const parts = [label, kind].map((textContent) => createElement("span", { textContent }));
  const option = createElement("li", { id: `palette-hit-${number}` }, ...parts);
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  option.dataset.url = url;
  return option;
}

function show(hits) {
  replaceContent(list, ...hits.map(createOption));
  input.setAttribute("aria-expanded", String(hits.length > 0));
  select(list.firstElementChild);
  status.textContent = hits.length ? status.dataset.hint : status.dataset.none;
}

async function search() {
  latest += 1;
  const request = latest;
  const answer = await fetchJson(`${dialog.dataset.palette}?q=${encodeURIComponent(input.value)}`).catch(() => null);
  if (request !== latest) return;
  if (answer) show(answer.hits);
  else {
    show([]);
    status.textContent = status.dataset.failed;
  }
}

function open() {
  if (!openDialog(dialog)) return;
  input.select();
  search();
}

const follow = (option) => location.assign(option.dataset.url);

function chooseByKey(event) {
  if (event.isComposing) return;
  const options = [...list.children];
  const current = options.indexOf(selected());
  const actions = {
    ArrowDown: () => select(options[(current + 1) % options.length]),
    ArrowUp: () => select(options[(current - 1 + options.length) % options.length]),
    Enter: () => current >= 0 && follow(options[current]),
  };
  if (!actions[event.key] || (event.key === "Enter" && current < 0)) return;
  event.preventDefault();
  actions[event.key]();
}

if (dialog) {
  document.querySelector("[data-palette-opener]")?.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    open();
  });
  input.addEventListener("input", debounce(search, 120));
  input.addEventListener("keydown", chooseByKey);
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) follow(option);
  });
}

// Moves meetings on the grid: by dragging, by touch, or with the keyboard (Space, arrow keys, Enter, Escape).
// When a meeting is picked up, the server returns the possible places and their cost; the panel beside the grid
// describes them. A move updates the page in place: scroll position and focus stay.
import { createElement, createMessage, fetchJson, fetchPage, postForJson, replaceContent } from "./base.js";
import { ARROWS, focusOn, keepOneTabStop, nextCell } from "./grid-navigation.js";

const grid = document.querySelector("[data-grid]");
const panel = document.querySelector("[data-panel]");
const status = document.querySelector("[data-status]");
const toasts = createElement("div", { className: "toasts" });
document.body.append(toasts);
let picked = null; // the meeting that is being moved
let isTouch = false;

const cells = () => [...grid.querySelectorAll("td[data-slot]")];
const isLegal = (cell) => cell.classList.contains("legal");
const meetingIn = (cell) => cell?.querySelector(".meeting");
const movableMeeting = (target) => target.closest?.(".meeting[draggable]");
const findMeeting = ({ seller, buyer }) =>
  document.querySelector(`.meeting[data-seller="${seller}"][data-buyer="${buyer}"]`);
const announce = (text) => {
  status.textContent = text;
};
const showError = (text) => replaceContent(toasts, createMessage(text, "error"));

// Reasons why a table is not possible although the slot is.
function whyNotTable(cell, meeting) {
  const other = meetingIn(cell);
  if (other && other !== meeting) {
    return `${grid.dataset.taken} ${other.querySelector("a").innerText.replace(/\s+/g, " ")}`;
  }
  return cell.classList.contains("closed") ? grid.dataset.closed : grid.dataset.elsewhere;
}

function whyNot(cell, slot, meeting, hasTable) {
  if (cell.contains(meeting)) return grid.dataset.own;
  return slot.legal && !hasTable ? whyNotTable(cell, meeting) : slot.why;
}

function markCell(cell, slot, meeting) {
  // An impossible slot has no tables.
  const hasTable = slot.legal && (slot.tables.length === 0 || slot.tables.includes(Number(cell.dataset.table)));
  const isOwn = cell.contains(meeting);
  const isPossible = hasTable && !isOwn;
  cell.classList.toggle("legal", isPossible);
  cell.classList.toggle("illegal", !isPossible && !isOwn);
  cell.classList.toggle("penalised", isPossible && slot.breaks > 0);
  cell.dataset.why = whyNot(cell, slot, meeting, hasTable);
  if (isPossible) cell.tabIndex = -1;
}

/** Pick a meeting up: request its possible places and mark those cells. Return whether the server responded. */
async function pickUp(meeting) {
  putBack();
  picked = meeting;
  document.querySelector(".meeting.moved")?.classList.remove("moved");
  meeting.classList.add("selected");
  const pair = new URLSearchParams({ seller: meeting.dataset.seller, buyer: meeting.dataset.buyer });
  const options = await fetchJson(`${grid.dataset.options}?${pair}`).catch(() => null);
  if (picked !== meeting) return false;
  if (!options) {
    putBack();
    showError(grid.dataset.offline);
    return false;
  }
  for (const cell of cells()) {
    const slot = options.slots[cell.dataset.slot];
    if (slot) markCell(cell, slot, meeting);
  }
  panel.innerHTML = options.panel;
  panel.hidden = false;
  return true;
}

/** Cancel the move: return the picked meeting to its place. Return it. */
function putBack() {
  const meeting = picked;
  meeting?.classList.remove("selected");
  picked = null;
  panel.hidden = true;
  for (const cell of cells()) {
    cell.classList.remove("legal", "illegal", "penalised");
    cell.removeAttribute("tabindex");
    delete cell.dataset.why;
  }
  return meeting;
}

function explain(cell) {
  const line = panel.querySelector("[data-here]");
  if (!picked || !cell?.dataset.why || !line) return;
  const column = [...grid.querySelectorAll("thead th")][cell.cellIndex].firstChild.textContent.trim();
  const row = cell.parentElement.querySelector("th").innerText.split("\n")[0];
  line.textContent = `${column} · ${row}: ${cell.dataset.why}`;
  announce(line.textContent);
}

/** Update the page with the changed parts of the server's response. */
async function refresh(url, options) {
  const page = await fetchPage(url, options);
  if (!page) {
    showError(grid.dataset.offline);
    return false;
  }
  for (const part of document.querySelectorAll("[data-swap]")) {
    const fresh = page.querySelector(`[data-swap="${part.dataset.swap}"]`);
    if (fresh) replaceContent(part, ...fresh.childNodes);
  }
  replaceContent(toasts, ...page.querySelectorAll("main .notices > *"));
  keepOneTabStop();
  return true;
}

async function moveTo({ slot, table }) {
  if (!picked) return;
  const meeting = picked;
  const { seller, buyer, version } = meeting.dataset;
  const url = grid.dataset.move.replace("/0/0/", `/${seller}/${buyer}/`);
  try {
    await postForJson(url, new URLSearchParams({ slot, table, version }));
  } catch (problem) {
    putBack();
    showError(problem.body?.why ?? grid.dataset.offline);
    focusOn(meeting);
    return;
  }
  putBack();
  if (!(await refresh(location.href))) return;
  const moved = findMeeting({ seller, buyer });
  if (moved) {
    moved.classList.add("moved");
    keepOneTabStop(moved);
    focusOn(moved);
  }
  announce(grid.dataset.moved);
}

document.addEventListener("dragstart", (event) => {
  const meeting = movableMeeting(event.target);
  if (!meeting) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", meeting.dataset.seller);
  pickUp(meeting);
});
document.addEventListener("dragend", ({ dataTransfer }) => {
  if (dataTransfer.dropEffect === "none") putBack();
});
grid.addEventListener("dragover", ({ target }) => explain(target.closest("td[data-slot]")));
for (const [area, selector] of [
  [grid, "td.legal"],
  [panel, "button[data-slot]"],
]) {
  area.addEventListener("dragover", (event) => {
    if (event.target.closest(selector)) event.preventDefault();
  });
  area.addEventListener("drop", (event) => {
    const place = event.target.closest(selector);
    if (!place) return;
    event.preventDefault();
    moveTo(place.dataset);
  });
}
panel.addEventListener("click", ({ target }) => {
  const place = target.closest("button[data-slot]");
  if (place) moveTo(place.dataset);
  if (target.closest("[data-cancel]")) {
    const meeting = putBack();
    if (meeting) focusOn(meeting);
  }
});

// Touch: a tap picks a meeting up, a second tap puts it down.
document.addEventListener("pointerdown", ({ pointerType }) => {
  isTouch = pointerType === "touch";
});
document.addEventListener("click", (event) => {
  const meeting = movableMeeting(event.target);
  if (meeting && (isTouch || !event.target.closest("a"))) {
    event.preventDefault();
    pickUp(meeting);
    return;
  }
  const cell = event.target.closest?.("td[data-slot]");
  if (!picked || !cell) return;
  explain(cell);
  if (isLegal(cell)) moveTo(cell.dataset);
});
grid.addEventListener("mouseover", ({ target }) => explain(target.closest("td[data-slot]")));
toasts.addEventListener("submit", (event) => {
  event.preventDefault();
  refresh(event.target.action, { method: "POST", body: new FormData(event.target) });
});

// Hover or focus highlights all meetings of the pair.
function lightUp({ seller, buyer }, isOn) {
  for (const { classList, dataset } of grid.querySelectorAll(".meeting")) {
    classList.toggle("highlighted", isOn && (dataset.seller === seller || dataset.buyer === buyer));
  }
}
for (const [type, isOn] of Object.entries({ mouseover: true, mouseout: false, focusin: true, focusout: false })) {
  document.addEventListener(type, ({ target }) => {
    const meeting = target.closest?.(".meeting");
    if (meeting) lightUp(meeting.dataset, isOn);
  });
}

async function pickUpByKey(meeting) {
  if (!(await pickUp(meeting))) return;
  const first = grid.querySelector("td.legal") ?? panel.querySelector("button[data-slot]");
  if (first) {
    focusOn(first);
    explain(first.closest("td"));
    return;
  }
  panel.querySelector("h2").focus();
  announce(panel.innerText);
}

/** Focus the next meeting of the grid or list. */
function walk(meeting, event) {
  const list = meeting.closest("[data-roving]");
  if (!list) return;
  event.preventDefault();
  const cell = meeting.closest("td");
  const meetings = [...list.querySelectorAll(".meeting")];
  const distance = ["ArrowRight", "ArrowDown"].includes(event.key) ? 1 : -1;
  const beside = meetings[meetings.indexOf(meeting) + distance];
  const next = cell ? meetingIn(nextCell(cell, event.key, meetingIn)) : beside;
  if (!next) return;
  keepOneTabStop(next);
  focusOn(next);
}

function meetingKey(meeting, event) {
  if (event.key === "Enter") meeting.querySelector("a").click();
  else if (event.key === " " && meeting.draggable) {
    event.preventDefault();
    pickUpByKey(meeting);
  } else if (ARROWS[event.key]) walk(meeting, event);
  else return false;
  return true;
}

function legalCellKey(cell, event) {
  const isChosen = event.key === "Enter" || event.key === " ";
  if (!isChosen && !ARROWS[event.key]) return;
  event.preventDefault();
  if (isChosen) {
    moveTo(cell.dataset);
    return;
  }
  const next = nextCell(cell, event.key, isLegal);
  if (next) {
    focusOn(next);
    explain(next);
  } else announce(grid.dataset.none);
}

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (key === "Escape" && picked) {
    const meeting = putBack();
    keepOneTabStop(meeting);
    focusOn(meeting);
    return;
  }
  if (target.matches?.(".meeting") && meetingKey(target, event)) return;
  const cell = picked && target.closest?.("td.legal");
  if (cell) legalCellKey(cell, event);
});
keepOneTabStop();

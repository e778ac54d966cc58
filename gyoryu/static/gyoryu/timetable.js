// Moves meetings on the grid: by dragging, by touch, or with the keyboard (Space, arrow keys, Enter, Escape).
// What is legal and what it costs is asked of the server when a meeting is picked up, before anything is dropped; the
// panel beside the grid says it in words. A move swaps what has changed in place: scroll and focus stay.
const grid = document.querySelector("[data-grid]");
const panel = document.querySelector("[data-panel]");
const said = document.querySelector("[data-said]");
const token = document.querySelector("[data-drop] [name=csrfmiddlewaretoken]").value;
const toasts = Object.assign(document.createElement("div"), { className: "toasts" });
document.body.append(toasts);
const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
let picked = null;
let byTouch = false;

const places = () => [...grid.querySelectorAll("td[data-slot]")];
const say = (text) => { said.textContent = text; };
const chipOf = ({ seller, buyer }) => document.querySelector(`.meeting[data-seller="${seller}"][data-buyer="${buyer}"]`);

// One tab stop for each grid or list of meetings; the arrow keys go from one meeting to the next.
function rove(current) {
  for (const list of document.querySelectorAll("[data-roving]")) {
    const meetings = [...list.querySelectorAll(".meeting")];
    const stop = meetings.includes(current) ? current : meetings.find((one) => one.tabIndex === 0) ?? meetings[0];
    for (const one of meetings) {
      one.tabIndex = one === stop ? 0 : -1;
      const link = one.querySelector("a");
      if (link) link.tabIndex = -1;
    }
    const region = list.closest(".scroll");
    if (region && stop) region.tabIndex = -1;
  }
}

function show(element) {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// Why a table is not possible although the time is.
function whyNotTable(place, meeting) {
  const other = place.querySelector(".meeting");
  if (other && other !== meeting) return `${grid.dataset.taken} ${other.querySelector("a").innerText.replace(/\s+/g, " ")}`;
  return place.classList.contains("closed") ? grid.dataset.closed : grid.dataset.elsewhere;
}

function mark(place, slot, meeting) {
  const own = place.contains(meeting);
  const fits = slot.legal && (slot.tables.length === 0 || slot.tables.includes(Number(place.dataset.table)));
  const legal = fits && !own;
  place.classList.toggle("legal", legal);
  place.classList.toggle("illegal", !legal && !own);
  place.classList.toggle("costs", legal && slot.breaks > 0);
  place.dataset.why = own ? grid.dataset.own : slot.legal && !fits ? whyNotTable(place, meeting) : slot.why;
  if (legal) place.tabIndex = -1;
}

async function pick(meeting) {
  drop();
  picked = meeting;
  document.querySelector(".meeting.moved")?.classList.remove("moved");
  meeting.classList.add("picked");
  const asked = new URLSearchParams({ seller: meeting.dataset.seller, buyer: meeting.dataset.buyer });
  const answer = await fetch(`${grid.dataset.options}?${asked}`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (picked !== meeting) return false;
  if (!answer?.ok) { drop(); toast(grid.dataset.offline); return false; }
  const { slots, panel: words } = await answer.json();
  if (picked !== meeting) return false;
  for (const place of places()) if (slots[place.dataset.slot]) mark(place, slots[place.dataset.slot], meeting);
  panel.innerHTML = words;
  panel.hidden = false;
  return true;
}

function here(place) {
  const line = panel.querySelector("[data-here]");
  if (!picked || !place?.dataset.why || !line) return;
  const head = [...grid.querySelectorAll("thead th")][place.cellIndex].firstChild.textContent.trim();
  const text = `${head} · ${place.parentElement.querySelector("th").innerText.split("\n")[0]}: ${place.dataset.why}`;
  line.textContent = text;
  say(text);
}

function drop() {
  picked?.classList.remove("picked");
  picked = null;
  panel.hidden = true;
  for (const place of places()) {
    place.classList.remove("legal", "illegal", "costs");
    place.removeAttribute("tabindex");
    delete place.dataset.why;
  }
}

function toast(text) {
  const notice = Object.assign(document.createElement("div"), { className: "notice error" });
  notice.setAttribute("role", "alert");
  notice.append(Object.assign(document.createElement("p"), { textContent: text }));
  toasts.replaceChildren(notice);
}

// Take over what is new on the page as the server shows it now.
function swap(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  for (const part of document.querySelectorAll("[data-swap]")) {
    const other = fresh.querySelector(`[data-swap="${part.dataset.swap}"]`);
    if (other) part.replaceChildren(...other.childNodes);
  }
  toasts.replaceChildren(...fresh.querySelectorAll("main .notices > *"));
  rove();
}

async function fetchPage(url, options) {
  const answer = await fetch(url, options).catch(() => null);
  if (!answer?.ok) { toast(grid.dataset.offline); return false; }
  swap(await answer.text());
  return true;
}

async function put(slot, table) {
  const meeting = picked;
  if (!meeting) return;
  const { seller, buyer, version } = meeting.dataset;
  const body = new URLSearchParams({ slot, table, version });
  const url = grid.dataset.move.replace("/0/0/", `/${seller}/${buyer}/`);
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  const answer = await fetch(url, { method: "POST", body, headers }).catch(() => null);
  if (!answer?.ok) {
    const told = answer ? await answer.json().catch(() => ({})) : {};
    drop();
    toast(told.why ?? grid.dataset.offline);
    show(meeting);
    return;
  }
  drop();
  if (!(await fetchPage(location.href))) return;
  const moved = chipOf({ seller, buyer });
  if (moved) { moved.classList.add("moved"); rove(moved); show(moved); }
  say(grid.dataset.moved);
}

const meetingOf = (target) => target.closest?.(".meeting[draggable]");
document.addEventListener("dragstart", (event) => {
  const meeting = meetingOf(event.target);
  if (!meeting) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", meeting.dataset.seller);
  pick(meeting);
});
document.addEventListener("dragend", (event) => { if (event.dataTransfer.dropEffect === "none") drop(); });
grid.addEventListener("dragover", (event) => {
  const place = event.target.closest("td[data-slot]");
  here(place);
  if (place?.classList.contains("legal")) event.preventDefault();
});
grid.addEventListener("drop", (event) => {
  const place = event.target.closest("td.legal");
  if (!place) return;
  event.preventDefault();
  put(place.dataset.slot, place.dataset.table);
});
panel.addEventListener("dragover", (event) => { if (event.target.closest("button[data-slot]")) event.preventDefault(); });
panel.addEventListener("drop", (event) => {
  const place = event.target.closest("button[data-slot]");
  if (place) { event.preventDefault(); put(place.dataset.slot, place.dataset.table); }
});
panel.addEventListener("click", ({ target }) => {
  const place = target.closest("button[data-slot]");
  if (place) put(place.dataset.slot, place.dataset.table);
  if (target.closest("[data-cancel]")) { const back = picked; drop(); if (back) show(back); }
});

// A finger cannot drag: a tap picks a meeting up, a second tap puts it down.
document.addEventListener("pointerdown", ({ pointerType }) => { byTouch = pointerType === "touch"; });
document.addEventListener("click", (event) => {
  const meeting = meetingOf(event.target);
  if (meeting && (byTouch || !event.target.closest("a"))) { event.preventDefault(); pick(meeting); return; }
  const place = event.target.closest?.("td[data-slot]");
  if (!picked || !place) return;
  here(place);
  if (place.classList.contains("legal")) put(place.dataset.slot, place.dataset.table);
});
grid.addEventListener("mouseover", ({ target }) => here(target.closest("td[data-slot]")));
toasts.addEventListener("submit", (event) => {
  event.preventDefault();
  fetchPage(event.target.action, { method: "POST", body: new FormData(event.target) });
});

// Hover or focus lights up everything of the two.
function light(meeting, on) {
  const { seller, buyer } = meeting.dataset;
  for (const other of grid.querySelectorAll(".meeting")) {
    other.classList.toggle("lit", on && (other.dataset.seller === seller || other.dataset.buyer === buyer));
  }
}
for (const [event, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(event, ({ target }) => { const meeting = target.closest?.(".meeting"); if (meeting) light(meeting, on); });
}

// The next cell in the direction of an arrow key for which `fits`; the nearest row or column beside it where there is none.
function step(from, key, fits) {
  const [down, across] = ARROWS[key];
  const rows = [...from.parentElement.parentElement.children];
  let [y, x] = [rows.indexOf(from.parentElement), from.cellIndex];
  for (;;) {
    y += down; x += across;
    if (!rows[y]?.children[x]) break;
    if (fits(rows[y].children[x])) return rows[y].children[x];
  }
  const ahead = places().filter((place) => fits(place) && (down
    ? Math.sign(rows.indexOf(place.parentElement) - rows.indexOf(from.parentElement)) === down
    : Math.sign(place.cellIndex - from.cellIndex) === across));
  const far = (place) => Math.abs(rows.indexOf(place.parentElement) - rows.indexOf(from.parentElement)) + Math.abs(place.cellIndex - from.cellIndex);
  return ahead.sort((one, other) => far(one) - far(other))[0] ?? null;
}

async function pickByKey(meeting) {
  if (!(await pick(meeting))) return;
  const first = grid.querySelector("td.legal") ?? panel.querySelector("button[data-slot]");
  if (first) { show(first); here(first.closest("td")); return; }
  panel.querySelector("h2").focus();
  say(panel.innerText);
}

function walk(meeting, event) {
  const list = meeting.closest("[data-roving]");
  if (!list) return;
  const cell = meeting.closest("td");
  const all = [...list.querySelectorAll(".meeting")];
  const beside = all[all.indexOf(meeting) + (["ArrowRight", "ArrowDown"].includes(event.key) ? 1 : -1)];
  const next = cell ? step(cell, event.key, (place) => place.querySelector?.(".meeting"))?.querySelector(".meeting") : beside;
  event.preventDefault();
  if (next) { rove(next); show(next); }
}

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (key === "Escape" && picked) { const back = picked; drop(); rove(back); show(back); return; }
  const meeting = target.matches?.(".meeting") ? target : null;
  if (meeting && key === "Enter") { meeting.querySelector("a").click(); return; }
  if (meeting && key === " " && meeting.draggable) { event.preventDefault(); pickByKey(meeting); return; }
  if (meeting && ARROWS[key]) { walk(meeting, event); return; }
  const place = picked && target.closest?.("td.legal");
  if (!place) return;
  if (key === "Enter" || key === " ") { event.preventDefault(); put(place.dataset.slot, place.dataset.table); return; }
  if (!ARROWS[key]) return;
  event.preventDefault();
  const next = step(place, key, (one) => one.classList.contains("legal"));
  if (next) { show(next); here(next); } else { say(grid.dataset.none); }
});
rove();

// Moves meetings on the grid: by dragging, or with the keyboard (Space, arrow keys, Enter, Escape).
// What is legal and what it costs is asked of the server when a meeting is picked up, before anything is dropped.
const grid = document.querySelector("[data-grid]");
const toasts = Object.assign(document.createElement("div"), { className: "toasts", role: "alert" });
document.body.append(toasts);
const said = document.querySelector("[data-said]");
const token = document.querySelector("[data-drop] [name=csrfmiddlewaretoken]").value;
let picked = null;

const places = () => [...grid.querySelectorAll("td[data-slot]")];
const say = (text) => { said.textContent = text; };

async function pick(meeting) {
  drop();
  picked = meeting;
  meeting.classList.add("picked");
  const asked = new URLSearchParams({ seller: meeting.dataset.seller, buyer: meeting.dataset.buyer });
  const answer = await fetch(`${grid.dataset.options}?${asked}`, { headers: { Accept: "application/json" } });
  if (!answer.ok || picked !== meeting) return;
  const { slots } = await answer.json();
  for (const place of places()) {
    const slot = slots[place.dataset.slot];
    if (!slot) continue;
    const own = place.contains(meeting);
    const legal = slot.legal && !own && (slot.tables.length === 0 || slot.tables.includes(Number(place.dataset.table)));
    place.classList.toggle("legal", legal);
    place.classList.toggle("illegal", !legal && !own);
    place.classList.toggle("costs", legal && slot.breaks > 0);
    place.title = own ? "" : slot.why;
    if (legal) place.tabIndex = -1;
  }
}

function drop() {
  picked?.classList.remove("picked");
  picked = null;
  for (const place of places()) {
    place.classList.remove("legal", "illegal", "costs", "over");
    place.removeAttribute("title");
    place.removeAttribute("tabindex");
  }
}

async function put(place) {
  const meeting = picked;
  if (!meeting || !place.classList.contains("legal")) return;
  const body = new URLSearchParams({ slot: place.dataset.slot, table: place.dataset.table, version: meeting.dataset.version });
  const url = grid.dataset.move.replace("/0/0/", `/${meeting.dataset.seller}/${meeting.dataset.buyer}/`);
  const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token } });
  if (answer.ok) return location.reload();
  const told = await answer.json().catch(() => ({ why: answer.statusText }));
  const from = meeting;
  drop();
  const toast = document.createElement("div");
  toast.className = "notice error";
  toast.append(Object.assign(document.createElement("p"), { textContent: told.why }));
  toasts.replaceChildren(toast);
  from.focus();
}

const meetingOf = (target) => target.closest?.(".meeting[draggable]");
document.addEventListener("dragstart", (event) => {
  const meeting = meetingOf(event.target);
  if (!meeting) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", meeting.dataset.seller);
  pick(meeting);
});
document.addEventListener("dragend", drop);
grid.addEventListener("dragover", (event) => {
  const place = event.target.closest("td.legal");
  if (place) event.preventDefault();
});
grid.addEventListener("drop", (event) => {
  const place = event.target.closest("td.legal");
  if (!place) return;
  event.preventDefault();
  put(place);
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

function step(from, key) {
  const row = from.parentElement;
  const column = [...row.children].indexOf(from);
  const rows = [...row.parentElement.children];
  const next = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[key];
  let [y, x] = [rows.indexOf(row), column];
  for (;;) {
    y += next[0]; x += next[1];
    const place = rows[y]?.children[x];
    if (!place) return null;
    if (place.classList.contains("legal")) return place;
  }
}
document.addEventListener("keydown", async (event) => {
  const meeting = meetingOf(event.target);
  if (event.key === "Escape" && picked) { const back = picked; drop(); back.focus(); return; }
  if (event.key === " " && meeting && event.target === meeting) {
    event.preventDefault();
    await pick(meeting);
    const first = grid.querySelector("td.legal");
    if (first) { first.focus(); say(first.title); }
    return;
  }
  const place = event.target.closest?.("td.legal");
  if (!picked || !place) return;
  if (event.key === "Enter" || event.key === " ") { event.preventDefault(); put(place); return; }
  if (event.key.startsWith("Arrow")) {
    event.preventDefault();
    const next = step(place, event.key);
    if (next) { next.focus(); say(next.title); }
  }
});

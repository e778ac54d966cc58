// Review of proposals: selecting a proposal highlights its text in the article, clicking marked text selects its
// proposal, keyboard shortcuts decide on it.
import { storage } from "./base.js";

const ONLY_OPEN = "gyoryu-desk-only-open";
const article = document.getElementById("article");
const cards = [...document.querySelectorAll(".proposal")];
const marks = [...(article?.querySelectorAll("mark") ?? [])];
let current = null;

const numbersOf = (mark) => mark.dataset.of.split(" ");

/** Select a proposal, highlight its text in the article and scroll to it. */
function select(card) {
  if (current === card) return;
  current = card;
  for (const other of cards) other.classList.toggle("highlighted", other === card);
  for (const mark of marks) mark.classList.toggle("highlighted", numbersOf(mark).includes(card.dataset.number));
  const first = marks.find((mark) => mark.classList.contains("highlighted"));
  if (first && getComputedStyle(article).position === "sticky") {
    article.scrollTop = first.offsetTop - article.offsetTop - article.clientHeight / 3;
  }
}

function moveTo(card) {
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  select(card);
}

// Marked text of several proposals selects them in turn.
function moveToNextOf(mark) {
  const proposals = numbersOf(mark)
    .map((number) => document.getElementById(`p${number}`))
    .filter(Boolean);
  const next = proposals[(proposals.indexOf(current) + 1) % proposals.length];
  if (next) moveTo(next);
}

function hideDecided(isHidden) {
  const isAddressed = (card) => `#${card.id}` === location.hash;
  for (const card of cards) card.hidden = isHidden && !card.classList.contains("open") && !isAddressed(card);
  for (const group of document.querySelectorAll(".proposals .group")) {
    group.hidden = !group.querySelector(".proposal:not([hidden])");
  }
}

// Offer to hide decided proposals; the choice is stored for the next documents.
function offerToHideDecided() {
  const label = document.getElementById("open-only");
  const box = label?.querySelector("input");
  if (!box) return;
  label.hidden = false;
  box.checked = storage.read(ONLY_OPEN) === 1;
  box.addEventListener("change", () => {
    storage.write(ONLY_OPEN, Number(box.checked));
    hideDecided(box.checked);
  });
  hideDecided(box.checked);
}

function moveToFirst() {
  const id = document.getElementById("desk").dataset.at || location.hash.slice(1);
  const card = cards.find((other) => other.id === id);
  if (!card) return;
  moveTo(card);
  card.querySelector("details[open] input")?.focus();
}

function step(distance) {
  const visible = cards.filter((card) => !card.hidden);
  const position = visible.indexOf(current) + distance;
  const card = visible[Math.min(Math.max(position, 0), visible.length - 1)];
  if (card) moveTo(card);
}

/** Click the control of the current proposal that has a keyboard shortcut; return whether it exists. */
function press(key) {
  const control = current?.querySelector(`[data-key="${key}"]`);
  if (!control) return false;
  control.click();
  if (key === "e") current.querySelector("details input")?.focus();
  return true;
}

const MOVES = { j: 1, k: -1 };
const DECISIONS = ["a", "r", "e", "u"];

function decideByKey(event) {
  const isTyping = event.target.closest("input:not([type=checkbox]), textarea, select, dialog");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key in MOVES) step(MOVES[key]);
  else if (!DECISIONS.includes(key) || !press(key)) return;
  event.preventDefault();
}

if (article && cards.length) {
  for (const card of cards) {
    card.addEventListener("focusin", () => select(card));
    card.addEventListener("mouseenter", () => select(card));
  }
  for (const mark of marks) mark.addEventListener("click", () => moveToNextOf(mark));
  offerToHideDecided();
  moveToFirst();
  document.addEventListener("keydown", decideByKey);
}

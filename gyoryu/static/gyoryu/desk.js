// The desk: a proposal lights its words in the article, words in the article lead to their proposal, keys decide.
"use strict";
(() => {
  const article = document.getElementById("article");
  const cards = [...document.querySelectorAll(".proposal")];
  if (!article || !cards.length) return;
  const marks = [...article.querySelectorAll("mark")];
  const byNumber = new Map();
  for (const mark of marks) for (const number of mark.dataset.of.split(" ")) {
    if (!byNumber.has(number)) byNumber.set(number, []);
    byNumber.get(number).push(mark);
  }
  let lit = null, litMarks = [];

  const light = (card, scroll) => {
    if (lit === card) return;
    if (lit) lit.classList.remove("lit");
    litMarks.forEach((mark) => mark.classList.remove("lit"));
    lit = card;
    litMarks = card ? byNumber.get(card.dataset.number) || [] : [];
    if (!card) return;
    card.classList.add("lit");
    litMarks.forEach((mark) => mark.classList.add("lit"));
    if (scroll && litMarks.length && getComputedStyle(article).position === "sticky") {
      article.scrollTop = litMarks[0].offsetTop - article.offsetTop - article.clientHeight / 3;
    }
  };
  const go = (card) => {
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    light(card, true);
  };
  cards.forEach((card) => {
    card.addEventListener("focusin", () => light(card, true));
    card.addEventListener("mouseenter", () => light(card, true));
  });
  // Words of several proposals lead to one after the other.
  marks.forEach((mark) => mark.addEventListener("click", () => {
    const found = mark.dataset.of.split(" ").map((number) => document.getElementById("p" + number)).filter(Boolean);
    const next = found[(found.indexOf(lit) + 1) % found.length];
    if (next) go(next);
  }));

  // What is decided can be put away; whoever wants that wants it at the next document too.
  const only = document.getElementById("only-open");
  const KEY = "gyoryu-desk-only-open";
  const put = (away) => {
    for (const card of cards) card.hidden = away && !card.classList.contains("open") && "#" + card.id !== location.hash;
    for (const group of document.querySelectorAll(".proposals .group")) group.hidden = !group.querySelector(".proposal:not([hidden])");
  };
  if (only) {
    const box = only.querySelector("input");
    only.hidden = false;
    try { box.checked = localStorage.getItem(KEY) === "1"; } catch { /* not kept, then */ }
    box.addEventListener("change", () => {
      try { localStorage.setItem(KEY, box.checked ? "1" : "0"); } catch { /* not kept, then */ }
      put(box.checked);
    });
    put(box.checked);
  }

  const wanted = document.getElementById("desk").dataset.at || location.hash.slice(1);
  const start = cards.find((card) => card.id === wanted);
  if (start) {
    go(start);
    start.querySelector("details[open] input")?.focus();
  }
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    const seen = cards.filter((card) => !card.hidden);
    const at = seen.indexOf(lit);
    if (key === "j" || key === "k") {
      const next = key === "j" ? Math.min(at + 1, seen.length - 1) : Math.max(at - 1, 0);
      if (seen[next]) go(seen[next]);
    } else if (lit && "areu".includes(key) && key.length === 1) {
      const control = lit.querySelector(`[data-key="${key}"]`);
      if (!control) return;
      control.click();
      if (key === "e") lit.querySelector("details input")?.focus();
    } else return;
    event.preventDefault();
  });
})();

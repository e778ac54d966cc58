// The desk: a proposal lights its words in the article, words in the article lead to their proposal, keys decide.
"use strict";
(() => {
  const article = document.getElementById("article");
  const cards = [...document.querySelectorAll(".proposal")];
  if (!article || !cards.length) return;
  const marks = [...article.querySelectorAll("mark")];
  const of = (number) => marks.filter((mark) => mark.dataset.of.split(" ").includes(number));
  let lit = null;

  const light = (card, scroll) => {
    if (lit === card) return;
    if (lit) lit.classList.remove("lit");
    marks.forEach((mark) => mark.classList.remove("lit"));
    lit = card;
    if (!card) return;
    card.classList.add("lit");
    const found = of(card.dataset.number);
    found.forEach((mark) => mark.classList.add("lit"));
    if (scroll && found.length && getComputedStyle(article).position === "sticky") {
      article.scrollTop = found[0].offsetTop - article.offsetTop - article.clientHeight / 3;
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
  marks.forEach((mark) => mark.addEventListener("click", () => go(document.getElementById("p" + mark.dataset.of.split(" ")[0]))));

  const start = cards.find((card) => "#" + card.id === location.hash);
  if (start) go(start);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    const at = cards.indexOf(lit);
    if (key === "j" || key === "k") {
      const next = key === "j" ? Math.min(at + 1, cards.length - 1) : Math.max(at - 1, 0);
      go(cards[next]);
    } else if (lit && "areu".includes(key) && key.length === 1) {
      const control = lit.querySelector(`[data-key="${key}"]`);
      if (!control) return;
      control.click();
      if (key === "e") lit.querySelector("details input")?.focus();
    } else return;
    event.preventDefault();
  });
})();

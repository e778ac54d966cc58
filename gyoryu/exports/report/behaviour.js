(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  document.documentElement.classList.add("js");

  // The radio buttons switch the language by CSS; the script sets the `lang` attribute.
  const tell = () => {
    const chosen = document.querySelector(".switch:checked");
    document.documentElement.lang = chosen.value;
    document.title = chosen.dataset.title;
  };
  for (const radio of all(".switch")) radio.addEventListener("change", tell);
  tell();

  const showCount = (output, n) => {
    for (const span of all("[lang]", output)) {
      span.textContent = n === null ? "" : span.dataset.words.replace("#", n);
    }
  };

  // Highlighting: all meetings of a pair, or of the participants that match the search.
  const grids = all(".grid"),
    chips = all(".grid .chip");
  const light = (wanted) => {
    for (const grid of grids) grid.classList.toggle("dimmed", Boolean(wanted));
    for (const chip of chips) chip.classList.toggle("lit", Boolean(wanted?.(chip)));
  };
  let pinned = null;
  const ofBoth = (chip) => {
    const two = new Set([chip.dataset.a, chip.dataset.b]);
    return (other) => two.has(other.dataset.a) || two.has(other.dataset.b);
  };
  const rest = () => light(pinned ? ofBoth(pinned) : searched());
  const field = document.getElementById("find"),
    found = document.getElementById("found");
  const searched = () => {
    const words = field.value.trim().toLowerCase();
    return words ? (chip) => chip.title.toLowerCase().includes(words) : null;
  };
  field.addEventListener("input", () => {
    pinned = null;
    rest();
    const n = field.value.trim() ? all(".grid .chip.lit").length : null;
    showCount(found, n);
  });

  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  const neighbour = (chip, [down, right]) => {
    const rows = chip.closest("tbody").rows;
    let row = chip.closest("tr").sectionRowIndex + down,
      column = chip.closest("td").cellIndex + right;
    for (; rows[row]?.cells[column]; row += down, column += right) {
      const next = rows[row].cells[column].querySelector(".chip");
      if (next) return next;
    }
    return null;
  };
  for (const grid of grids) {
    const first = grid.querySelector(".chip");
    if (first) first.tabIndex = 0;
    const chipOf = (event) => event.target.closest(".chip");
    grid.addEventListener("mouseover", (event) => chipOf(event) && light(ofBoth(chipOf(event))));
    grid.addEventListener("mouseleave", rest);
    grid.addEventListener("focusin", (event) => {
      const chip = chipOf(event);
      if (!chip) return;
      for (const other of all('.chip[tabindex="0"]', grid)) other.tabIndex = -1;
      chip.tabIndex = 0;
      light(ofBoth(chip));
    });
    grid.addEventListener("focusout", rest);
    grid.addEventListener("click", (event) => {
      const chip = chipOf(event);
      pinned = chip && chip !== pinned ? chip : null;
      for (const other of chips) other.setAttribute("aria-pressed", String(other === pinned));
      rest();
    });
    grid.addEventListener("keydown", (event) => {
      const next = step[event.key] && chipOf(event) && neighbour(chipOf(event), step[event.key]);
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
  }

  const search = document.getElementById("search");
  if (search) {
    const wishes = all("#wishes > li"),
      shown = document.getElementById("shown");
    search.addEventListener("input", () => {
      const words = search.value.trim().toLowerCase();
      for (const item of wishes) item.hidden = Boolean(words) && !item.textContent.toLowerCase().includes(words);
      const n = words ? wishes.filter((li) => !li.hidden).length : null;
      showCount(shown, n);
    });
  }
})();

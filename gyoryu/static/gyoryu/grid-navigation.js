// Keyboard navigation: arrow keys in a table, and the single tab stop of each grid or list.

export const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/**
 * Return the next cell in the direction of an arrow key for which `isWanted`; where its row or column has none, the
 * nearest beside it in that direction; null where there is none at all.
 */
export function nextCell(cell, key, isWanted) {
  const [down, across] = ARROWS[key];
  const rows = [...cell.parentElement.parentElement.children];
  const rowOf = (other) => rows.indexOf(other.parentElement);
  const [row, column] = [rowOf(cell), cell.cellIndex];
  for (let [y, x] = [row + down, column + across]; rows[y]?.children[x]; y += down, x += across) {
    if (isWanted(rows[y].children[x])) return rows[y].children[x];
  }
  const isAhead = (other) =>
    down ? Math.sign(rowOf(other) - row) === down : Math.sign(other.cellIndex - column) === across;
  const distance = (other) => Math.abs(rowOf(other) - row) + Math.abs(other.cellIndex - column);
  const cells = rows.flatMap((other) => [...other.querySelectorAll("td[data-slot]")]);
  const ahead = cells.filter((other) => isWanted(other) && isAhead(other));
  return ahead.sort((left, right) => distance(left) - distance(right))[0] ?? null;
}

function keepOneTabStopIn(list, current) {
  const meetings = [...list.querySelectorAll(".meeting")];
  const previous = meetings.find((meeting) => meeting.tabIndex === 0) ?? meetings[0];
  const stop = meetings.includes(current) ? current : previous;
  for (const meeting of meetings) {
    meeting.tabIndex = meeting === stop ? 0 : -1;
    const link = meeting.querySelector("a");
    if (link) link.tabIndex = -1;
  }
  const region = list.closest(".scroll");
  if (region && stop) region.tabIndex = -1;
}

/** Make one meeting of each grid and list reachable by Tab: `current`, else the previous one, else the first. */
export function keepOneTabStop(current) {
  for (const list of document.querySelectorAll("[data-roving]")) keepOneTabStopIn(list, current);
}

export function focusOn(element) {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// Counts down to a deadline or the next meeting. The server sends the remaining seconds, so that a wrong clock of the
// device does not matter.
const INTERVAL = 10000;

/** Write minutes in the two largest units that matter, with a space before Latin letters: `2 h 5 min`, `2시간 5분`. */
export function formatMinutes(minutes, units) {
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  let parts = [[minutes % 60, units.minutes]];
  if (days) {
    parts = [
      [days, units.days],
      [hours, units.hours],
    ];
  } else if (hours) parts.unshift([hours, units.hours]);
  return parts.map(([number, unit]) => `${number}${/[a-z]/.test(unit) ? "\u00a0" : ""}${unit}`).join(" ");
}

for (const place of document.querySelectorAll("[data-countdown]")) {
  const end = performance.now() + 1000 * Number(place.dataset.countdown);
  const update = () => {
    const minutes = Math.max(0, Math.ceil((end - performance.now()) / 60000));
    place.textContent = minutes || !place.dataset.now ? formatMinutes(minutes, place.dataset) : place.dataset.now;
  };
  update();
  setInterval(update, INTERVAL);
}

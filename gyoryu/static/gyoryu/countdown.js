// Counts down to a deadline or the next meeting. The server says how many seconds are left, so that a wrong clock of
// the telephone does not matter.
"use strict";
for (const place of document.querySelectorAll("[data-countdown]")) {
  const end = performance.now() + 1000 * Number(place.dataset.countdown);
  const { days, hours, minutes } = place.dataset;
  const tell = () => {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 60000));
    const d = Math.floor(left / 1440), h = Math.floor((left % 1440) / 60), m = left % 60;
    const parts = d ? [[d, days], [h, hours]] : h ? [[h, hours], [m, minutes]] : [[m, minutes]];
    place.textContent = !left && place.dataset.now ? place.dataset.now : parts.map(([n, unit]) => /[a-z]/.test(unit) ? `${n}\u00a0${unit}` : `${n}${unit}`).join(" ");
  };
  tell();
  setInterval(tell, 10000);
}

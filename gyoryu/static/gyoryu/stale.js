// Says so when what is on the screen may be out of date.
"use strict";
const notice = document.querySelector("[data-stale]");
if (notice) {
  const tell = () => { notice.hidden = navigator.onLine; };
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();
}

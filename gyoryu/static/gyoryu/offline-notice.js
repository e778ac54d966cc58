// Says so when what is on the screen may be out of date.
const notice = document.querySelector("[data-stale]");
if (notice) {
  const update = () => {
    notice.hidden = navigator.onLine;
  };
  addEventListener("online", update);
  addEventListener("offline", update);
  update();
}

// Shows a notice while the page is offline and possibly outdated.
const notice = document.querySelector("[data-stale]");
if (notice) {
  const update = () => {
    notice.hidden = navigator.onLine;
  };
  addEventListener("online", update);
  addEventListener("offline", update);
  update();
}

// Puts requests in order by dragging. The buttons do the same without it.
"use strict";
const rows = document.querySelector("[data-rows]");
const order = document.querySelector("form[data-sortable]");
if (rows && order) {
  let dragged = null;
  rows.addEventListener("dragstart", (event) => { dragged = event.target.closest("li"); event.dataTransfer.effectAllowed = "move"; });
  rows.addEventListener("dragover", (event) => {
    const over = event.target.closest("li");
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    over.parentNode.insertBefore(dragged, event.clientY < box.top + box.height / 2 ? over : over.nextSibling);
  });
  rows.addEventListener("drop", (event) => event.preventDefault());
  rows.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged = null;
    const numbers = [...rows.children].map((row) => row.dataset.wish);
    [...order.querySelectorAll("input[name=order]")].forEach((field, n) => { field.value = numbers[n]; });
    order.submit();
  });
}

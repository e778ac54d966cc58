// Reorders requests by dragging, with mouse or touch. The buttons beside each do the same without JavaScript.
import "../vendor/sortablejs/Sortable.min.js";

const { Sortable } = window;
const rows = document.querySelector("[data-rows]");
const form = document.querySelector("form[data-sortable]");

function submitOrder() {
  const fields = form.querySelectorAll("input[name=order]");
  const numbers = [...rows.children].map((row) => row.dataset.wish);
  for (const [position, field] of fields.entries()) field.value = numbers[position];
  form.submit();
}

if (rows && form) {
  Sortable.create(rows, {
    animation: 150,
    // Touch drags start after a long press, so that the page can be scrolled; links and buttons keep working.
    delay: 200,
    delayOnTouchOnly: true,
    touchStartThreshold: 5,
    filter: "button, input",
    preventOnFilter: false,
    chosenClass: "is-dragged",
    onEnd: ({ oldIndex, newIndex }) => {
      if (oldIndex !== newIndex) submitOrder();
    },
  });
}

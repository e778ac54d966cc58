// Puts requests in order by dragging, with a mouse or a finger. The buttons beside each do the same without it.
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
    // A finger rests on a row before it moves it, so that the page can be scrolled; links and buttons stay what they are.
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

// Shows quantity times unit price while they are typed. The server reckons for itself.
const form = document.querySelector("[data-product]");
const [quantity, price, amount] = ["quantity", "unit_price", "amount"].map((name) => form?.elements[name]);
function reckon() {
  const known = quantity.value.trim() && price.value.trim();
  const product = Number(quantity.value.replaceAll(",", "")) * Number(price.value.replaceAll(",", ""));
  amount.readOnly = Boolean(known);
  if (known) amount.value = Number.isFinite(product) ? product.toFixed(2) : "";  // 1.5억: the server knows
}
for (const input of [quantity, price]) input?.addEventListener("input", reckon);

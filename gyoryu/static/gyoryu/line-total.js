// Shows quantity times unit price while they are typed. The server computes the stored amount itself.
const numberOf = (text) => Number(text.replace(/,/g, ""));

/** Return the product of two typed numbers; "" where one is not plain, such as 1.5억, which only the server parses. */
export function multiply(quantity, price) {
  const product = numberOf(quantity) * numberOf(price);
  return Number.isFinite(product) ? product.toFixed(2) : "";
}

const fields = document.querySelector("[data-product]")?.elements;
if (fields) {
  const { quantity, unit_price: price, amount } = fields;
  const update = () => {
    const isKnown = Boolean(quantity.value.trim() && price.value.trim());
    amount.readOnly = isKnown;
    if (isKnown) amount.value = multiply(quantity.value, price.value);
  };
  for (const input of [quantity, price]) input.addEventListener("input", update);
}

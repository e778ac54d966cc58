// Asks a running job how far it is, until it is over; then the page is loaded again.
const box = document.querySelector("[data-progress]");
const number = (value) => value == null ? "" : new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(value);
async function ask() {
  try {
    const told = await (await fetch(box.dataset.progress, { headers: { Accept: "application/json" } })).json();
    if (told.is_over) return location.reload();
    box.querySelector("[data-phase]").textContent = told.phase;
    box.querySelector("[data-share]").value = told.share;
    const rows = box.querySelector("[data-reached]");
    if (rows && told.reached) {
      rows.replaceChildren(...told.reached.map((figure) => {
        const row = document.createElement("tr");
        const head = document.createElement("th");
        head.scope = "row";
        head.textContent = figure.name;
        row.append(head, ...[figure.now, figure.bound].map((value) => {
          const cell = document.createElement("td");
          cell.className = "number";
          cell.textContent = number(value);
          return cell;
        }));
        return row;
      }));
    }
  } catch { /* the network is away for a moment: ask again */ }
  setTimeout(ask, 1000);
}
if (box) setTimeout(ask, 500);

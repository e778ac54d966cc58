// Browsers inside chat programs are often years old: where they know no popovers, menus open and close by this.
if (!("popover" in HTMLElement.prototype)) {
  const menus = document.querySelectorAll("[popover]");
  const close = () => menus.forEach((menu) => { menu.hidden = true; });
  close();
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[popovertarget]");
    const menu = opener && document.getElementById(opener.getAttribute("popovertarget"));
    const was = menu && menu.hidden;
    if (!event.target.closest("[popover]")) close();
    if (menu) menu.hidden = !was;
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
}

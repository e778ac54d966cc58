// Fallback for browsers without the Popover API (often those inside chat apps): opens and closes menus.
if (!("popover" in HTMLElement.prototype)) {
  const menus = document.querySelectorAll("[popover]");
  const closeAll = () => {
    for (const menu of menus) menu.hidden = true;
  };
  closeAll();
  document.addEventListener("click", ({ target }) => {
    const opener = target.closest("[popovertarget]");
    const menu = opener && document.getElementById(opener.getAttribute("popovertarget"));
    const wasHidden = menu?.hidden;
    if (!target.closest("[popover]")) closeAll();
    if (menu) menu.hidden = !wasHidden;
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") closeAll();
  });
}

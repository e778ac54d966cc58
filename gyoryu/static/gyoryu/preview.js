// Shows what the generator would make, while it is being filled in. Without this the button "Preview" does the same.
for (const form of document.querySelectorAll("form[data-preview]")) {
  let wait = 0, latest = 0;
  form.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(async () => {
      const mine = ++latest, typed = new FormData(form);
      typed.set("preview", "1");
      try {
        const answer = await fetch(form.action || location.href, { method: "POST", body: typed });
        if (!answer.ok || mine !== latest) return;
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(form.dataset.preview);
        if (fresh) document.getElementById(form.dataset.preview).replaceChildren(...fresh.childNodes);
      } catch { /* away from the network: the button is still there */ }
    }, 300);
  });
}

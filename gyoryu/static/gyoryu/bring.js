// Files are sent one by one, so that one that is refused costs the others nothing, and the bar says how many are read:
// of files, of a pasted text, and of a document that is fetched. Without this the form sends them all at once.
"use strict";
(() => {
  const form = document.getElementById("bring");
  const box = document.getElementById("brought");
  const drop = document.getElementById("drop");
  if (!form || !box) return;
  const said = box.querySelector("[data-said]"), bar = box.querySelector("progress"), faults = box.querySelector("[data-faults]");
  const cancel = box.querySelector("[data-cancel]"), show = box.querySelector("[data-show]");
  const LARGEST = 50 * 1024 * 1024;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  let busy = null;

  const fault = (text, address) => {
    const item = document.createElement("li");
    if (address) item.append(Object.assign(document.createElement("a"), { href: address, textContent: text }));
    else item.textContent = text;
    faults.append(item);
  };
  const field = (name) => form.elements[name];
  const sendOne = async (file, signal) => {
    const one = new FormData();
    one.append("csrfmiddlewaretoken", field("csrfmiddlewaretoken").value);
    if (field("programme")) one.append("programme", field("programme").value);
    if (file.text !== undefined && !(file instanceof File)) ["text", "url"].forEach((name) => one.append(name, file[name]));
    else one.append("files", file, file.name);
    const answer = await fetch(form.action, { method: "POST", body: one, headers: { Accept: "application/json" }, signal });
    if (!(answer.headers.get("Content-Type") || "").startsWith("application/json")) throw new Error("no answer");
    return answer.json();
  };
  const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const follow = async (numbers) => {
    for (;;) {
      const told = await fetch(`${form.dataset.reading}?of=${numbers.join(",")}`).then((answer) => answer.json()).catch(() => null);
      if (told) {
        bar.value = 0.5 + 0.5 * (told.of ? told.done / told.of : 1);
        said.textContent = fill(told.done < told.of ? box.dataset.read : box.dataset.over, {
          done: told.done, all: told.of, read: told.done - told.refused.length, refused: told.refused.length,
        });
        if (told.done >= told.of) return told.refused.forEach((one) => fault(`${one.name}: ${one.why}`, one.address));
      }
      await wait(1000);
    }
  };
  const bring = async (files) => {
    if (busy || !files.length) return;
    busy = new AbortController();
    box.hidden = cancel.hidden = false;
    show.hidden = true;
    faults.replaceChildren();
    bar.value = 0;
    box.scrollIntoView({ block: "nearest" });
    const numbers = [];
    let known = 0, sent = 0;
    for (const file of files) {
      if (busy.signal.aborted) break;
      said.textContent = fill(box.dataset.sent, { done: sent, all: files.length });
      try {
        if (file.size > LARGEST) fault(fill(box.dataset.large, { name: file.name }));
        else {
          const told = await sendOne(file, busy.signal);
          numbers.push(...told.new);
          known += told.known.length;
          told.faults.forEach((one) => fault(one));
          if (file.clear && !told.faults.length) file.clear();
        }
      } catch (problem) {
        if (problem.name !== "AbortError") fault(fill(box.dataset.lost, { name: file.name }));
      }
      sent += 1;
      bar.value = 0.5 * sent / files.length;
    }
    const stopped = busy.signal.aborted;
    cancel.hidden = true;
    if (known) fault(fill(box.dataset.known, { count: known }));
    if (stopped) said.textContent = fill(box.dataset.cancelled, { all: numbers.length });
    else if (numbers.length) await follow(numbers);
    else bar.value = 1;
    show.hidden = false;
    show.focus();
    busy = null;
  };
  cancel.addEventListener("click", () => busy && busy.abort());
  form.addEventListener("submit", (event) => {
    const files = [...form.elements.files.files];
    const text = field("text").value;
    if (!files.length && !text.trim()) return;
    event.preventDefault();
    const pasted = { name: "paste.txt", size: text.length, text, url: field("url").value, clear: () => {
      field("text").value = field("url").value = "";
      form.dispatchEvent(new Event("input", { bubbles: true }));
    } };
    field("files").value = "";
    bring(text.trim() ? [...files, pasted] : files);
  });

  // What was brought without this program, or fetched from elsewhere, and still waits to be read.
  const waiting = (box.dataset.waiting || "").split(",").filter(Boolean);
  if (waiting.length) {
    box.hidden = false;
    cancel.hidden = true;
    bar.value = 0.5;
    follow(waiting).then(() => { show.hidden = false; });
  }

  // Files may be let go anywhere on the page.
  let depth = 0;
  const holdsFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  document.addEventListener("dragenter", (event) => { if (holdsFiles(event)) { depth += 1; drop.hidden = false; } });
  document.addEventListener("dragleave", (event) => { if (holdsFiles(event) && --depth <= 0) { depth = 0; drop.hidden = true; } });
  document.addEventListener("dragover", (event) => { if (holdsFiles(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    depth = 0;
    drop.hidden = true;
    bring([...event.dataTransfer.files]);
  });
})();

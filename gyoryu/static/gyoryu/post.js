// A post is printed, or read aloud by the browser's own voice, the paragraph that is read being marked.
"use strict";
(() => {
  const print = document.getElementById("print");
  print.hidden = false;
  print.addEventListener("click", () => window.print());

  const button = document.getElementById("read-aloud");
  const voice = window.speechSynthesis;
  if (!voice || !window.SpeechSynthesisUtterance) return;
  button.hidden = false;
  const begin = button.textContent;
  const paragraphs = [...document.querySelectorAll("#post h1, #words p")];
  const language = document.getElementById("post").lang;
  let reading = false;

  const end = () => {
    reading = false;
    voice.cancel();
    button.textContent = begin;
    paragraphs.forEach((one) => one.classList.remove("spoken"));
  };
  const read = (place) => {
    paragraphs.forEach((one) => one.classList.remove("spoken"));
    if (!reading || place >= paragraphs.length) return end();
    const said = new SpeechSynthesisUtterance(paragraphs[place].textContent);
    said.lang = { ko: "ko-KR", "zh-Hans": "zh-CN", en: "en-US" }[language] || language;
    said.onend = () => reading && read(place + 1);
    said.onerror = end;
    paragraphs[place].classList.add("spoken");
    voice.speak(said);
  };
  button.addEventListener("click", () => {
    if (reading) return end();
    reading = true;
    button.textContent = button.dataset.stop;
    read(0);
  });
  window.addEventListener("pagehide", () => voice.cancel());
})();

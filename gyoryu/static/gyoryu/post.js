// A post is printed, or read aloud. The browser's own voice is asked first; where it has none for the language, the recording
// made by the server plays. Either way the sentence that is read is marked, and its words where the voice tells them.
"use strict";
(() => {
  const print = document.getElementById("print");
  print.hidden = false;
  print.addEventListener("click", () => window.print());

  const post = document.getElementById("post");
  const button = document.getElementById("read-aloud");
  const stop = document.getElementById("read-stop");
  const speed = document.getElementById("read-speed");
  const rate = speed.querySelector("select");
  const audio = document.getElementById("voice");
  const synthesis = window.speechSynthesis;
  const words = window.CSS && CSS.highlights && window.Highlight;
  const language = post.lang;
  const beside = post.classList.contains("in-columns");
  const sentences = [...(beside ? [] : post.querySelectorAll("h1.said")), ...post.querySelectorAll(".read .said")];
  const begin = button.textContent;
  let place = -1, state = "off", teller = null;

  const show = (next) => {
    state = next;
    button.textContent = { off: begin, on: button.dataset.pause, paused: button.dataset.goOn }[state];
    stop.hidden = state === "off";
  };
  const mark = (number) => {
    sentences.forEach((one, at) => one.classList.toggle("spoken", at === number));
    if (words) CSS.highlights.delete("spoken-word");
    place = number;
    const box = sentences[number] && sentences[number].getBoundingClientRect();
    if (box && (box.bottom > innerHeight || box.top < 0)) sentences[number].scrollIntoView({ block: "center" });
  };
  // A sentence may be in pieces, where words that were looked for are marked in it.
  const point = (sentence, at) => {
    const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (at <= node.length) return [node, at];
      at -= node.length;
    }
    return null;
  };
  const word = (from, length) => {
    const sentence = sentences[place];
    if (!words || !sentence || from + length > sentence.textContent.length) return;
    const range = new Range(), first = point(sentence, from), last = point(sentence, from + length);
    if (!first || !last) return;
    range.setStart(...first);
    range.setEnd(...last);
    CSS.highlights.set("spoken-word", new Highlight(range));
  };

  // Two tellers with the same three abilities.
  const bySynthesis = {
    play: () => (synthesis.paused && state === "paused" ? synthesis.resume() : bySynthesis.say(Math.max(place, 0))),
    pause: () => synthesis.pause(),
    end: () => synthesis.cancel(),
    say: (number) => {
      if (number >= sentences.length) return end();
      mark(number);
      const said = new SpeechSynthesisUtterance(sentences[number].textContent);
      said.lang = { ko: "ko-KR", "zh-Hans": "zh-CN", en: "en-US" }[language] || language;
      said.rate = Number(rate.value);
      said.onboundary = (event) => event.name !== "sentence" && word(event.charIndex, event.charLength || 1);
      said.onend = () => state !== "off" && place === number && bySynthesis.say(number + 1);
      said.onerror = (event) => event.error !== "canceled" && event.error !== "interrupted" && end();
      synthesis.speak(said);
    },
  };
  const starts = audio ? audio.dataset.starts.split(" ").map(Number) : [];
  let told = null;  // when each word begins, once it is asked for
  const follow = () => {
    if (state !== "on" || teller !== byRecording) return;
    const now = audio.currentTime + 0.05;
    let number = starts.findIndex((start) => start > now);
    number = (number < 0 ? starts.length : number) - 1;
    if (number !== place) mark(number);
    const found = told && told[number] && told[number].filter(([at]) => at <= now).pop();
    if (found) word(found[1], found[2]);
    requestAnimationFrame(follow);
  };
  const byRecording = {
    play: () => {
      audio.playbackRate = Number(rate.value);
      audio.play().then(() => requestAnimationFrame(follow)).catch(end);
      if (!told && words) {
        told = [];
        fetch(audio.dataset.words).then((answer) => answer.json()).then((answer) => { told = answer.words; }).catch(() => {});
      }
    },
    pause: () => audio.pause(),
    end: () => { audio.pause(); audio.currentTime = 0; },
  };
  // The recording begins with the title; side by side the title stands in the column itself.
  if (audio) audio.addEventListener("ended", () => end());

  const end = () => {
    show("off");
    if (teller) teller.end();
    mark(-1);
  };
  const has = () => synthesis && window.SpeechSynthesisUtterance
    && synthesis.getVoices().some((voice) => voice.lang.toLowerCase().startsWith(language.slice(0, 2)));
  const choose = () => {
    if (state !== "off") return;
    teller = has() ? bySynthesis : audio ? byRecording : null;
    button.hidden = speed.hidden = !teller;
  };
  choose();
  if (synthesis && synthesis.addEventListener) synthesis.addEventListener("voiceschanged", choose);

  button.addEventListener("click", () => {
    if (state === "on") { teller.pause(); return show("paused"); }
    teller.play();
    show("on");
  });
  stop.addEventListener("click", end);
  rate.addEventListener("change", () => {
    if (teller === byRecording) audio.playbackRate = Number(rate.value);
    else if (state === "on") { synthesis.cancel(); bySynthesis.say(Math.max(place, 0)); }
  });
  window.addEventListener("pagehide", () => synthesis && synthesis.cancel());
})();

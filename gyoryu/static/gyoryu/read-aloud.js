// Reads a post aloud, with the browser's voice or, where it has none for the language, with the recording made by
// the server. The current sentence is highlighted, and its words where the voice reports them.
import { fetchJson } from "./base.js";

const VOICES = { ko: "ko-KR", "zh-Hans": "zh-CN", en: "en-US" };

/** Return text node and offset of a character of a sentence, which may have several nodes; null past its end. */
export function findCharacter(sentence, offset) {
  const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
  let rest = offset;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (rest <= node.length) return [node, rest];
    rest -= node.length;
  }
  return null;
}

/** Highlights the current sentence, and a word in it where the browser supports the CSS Highlight API. */
class Marker {
  constructor(sentences) {
    this.sentences = sentences;
    this.position = -1;
    this.highlights = window.Highlight && window.CSS?.highlights;
  }

  show(position) {
    for (const [index, sentence] of this.sentences.entries()) sentence.classList.toggle("spoken", index === position);
    this.highlights?.delete("spoken-word");
    this.position = position;
    const sentence = this.sentences[position];
    const box = sentence?.getBoundingClientRect();
    if (box && (box.bottom > innerHeight || box.top < 0)) sentence.scrollIntoView({ block: "center" });
  }

  showWord(start, length) {
    const sentence = this.sentences[this.position];
    if (!this.highlights || !sentence || start + length > sentence.textContent.length) return;
    const [first, last] = [findCharacter(sentence, start), findCharacter(sentence, start + length)];
    if (!first || !last) return;
    const range = new Range();
    range.setStart(...first);
    range.setEnd(...last);
    this.highlights.set("spoken-word", new Highlight(range));
  }
}

/** Reads with the voice of the browser. */
class Synthesis {
  constructor(player) {
    this.player = player;
  }

  play() {
    if (speechSynthesis.paused && this.player.state === "paused") speechSynthesis.resume();
    else this.speak(Math.max(this.player.marker.position, 0));
  }

  pause() {
    speechSynthesis.pause();
  }

  stop() {
    speechSynthesis.cancel();
  }

  changeRate() {
    if (this.player.state !== "on") return;
    speechSynthesis.cancel();
    this.speak(Math.max(this.player.marker.position, 0));
  }

  speak(position) {
    const { player } = this;
    const { marker } = player;
    if (position >= marker.sentences.length) {
      player.stop();
      return;
    }
    marker.show(position);
    const utterance = new SpeechSynthesisUtterance(marker.sentences[position].textContent);
    utterance.lang = VOICES[player.language] ?? player.language;
    utterance.rate = player.rate;
    utterance.onboundary = (event) => {
      if (event.name !== "sentence") marker.showWord(event.charIndex, event.charLength || 1);
    };
    utterance.onend = () => {
      if (player.state !== "off" && marker.position === position) this.speak(position + 1);
    };
    utterance.onerror = ({ error }) => {
      if (error !== "canceled" && error !== "interrupted") player.stop();
    };
    speechSynthesis.speak(utterance);
  }
}

/** Plays the recording of the server. It begins with the title; side by side the title stands in the column itself. */
class Recording {
  constructor(player, audio) {
    this.player = player;
    this.audio = audio;
    this.starts = audio.dataset.starts.split(" ").map(Number);
    this.words = null; // for each sentence [time, offset, length] of each word, once they are loaded
    audio.addEventListener("ended", () => player.stop());
  }

  play() {
    this.changeRate();
    this.audio
      .play()
      .then(() => this.follow())
      .catch(() => this.player.stop());
    if (!this.words && this.player.marker.highlights) this.loadWords();
  }

  async loadWords() {
    this.words = [];
    const answer = await fetchJson(this.audio.dataset.words).catch(() => null);
    if (answer) this.words = answer.words;
  }

  follow() {
    const { marker, state } = this.player;
    if (state !== "on") return;
    const now = this.audio.currentTime + 0.05;
    const next = this.starts.findIndex((start) => start > now);
    const position = (next < 0 ? this.starts.length : next) - 1;
    if (position !== marker.position) marker.show(position);
    const word = this.words?.[position]?.filter(([time]) => time <= now).pop();
    if (word) marker.showWord(word[1], word[2]);
    requestAnimationFrame(() => this.follow());
  }

  pause() {
    this.audio.pause();
  }

  stop() {
    this.audio.pause();
    this.audio.currentTime = 0;
  }

  changeRate() {
    this.audio.playbackRate = this.player.rate;
  }
}

class Player {
  constructor(post) {
    this.language = post.lang;
    this.button = document.getElementById("read-aloud");
    this.stopButton = document.getElementById("read-stop");
    this.speed = document.getElementById("read-speed");
    this.labels = { off: this.button.textContent, on: this.button.dataset.pause, paused: this.button.dataset.goOn };
    const titles = post.classList.contains("in-columns") ? [] : post.querySelectorAll("h1.sentence");
    this.marker = new Marker([...titles, ...post.querySelectorAll(".spoken-language .sentence")]);
    this.state = "off";
    this.voice = null;
    const audio = document.getElementById("speech-audio");
    this.synthesis = window.SpeechSynthesisUtterance && window.speechSynthesis ? new Synthesis(this) : null;
    this.recording = audio && new Recording(this, audio);
    this.chooseVoice();
    if (this.synthesis) speechSynthesis.addEventListener?.("voiceschanged", () => this.chooseVoice());
    this.button.addEventListener("click", () => this.toggle());
    this.stopButton.addEventListener("click", () => this.stop());
    this.speed.querySelector("select").addEventListener("change", () => this.voice?.changeRate());
    addEventListener("pagehide", () => this.synthesis?.stop());
  }

  get rate() {
    return Number(this.speed.querySelector("select").value);
  }

  show(state) {
    this.state = state;
    this.button.textContent = this.labels[state];
    this.stopButton.hidden = state === "off";
  }

  chooseVoice() {
    if (this.state !== "off") return;
    const isSpoken = ({ lang }) => lang.toLowerCase().startsWith(this.language.slice(0, 2));
    this.voice = this.synthesis && speechSynthesis.getVoices().some(isSpoken) ? this.synthesis : this.recording;
    this.button.hidden = this.speed.hidden = !this.voice;
  }

  toggle() {
    if (this.state === "on") {
      this.voice.pause();
      this.show("paused");
    } else {
      this.voice.play();
      this.show("on");
    }
  }

  stop() {
    this.show("off");
    this.voice?.stop();
    this.marker.show(-1);
  }
}

const post = document.getElementById("post");
if (post) new Player(post);

"""Posts read aloud by the server, with espeak-ng where it is installed, for browsers without a voice of their own."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import sys
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from docread.text import fold, split_sentences
from gyoryu.base.files import store_file
from gyoryu.base.models import record
from gyoryu.news.board.models import PostText
from gyoryu.news.speech.models import SpeechRecording
from gyoryu.news.speech.voice import PAUSE

VOICES = {"ko": "ko", "zh": "cmn", "en": "en-us"}


MAX_SENTENCES, MAX_LENGTH = 400, 1_000


MAX_SECONDS = 20  # for one sentence


def sentences_for(text: PostText) -> list[list[str]]:
    """Return the title, then each paragraph, as sentences that together are the paragraph."""
    return [[text.title], *(_split_paragraph(part) for part in text.body.split("\n\n") if part.strip())]


def _split_paragraph(paragraph: str) -> list[str]:
    """Each sentence with the blanks after it, so that nothing is lost."""
    starts = [span.start for span in split_sentences(fold(paragraph), 0, len(paragraph))][1:]
    return [paragraph[a:b] for a, b in zip([0, *starts], [*starts, len(paragraph)], strict=True)]


def digest_of(text: PostText) -> str:
    return hashlib.sha256(f"{text.language}\n{text.title}\n{text.body}".encode()).hexdigest()


def record_speech(number: int) -> int:
    """Record speech for texts without a current recording. Return the number of texts recorded."""
    program = shutil.which("espeak-ng")
    count = 0
    for text in PostText.objects.filter(post=number).select_related("recording") if program else ():
        digest = digest_of(text)
        if getattr(text, "recording", None) is None or text.recording.digest != digest:
            count += _speak(str(program), text, digest)
    return count


@dataclass(frozen=True, slots=True)
class Recording:
    """As `SpeechRecording` keeps it."""

    sound: bytes
    starts: list[float]
    words: list[list[list[float]]]


def _speak(program: str, text: PostText, digest: str) -> bool:
    sentences = [sentence for paragraph in sentences_for(text) for sentence in paragraph][:MAX_SENTENCES]
    sentences = [sentence[:MAX_LENGTH] for sentence in sentences]
    try:
        recording = _by_library(VOICES[text.language], sentences) or _by_program(
            program, VOICES[text.language], sentences
        )
    except (subprocess.SubprocessError, OSError, wave.Error, ValueError):
        return False  # the post is as good without; the next change tries again
    with transaction.atomic():
        values = {
            "digest": digest,
            "file": store_file(recording.sound, "audio/wav"),
            "starts": recording.starts,
            "words": recording.words,
        }
        SpeechRecording.objects.update_or_create(text=text, defaults=values)
        record("speak_post", "post", text.post_id, by=None, language=text.language)
    return True


def _by_library(voice: str, sentences: list[str]) -> Recording | None:
    """Synthesise with the time of each word, in a child process; None where that fails for any reason."""
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder, "all.wav")
        request = json.dumps({"voice": voice, "sentences": sentences, "sound": str(sound)}).encode()
        command = [sys.executable, "-m", "gyoryu.news.speech.voice"]
        try:
            process = subprocess.run(command, input=request, capture_output=True, timeout=MAX_SECONDS * 6, check=False)
        except subprocess.TimeoutExpired:
            return None
        if process.returncode != 0:
            return None
        result = json.loads(process.stdout)
        words = [
            [_utf16_word(sentence, *word) for word in sentence_words if sentence[word[1] : word[1] + word[2]].strip()]
            for sentence, sentence_words in zip(sentences, result["words"], strict=True)
        ]
        return Recording(sound.read_bytes(), result["starts"], words)


def _utf16_word(sentence: str, seconds: float, start: int, length: int) -> list[float]:
    """Convert a word's position to UTF-16 code units, which browsers count."""
    before, word = sentence[:start], sentence[start : start + length]
    return [seconds, len(before.encode("utf-16-le")) // 2, len(word.encode("utf-16-le")) // 2]


def _by_program(program: str, voice: str, sentences: list[str]) -> Recording:
    """One recording of all sentences, and the second at which each begins."""
    buffer = io.BytesIO()
    starts: list[float] = []
    with tempfile.TemporaryDirectory() as folder, wave.open(buffer, "wb") as output:
        target = Path(folder, "one.wav")
        frames = 0
        for sentence in sentences:
            # Through standard input and without a shell: no text is ever an option or a command.
            command = [program, "-v", voice, "-b", "1", "--stdin", "-w", str(target)]
            subprocess.run(command, input=sentence.encode(), check=True, timeout=MAX_SECONDS, capture_output=True)
            with wave.open(str(target)) as sentence_audio:
                if not starts:
                    output.setparams(sentence_audio.getparams())
                starts.append(round(frames / sentence_audio.getframerate(), 2))
                silence = bytes(
                    int(sentence_audio.getframerate() * PAUSE)
                    * sentence_audio.getsampwidth()
                    * sentence_audio.getnchannels()
                )
                output.writeframes(sentence_audio.readframes(sentence_audio.getnframes()) + silence)
                frames += sentence_audio.getnframes() + len(silence) // (
                    sentence_audio.getsampwidth() * sentence_audio.getnchannels()
                )
    return Recording(buffer.getvalue(), starts, [])

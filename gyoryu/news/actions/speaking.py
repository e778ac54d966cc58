"""Posts read aloud by the server, with espeak-ng where it is installed, for browsers without a voice of their own."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import tempfile
import wave
from pathlib import Path

from django.db import transaction

from docread.text import fold, sentences_of
from gyoryu.base.files import keep
from gyoryu.base.models import record
from gyoryu.base.queue import enqueue
from gyoryu.news.models import Post, PostText, Spoken

VOICES = {"ko": "ko", "zh": "cmn", "en": "en-us"}
MOST_SENTENCES, MOST_LETTERS = 400, 1_000
MOST_SECONDS = 20  # for one sentence
PAUSE = 0.35  # seconds between sentences


def sentences_for(text: PostText) -> list[list[str]]:
    """The title, then each paragraph, as sentences that together are the paragraph."""
    return [[text.title], *(_cut(part) for part in text.body.split("\n\n") if part.strip())]


def _cut(paragraph: str) -> list[str]:
    """Each sentence with the blanks after it, so that nothing is lost."""
    starts = [piece.start for piece in sentences_of(fold(paragraph), 0, len(paragraph))][1:]
    return [paragraph[a:b] for a, b in zip([0, *starts], [*starts, len(paragraph)], strict=True)]


def digest_of(text: PostText) -> str:
    return hashlib.sha256(f"{text.language}\n{text.title}\n{text.body}".encode()).hexdigest()


def ask_to_speak(post: Post) -> None:
    """Have the worker read a shown post aloud, where the machine can. Called in the verbs that show and change it."""
    if post.is_shown and shutil.which("espeak-ng"):
        enqueue("speak_post", {"post": post.pk}, by=None, unique_key=f"speak-{post.pk}")


def speak_post(number: int) -> int:
    """Make what is missing or no longer what is written; how many texts were read."""
    program = shutil.which("espeak-ng")
    made = 0
    for text in PostText.objects.filter(post=number).select_related("spoken") if program else ():
        digest = digest_of(text)
        if getattr(text, "spoken", None) is None or text.spoken.digest != digest:
            made += _speak(str(program), text, digest)
    return made


def _speak(program: str, text: PostText, digest: str) -> bool:
    sentences = [one for paragraph in sentences_for(text) for one in paragraph][:MOST_SENTENCES]
    try:
        sound, starts = _sound(program, VOICES[text.language], sentences)
    except (subprocess.SubprocessError, OSError, wave.Error):
        return False  # the post is as good without; the next change tries again
    with transaction.atomic():
        spoken = {"digest": digest, "file": keep(sound, "audio/wav"), "starts": starts}
        Spoken.objects.update_or_create(text=text, defaults=spoken)
        record("speak_post", "post", text.post_id, by=None, language=text.language)
    return True


def _sound(program: str, voice: str, sentences: list[str]) -> tuple[bytes, list[float]]:
    """One recording of all sentences, and the second at which each begins."""
    whole = io.BytesIO()
    starts: list[float] = []
    with tempfile.TemporaryDirectory() as folder, wave.open(whole, "wb") as into:
        target = Path(folder, "one.wav")
        frames = 0
        for sentence in sentences:
            # Through standard input and without a shell: no text is ever an option or a command.
            command = [program, "-v", voice, "-b", "1", "--stdin", "-w", str(target)]
            words = sentence[:MOST_LETTERS].encode()
            subprocess.run(command, input=words, check=True, timeout=MOST_SECONDS, capture_output=True)
            with wave.open(str(target)) as one:
                if not starts:
                    into.setparams(one.getparams())
                starts.append(round(frames / one.getframerate(), 2))
                silence = bytes(int(one.getframerate() * PAUSE) * one.getsampwidth() * one.getnchannels())
                into.writeframes(one.readframes(one.getnframes()) + silence)
                frames += one.getnframes() + len(silence) // (one.getsampwidth() * one.getnchannels())
    return whole.getvalue(), starts

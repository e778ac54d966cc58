"""Synthesise sentences with espeak-ng's library, which reports when each word begins; the program itself does not.

Run as a child process, so that a crash of the library harms nothing else. Standard input is a JSON object (`voice`,
`sentences`, `sound`: the output path), standard output another (`starts` of the sentences; `words` of each sentence:
second, first character and number of characters). Exits with 3 where there is no library or no such voice."""

from __future__ import annotations

import ctypes
import json
import sys
import wave
from typing import Any

LIBRARIES = ("libespeak-ng.so.1", "libespeak-ng.so", "libespeak-ng.dylib", "libespeak-ng.dll")


NO_VOICE_EXIT_CODE = 3


PAUSE = 0.35  # seconds between sentences


_SYNCHRONOUS, _UTF8, _POSITION_IN_CHARACTERS, _WORD, _END = 2, 1, 1, 1, 0


class _Event(ctypes.Structure):
    """As in `speak_lib.h`; the last field is a union of a number, a pointer and eight characters."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class Voice:
    """The library with one voice chosen. Raises `OSError` where there is none."""

    def __init__(self, name: str):
        self.library = _library()
        self.rate = self.library.espeak_Initialize(_SYNCHRONOUS, 500, None, 0)
        if self.rate <= 0 or self.library.espeak_SetVoiceByName(name.encode()):
            raise OSError("no such voice")
        self._sound = bytearray()
        self._words: list[tuple[float, int, int]] = []
        self._callback = _Callback(self._on_synthesis)  # referenced, or the library would call a freed object
        self.library.espeak_SetSynthCallback(self._callback)

    def synthesize(self, sentence: str) -> tuple[bytes, list[tuple[float, int, int]]]:
        """Return the sound, and of each word its second, its first character and its length."""
        self._sound, self._words = bytearray(), []
        raw = sentence.encode() + b"\0"
        self.library.espeak_Synth(raw, len(raw), 0, _POSITION_IN_CHARACTERS, 0, _UTF8, None, None)
        self.library.espeak_Synchronize()
        return bytes(self._sound), self._words

    def _on_synthesis(self, samples_pointer: Any, samples: int, events: Any) -> int:
        if samples_pointer and samples > 0:
            self._sound += ctypes.string_at(samples_pointer, samples * 2)
        for event in events:
            if event.type == _END:
                break
            if event.type == _WORD and event.length > 0:
                self._words.append((event.audio_position / 1000, event.text_position - 1, event.length))
        return 0


def _library() -> ctypes.CDLL:
    for name in LIBRARIES:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    raise OSError("no library")


def speak(voice: Voice, sentences: list[str], output: wave.Wave_write) -> dict[str, Any]:
    output.setparams((1, 2, voice.rate, 0, "NONE", ""))
    silence = bytes(2 * int(voice.rate * PAUSE))
    starts, words, frames = [], [], 0
    for sentence in sentences:
        begin = frames / voice.rate
        sound, sentence_words = voice.synthesize(sentence)
        starts.append(round(begin, 2))
        words.append([[round(begin + seconds, 2), start, length] for seconds, start, length in sentence_words])
        output.writeframes(sound + silence)
        frames += (len(sound) + len(silence)) // 2
    return {"starts": starts, "words": words}


def main() -> int:
    request = json.load(sys.stdin)
    try:
        voice = Voice(request["voice"])
    except OSError:
        return NO_VOICE_EXIT_CODE
    with wave.open(request["sound"], "wb") as output:
        result = speak(voice, request["sentences"], output)
    json.dump(result, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())

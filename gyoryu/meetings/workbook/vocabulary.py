"""Vocabulary of cells and headers, compared by `gyoryu.base.text.comparison_key`. It is listed in `words.toml`."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from gyoryu.base.text import comparison_key
from gyoryu.meetings.consultation import Side

T = TypeVar("T")

_LISTED = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def _spellings(section: str) -> dict[str, str]:
    """Meaning by spelling."""
    return {
        comparison_key(word): meaning for meaning, spelled in _LISTED[section].items() for word in spelled.split("|")
    }


def listed(section: str, meaning: str) -> frozenset[str]:
    """Return the keys of one list of words."""
    return frozenset(comparison_key(word) for word in _LISTED[section][meaning].split("|"))


TRUTH = {spelling: meaning == "yes" for spelling, meaning in _spellings("truth").items()}
# Characters that `comparison_key` would strip, since they are no letters.
SIGNS = dict.fromkeys("○●◯√✓✔", True) | dict.fromkeys("×✕-—", False)

_SIDES: dict[str, tuple[Side, ...]] = {
    "seller": ("seller",),
    "buyer": ("buyer",),
    "seller_and_buyer": ("seller", "buyer"),
}
SIDES = {spelling: _SIDES[meaning] for spelling, meaning in _spellings("sides").items()}

KINDS = _spellings("kinds")
GRADES = _spellings("grades")
RANK_SIGNS = {"◎": 1, "○": 2, "〇": 2, "◯": 2, "△": 3}  # as on lists of preferences: best, good, possible
LANGUAGE_OF_COUNTRY = {"KR": "ko", "CN": "zh", "TW": "zh", "HK": "zh", "MO": "zh"}

TIME_ZONES = _spellings("time_zones")
USUAL_TIME_ZONE = {"ko": "Asia/Seoul", "zh": "Asia/Shanghai", "en": "Asia/Seoul"}

ALL_DAY = listed("times", "all_day")
MORNING = listed("times", "morning")
AFTERNOON = listed("times", "afternoon")
NOTHING = listed("empty", "nothing")
DITTO = listed("empty", "ditto")
DITTO_SIGNS = frozenset("〃″〝〞‶＂\"”“‟´'’")
SAMPLE = ("견본", "样本", "sample")


_SPEAKING = ("So", "Sm", "No", "Sk", "Sc")  # symbols, not punctuation


def look_up(words: Mapping[str, T], text: str) -> T | None:
    return words.get(comparison_key(text))


def is_nothing(text: str) -> bool:
    """Return whether a cell says that it is empty: 없음, 无, n/a, -. Signs such as ○ and ★ say something."""
    compared = comparison_key(text)
    return compared in NOTHING if compared else not any(unicodedata.category(sign) in _SPEAKING for sign in text)


def is_ditto(text: str) -> bool:
    """Return whether a cell says that the same stands there as above: 〃, 상동, 同上, ditto."""
    return comparison_key(text) in DITTO or (0 < len(text) <= 6 and not set(text) - DITTO_SIGNS)


def any_in(texts: Iterable[str], words: Iterable[str]) -> bool:
    return any(word in text.casefold() for text in texts for word in words)

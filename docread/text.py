"""The text as given, and views of it that keep every position: folded characters, lines, sentences, language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from docread.document import Span
from docread.patterns import regex

# Signs that mean the same. Each stands for one other character, so that positions stay.
_SAME = str.maketrans(
    {
        "｢": "「", "｣": "」", "『": "「", "』": "」",
        "＇": "'", "′": "'", "`": "'", "´": "'", "＂": '"', "〝": '"', "〞": '"',
        "∼": "~", "〜": "~", "～": "~", "․": "·", "‧": "·", "ㆍ": "·", "・": "·", "･": "·", "⋅": "·", "•": "·",
        "–": "-", "—": "-", "―": "-", "‐": "-", "−": "-", "\u00a0": " ", "\u3000": " ", "\u200b": " ", "\ufeff": " ",
        "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "\t": " ",
    }
)  # fmt: skip


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    # Single letters such as the bullet ㅇ and numbers of items (①) stay what they are.
    if "\u3131" <= character <= "\u318e" or "\u2460" <= character <= "\u24ff":
        return character
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def fold(text: str) -> str:
    """`text` with compatibility characters as their plain ones, and one sign for each meaning; as long as `text`."""
    text = text.translate(_SAME)
    if text.isascii():
        return text
    odd = {ord(each): folded for each in set(text) if each > "\x7f" and (folded := _fold_character(each)) != each}
    return text.translate(odd) if odd else text


# No word is so long, nor any list that is written without blanks; addresses of the web may be.
LONGEST_RUN = 100
_LONG_RUN = regex(rf"\S{{{LONGEST_RUN},}}")


def with_breaks(folded: str) -> str:
    """`folded` with a blank in the place of each hundredth character of what runs on without any, so that rules which
    look at words look at no more than a hundred characters; as long as `folded`."""
    return _LONG_RUN.sub(lambda match: _broken(match.group()), folded)


def _broken(run: str) -> str:
    if run.isascii() and "://" in run[:40] and len(run) < 10 * LONGEST_RUN:
        return run
    pieces = (run[at : at + LONGEST_RUN - 1] for at in range(0, len(run), LONGEST_RUN))
    return " ".join(pieces)[: len(run)].ljust(len(run))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: a line or a sentence. `text` is folded and stripped; `start` and `end` are its positions."""

    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        return self.start, self.end


def stripped(folded: str, start: int, end: int) -> Span:
    """The span without blanks at its ends."""
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    return start, end


def lines_of(folded: str) -> list[Piece]:
    """Every line that is not blank, without the blanks at its ends."""
    pieces, start = [], 0
    for line in folded.split("\n"):
        first, last = stripped(folded, start, start + len(line))
        if first < last:
            pieces.append(Piece(folded[first:last], first, last))
        start += len(line) + 1
    return pieces


# A question mark within a word stands where a page lost a sign (`환경?에너지`): it ends nothing.
# A sentence ends at a full stop after a predicate or at its Chinese sign; dates ("10. 5.") and initials end none.
_ENDS = regex(
    r"""(?<=[가-힣A-Za-z)\]%"”'’])(?:[.!]["”'’」)]*(?=\s|$|[가-힣□○ㅇ“"])|[?]["”'’」)]*(?=\s|$|[□○ㅇ“"]))|[。！？][”’」』)]*|(?<=[一-鿿])[!?][”’」)]*|[;；](?=\s*$)"""
)
_INITIALS = regex(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|No|Co|Ltd|Inc|Corp|vs|etc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))$"
)
LONGEST_SENTENCE = 3_000


def sentences_of(folded: str, start: int, end: int) -> Iterator[Piece]:
    """The sentences of one paragraph. What is quoted stays within its sentence."""
    begin = start
    for match in _ENDS.finditer(folded, start, end):
        if match.end() < min(end, begin + LONGEST_SENTENCE) and (
            _within_quotes(folded[begin : match.end()]) or _INITIALS.search(folded[begin : match.start()])
        ):
            continue
        first, last = stripped(folded, begin, match.end())
        if last - first > 1:
            yield Piece(folded[first:last], first, last)
        begin = match.end()
    first, last = stripped(folded, begin, end)
    if last - first > 1:
        yield Piece(folded[first:last], first, last)


def _within_quotes(text: str) -> bool:
    if text.count('"') % 2:
        return True
    return any(text.count(opener) > text.count(closer) for opener, closer in zip("“「《〈", "”」》〉", strict=True))


_HANGUL = regex(r"[가-힣]")
_IDEOGRAPH = regex(r"[一-鿿]")
_LATIN = regex(r"[A-Za-z]")


def language_of(folded: str) -> str:
    """`ko`, `zh` or `en`, by the letters that are used most; a syllable counts as much as two letters of a word."""
    sample = folded[:20_000]
    hangul, han, latin = (len(each.findall(sample)) for each in (_HANGUL, _IDEOGRAPH, _LATIN))
    if _is_chinese_prose(sample):
        return "zh"
    if hangul * 2 >= max(han, latin / 3):
        return "ko" if hangul else "en"
    return "zh" if han * 4 >= latin else "en"


def _is_chinese_prose(sample: str) -> bool:
    """Whether the long lines are Chinese sentences, in whatever language the menus around them are."""
    prose = "".join(line for line in sample.split("\n") if len(line) > 40 and "。" in line)
    han, hangul = len(_IDEOGRAPH.findall(prose)), len(_HANGUL.findall(prose))
    return han > 120 and han > 4 * hangul and han > len(_LATIN.findall(prose))

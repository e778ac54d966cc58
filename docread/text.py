"""Folding, lines, sentences and language of a text, all with the positions of the original."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from docread.document import Span
from docread.patterns import regex

# Equivalent characters, one for one, so that positions stay.
_EQUIVALENTS = str.maketrans(
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
    # Compatibility jamo such as the bullet ㅇ and enclosed numbers (①) stay as they are.
    if "\u3131" <= character <= "\u318e" or "\u2460" <= character <= "\u24ff":
        return character
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def fold(text: str) -> str:
    """Replace compatibility and equivalent characters, one for one: the result is as long as `text`."""
    text = text.translate(_EQUIVALENTS)
    if text.isascii():
        return text
    replacements = {
        ord(character): folded
        for character in set(text)
        if character > "\x7f" and (folded := _fold_character(character)) != character
    }
    return text.translate(replacements) if replacements else text


# Longer than any word or list without spaces; only URLs are longer.
LONGEST_RUN = 100
_LONG_RUN = regex(rf"\S{{{LONGEST_RUN},}}")


def break_long_runs(folded: str) -> str:
    """Put a space in place of every hundredth character of a run without spaces, so that rules over words take bounded
    time; the result is as long as `folded`."""
    return _LONG_RUN.sub(lambda match: _break_run(match.group()), folded)


def _break_run(run: str) -> str:
    if run.isascii() and "://" in run[:40] and len(run) < 10 * LONGEST_RUN:
        return run
    chunks = (run[at : at + LONGEST_RUN - 1] for at in range(0, len(run), LONGEST_RUN))
    return " ".join(chunks)[: len(run)].ljust(len(run))


@dataclass(frozen=True, slots=True)
class Segment:
    """A line or a sentence. `text` is folded and stripped; `[start, end)` are its positions in the document."""

    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        return self.start, self.end


def strip_span(folded: str, start: int, end: int) -> Span:
    """Return the span without whitespace at its ends."""
    while start < end and folded[start].isspace():
        start += 1
    while end > start and folded[end - 1].isspace():
        end -= 1
    return start, end


def split_lines(folded: str) -> list[Segment]:
    """Return the lines that are not blank, stripped."""
    lines, start = [], 0
    for line in folded.split("\n"):
        first, last = strip_span(folded, start, start + len(line))
        if first < last:
            lines.append(Segment(folded[first:last], first, last))
        start += len(line) + 1
    return lines


# A question mark inside a word replaces a character that the page lost (`환경?에너지`) and ends no sentence.
# A sentence ends at a full stop after a predicate or at a Chinese one, not inside dates ("10. 5.") or initials.
_ENDS = regex(
    r"""(?<=[가-힣A-Za-z)\]%"”'’])(?:[.!]["”'’」)]*(?=\s|$|[가-힣□○ㅇ“"])|[?]["”'’」)]*(?=\s|$|[□○ㅇ“"]))|[。！？][”’」』)]*|(?<=[一-鿿])[!?][”’」)]*|[;；](?=\s*$)"""
)
_INITIALS = regex(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|No|Co|Ltd|Inc|Corp|vs|etc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))$"
)
LONGEST_SENTENCE = 3_000


def split_sentences(folded: str, start: int, end: int) -> Iterator[Segment]:
    """Yield the sentences of one paragraph; a quotation is not split."""
    begin = start
    for match in _ENDS.finditer(folded, start, end):
        if match.end() < min(end, begin + LONGEST_SENTENCE) and (
            _within_quotes(folded[begin : match.end()]) or _INITIALS.search(folded[begin : match.start()])
        ):
            continue
        first, last = strip_span(folded, begin, match.end())
        if last - first > 1:
            yield Segment(folded[first:last], first, last)
        begin = match.end()
    first, last = strip_span(folded, begin, end)
    if last - first > 1:
        yield Segment(folded[first:last], first, last)


def _within_quotes(text: str) -> bool:
    if text.count('"') % 2:
        return True
    return any(text.count(opener) > text.count(closer) for opener, closer in zip("“「《〈", "”」》〉", strict=True))


_HANGUL = regex(r"[가-힣]")
_IDEOGRAPH = regex(r"[一-鿿]")
_LATIN = regex(r"[A-Za-z]")


def detect_language(folded: str) -> str:
    """Return `ko`, `zh` or `en` by the most frequent script; a Hangul syllable counts as two Latin letters."""
    sample = folded[:20_000]
    hangul, han, latin = (len(script.findall(sample)) for script in (_HANGUL, _IDEOGRAPH, _LATIN))
    if _is_chinese_prose(sample):
        return "zh"
    if hangul * 2 >= max(han, latin / 3):
        return "ko" if hangul else "en"
    return "zh" if han * 4 >= latin else "en"


def _is_chinese_prose(sample: str) -> bool:
    """Whether the long lines are Chinese sentences, whatever the language of the menus around them."""
    prose = "".join(line for line in sample.split("\n") if len(line) > 40 and "。" in line)
    han, hangul = len(_IDEOGRAPH.findall(prose)), len(_HANGUL.findall(prose))
    return han > 120 and han > 4 * hangul and han > len(_LATIN.findall(prose))

"""Joining of lines that were wrapped to the width of a page, with a space between words and none within one.

Chinese has no spaces. Korean pages wrap at spaces or anywhere; the unambiguous breaks of a page show which (a particle
or verb ending at the start of a line, spaces kept at the ends of lines)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from docread.names.gazetteer import bodies_by_form, is_word, places
from docread.patterns import regex

_BULLETS = "□ㅇ○●■◆◇※*-•·▷▶△▲①②③④⑤⑥⑦⑧⑨"
_HEADINGS = regex(
    r"\d+[.)]\s|[가나다라마바사아자차카타파하][.)]\s|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|제\d+[조장절]"
)
_STOP = regex(r"[.!?。！？:：;；]$|[.。！？][”\"’)」』]+$")
_SENTENCE_END = regex(r"[다함임음]$")
_HAN = r"\u3400-\u9fff\uf900-\ufaff"
_CHINESE_PUNCTUATION = "，。、；：？！“”‘’（）《》〈〉【】「」『』"
_CLOSING, _OPENING = ")]}〉》」』】”’,.!?:;%·ㆍ‧・、，。；：？！）", "([{〈《「『【“‘·ㆍ‧・（$€£￥₩"

# At the start of a line these continue the word before the break.
_PARTICLES = regex(
    r"(?:이라는|이라고|라는|라고|으로부터|로부터|에서는|에서도|에서의|에서|에게서|에게|에는|에도|에|으로서|로서|으로써|로써|으로는|으로|로는|로|은|는|을|를|과의|와의|과는|와는|과|와|의|도|만|까지|부터|처럼|보다|마다|조차|이나|이며|이고|이다|입니다|이었다|였다|들이|들은|들을|들의|들과|들|께서|측은|측이|이|가)(?=[\s,.)·]|$)"
)
_VERB_ENDS = regex(
    r"(?:했|하였|한|할|하|되|된|될|됐|되었|시키|시켰|겠|었|았|였|혔|렸|졌|켰|쳤)?(?:습니다|니다|다고|다는|다며|다면|다(?=[.\s,\"”’)]|$)|고(?=[\s,]|$)|며(?=[\s,]|$)|면서|지만|도록|으며|으나|는데|기로|기를|기\s위|여(?=[\s,]|$)|해(?=[\s,]|$)|였다|하였다|했다|했으며|하며|하고|하여|하기|하는|되는|된다|한다|적인|적으로|적\s|화하|화를|성을|력을)"
)
_DOUBTLESS_PARTICLES = regex(
    r"(?:이라는|이라고|으로부터|로부터|에서는|에서도|에서의|에서|에게서|에게|에는|에도|으로서|으로써|으로는|으로|과의|와의|과는|와는|까지|부터|처럼|이며|입니다|이었다|였다|들이|들은|들을|들의|들과|를|을|는)(?=[\s,.)·]|$)|고(?=\s(?:밝|말|설명|전|강조|덧붙|했|발표))"
)
# A complete word at the end of a line. Matches of the second pattern may also be the end of a noun.
_COMPLETE = regex(
    r"(?:에서|으로|기로|로서|부터|까지|에게|에는|에도|에서는|에서의|으로써|을|를|는|와|하고|하며|하여|했고|했으며|하는|되는|위한|위해|대한|대해|관한|통해|따라|따른|함께|그리고|으며|면서|다고|라고|이번|내년|올해|지난해|한편|이날|모든|여러|각종)$|[)”’]\s?(?:과|이|가|의|에|로|도|만|은)$"
)
_MAYBE_COMPLETE = regex(
    r"(?:및|또는|등|의|은|했다|됐다|이다|있는|있다|오는|[명사국인]이|[명사국인]과|[을를이가]\s(?:위|통|대))$"
)
_STARTS = regex(
    r"(?:관한|대한|위한|위해|위하여|통해|따른|따라|걸쳐|있는|있다|및|등(?=[\s,이을의]|$)|것(?:으로|이|을|은)|수\s(?:있|없)|계획(?:이|인)|예정(?:이|인)|방침)"
)
_ONE_SYLLABLE_WORDS = frozenset(
    "및등이그저총약한두세네중후전각수것바때곳더또제본동외내간일년월명개위해올양새첫못안잘다매전현구신주차각온귀당"
)
_UNIT = r"(?:년|월|일|시|분|초|명|개|억|만|천|백|조|원|달러|위안|유로|건|회|차|호|여|배|톤|퍼센트|주년|世|％|%|年|月|日|亿|万)"
_UNITS = regex(_UNIT)
_REST_OF_NUMBER = regex(rf"\d+(?:[.,]\d+)*\s?{_UNIT}")
_COUNTED = regex(r"\d\s?(?:년|월|일|시|분|명|개|회|차|호|건|원|달러|개국|개사|여\s?명)$")
_ONLY_PARTICLE = regex(r"(?:에서|으로|은|는|이|가|을|를|과|와|의|에|로|도|만|등)?")
_LONGEST_WORD = 9
# Compounds of two words, always written as one.
_COMPOUNDS = frozenset(
    [
        "생태환경",
        "생태환경청",
        "생태환경부",
        "업무협약",
        "양해각서",
        "수출상담회",
        "협력회의",
        "실무회의",
        "업무협의",
        "관계자",
        "전문가",
        "중소기업",
        "대한민국",
        "정부대표단",
        "탄소중립",
        "기후변화",
        "온실가스",
        "녹색산업",
        "대기오염",
    ]
)
_WORD = regex(r"[가-힣]+")


def join_wrapped_lines(pages: Iterable[str]) -> list[str]:
    """Join the wrapped lines of the pages of one document, in linear time.

    Parameters
    ----------
    pages : iterable of str
        Their texts as extracted.

    Returns
    -------
    list of str
        One text per page.
    """
    pages = list(pages)
    raw = [page.split("\n") for page in pages]
    breaks = [_find_breaks(lines) for lines in raw]
    evidence = _Evidence(raw, breaks)
    return [_join_lines(lines, at, evidence) for lines, at in zip(raw, breaks, strict=True)]


def _join_lines(lines: list[str], breaks: set[int], evidence: _Evidence) -> str:
    parts: list[str] = []
    for number, line in enumerate(lines):
        if number in breaks:
            parts.append("" if evidence.within_a_word(lines[number - 1], line) else " ")
        elif number:
            parts.append("\n")
        parts.append(line.strip())
    return "".join(parts)


def _find_breaks(lines: list[str]) -> set[int]:
    """Return the indices of lines that continue the line before, which is long, ends no sentence, and is not followed
    by a bullet or number."""
    widths = [_width(line.strip()) for line in lines]
    longest = max(widths, default=0)
    breaks = set()
    for number in range(1, len(lines)):
        before, line = lines[number - 1].strip(), lines[number].strip()
        if not before or not line or widths[number - 1] < longest * 0.7 or _STOP.search(before):
            continue
        if _SENTENCE_END.search(before) and widths[number - 1] < longest * 0.9:
            continue
        if line[0] not in _BULLETS and (not _HEADINGS.match(line) or _ends_verb(before, line)):
            breaks.add(number)
    return breaks


def _ends_verb(before: str, line: str) -> bool:
    """Whether a line that starts with `다.` ends a verb rather than being the third item of a list."""
    return line.startswith("다.") and ((ord(before[-1]) - 0xAC00) % 28 == 20 or before[-1] in "니이한는된같")


def _width(line: str) -> int:
    return sum(2 if _is_wide(character) else 1 for character in line)


@lru_cache(maxsize=16_384)
def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


class _Evidence:
    """Evidence of a document about its breaks: its words, spaces at the ends of lines, unambiguous breaks."""

    def __init__(self, pages: list[list[str]], breaks: list[set[int]]) -> None:
        self.words: set[str] = set()
        pairs = []
        ends_with_blank = False
        for lines, at in zip(pages, breaks, strict=True):
            for number, line in enumerate(lines):
                words = _WORD.findall(line)
                first = 1 if number in at and line[:1].strip() else 0
                last = len(words) - 1 if number + 1 in at and line[-1:].strip() else len(words)
                self.words.update(words[first:last])
                if number in at:
                    pairs.append((lines[number - 1], line))
                    ends_with_blank = ends_with_blank or lines[number - 1][-1:].isspace()
        self.keeps_blanks = ends_with_blank
        doubtless = [self._known(before, line) for before, line in pairs if _is_korean(before, line)]
        self.breaks_words, self.keeps_words = True in doubtless, False in doubtless

    def within_a_word(self, before: str, line: str) -> bool:
        """Whether `line` starts inside the word that `before` ends with."""
        if before[-1:].isspace() or line[:1].isspace():
            return _is_chinese(before.strip(), line.strip())
        known = self._known(before, line)
        if known is not None:
            return known
        if self.keeps_blanks or self.breaks_words or self.keeps_words:
            return self.keeps_blanks or self.breaks_words
        first = _WORD.match(line.strip())
        return not _is_name(_stem(_last_word(before))) and not (first and _begins_with_word(first.group()))

    def _known(self, before: str, line: str) -> bool | None:
        """Decide by the two lines and the words of the document; None if they are ambiguous."""
        before, line = before.strip(), line.strip()
        if _is_korean(before, line):
            return self._known_korean(before, line)
        left, right = before[-1:], line[:1]
        if right in _CLOSING or left in _OPENING or _is_chinese(before, line):
            return True
        if left.isdigit():
            return bool(_UNITS.match(line) or _REST_OF_NUMBER.match(line) or _PARTICLES.match(line))
        if "가" <= left <= "힣":
            return right in "(（[" or (_last_word(before) == "제" and right.isdigit())
        return left not in ".,!?" and bool(_PARTICLES.match(line))

    def _known_korean(self, before: str, line: str) -> bool | None:
        last, begin = _last_word(before), _WORD.match(line)
        first = begin.group() if begin else ""
        is_lone_syllable = len(last) == 1 and before[-2:-1].isspace()
        tail = before[-12:]
        # From certain to likely.
        rules: tuple[tuple[bool, Callable[[], object]], ...] = (
            (True, lambda: last + first in self.words or self._is_across(last, first)),
            (True, lambda: _DOUBTLESS_PARTICLES.match(line)),
            (False, lambda: not is_lone_syllable and _COMPLETE.search(tail)),
            (False, lambda: _STARTS.match(line)),
            (True, lambda: _PARTICLES.match(line) or _VERB_ENDS.match(line)),
            (False, lambda: _MAYBE_COMPLETE.search(tail) or _COUNTED.search(tail)),
            (False, lambda: last in self.words and first in self.words),
            (True, lambda: len(last) == 1 and last not in _ONE_SYLLABLE_WORDS),
            (True, lambda: len(first) == 1 and (first not in _ONE_SYLLABLE_WORDS or line[1:2] in _CLOSING)),
            (False, lambda: _is_name(_stem(last)) and _begins_with_word(first)),
        )
        return next((answer for answer, holds in rules if holds()), None)

    def _is_across(self, last: str, first: str) -> bool:
        """Whether a common word or a word of the document stands across the break."""
        joined, at = last + first, len(last)
        are_words = _is_name(_stem(last)) and _begins_with_word(first)
        for start in range(max(0, at - _LONGEST_WORD), at):
            for end in range(at + 1, min(len(joined), at + _LONGEST_WORD) + 1):
                word = joined[start:end]
                is_whole = start == 0 and _ONLY_PARTICLE.fullmatch(joined[end:])
                if word in _COMPOUNDS or (len(word) > 3 and word in bodies_by_form()):
                    return True
                if (
                    not are_words
                    and (is_whole or len(word) > 2)
                    and (_is_name(word) or (start == 0 and len(word) > 2 and word in self.words))
                ):
                    return True
        return False


def _is_name(word: str) -> bool:
    """Whether it is a known word, place or organisation."""
    return is_word(word) or word in places() or (len(word) > 2 and word in bodies_by_form())


def _begins_with_word(text: str) -> bool:
    return any(_is_name(text[:end]) for end in range(2, min(len(text), _LONGEST_WORD) + 1))


def _last_word(line: str) -> str:
    match = re.search(r"[가-힣]+$", line.strip()[-40:])
    return match.group() if match else ""


def _stem(word: str) -> str:
    return re.sub(r"(?:에서|으로|은|는|이|가|을|를|과|와|의|에|로|도)$", "", word)


def _is_korean(before: str, line: str) -> bool:
    left, right = before.strip()[-1:], line.strip()[:1]
    return "가" <= left <= "힣" and "가" <= right <= "힣"


def _is_chinese(before: str, line: str) -> bool:
    """Whether ideographs or their punctuation are on both sides; with alphanumerics on one, whether the lines contain no
    Hangul."""
    left, right = before.strip()[-1:], line.strip()[:1]
    han = re.compile(f"[{_HAN}{_CHINESE_PUNCTUATION}]")
    sides = bool(han.match(left)), bool(han.match(right))
    if all(sides):
        return True
    return any(sides) and (left.isalnum() and right.isalnum()) and not re.search("[가-힣]", before[-40:] + line[:40])

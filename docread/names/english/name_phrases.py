"""Phrases of capitalised words: where a name begins and ends, `and` and commas within it included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from docread.names.english.places import places
from docread.names.english.vocabulary import EVENT_WORDS, HEADS, ROLE_WORDS, STARTERS, SUBJECTS, SUFFIXES
from docread.patterns import regex

_TOKEN = regex(
    r"(?:[A-Z]\.){2,}|(?:Co|Ltd|Inc|Corp|Pte|Pty|Dr|Mr|Ms|Mrs|Prof|St|Rep|Sen|Gov|No|Mt)\.|[^\W_](?:[\w&+’'/-]*[\w&+])?|[^\s\w]"
)
# These belong to names with their `'s`.
_OWNED = regex(r"^(?:People|Women|Children|Workers|Farmers|Consumer|Manufacturer|Teacher)['’]s$")
_POSSESSIVE = regex(r"['’]s?$")
_HALLS = {"Convention", "Exhibition", "Conference", "Expo", "Passenger", "Cargo", "Arts", "Culture"}
# `Suwon-based X`: says where, and is no part of the name.
_LEADS = regex(r"-(?:based|headquartered|listed|led|invested|funded|owned)$")
_WHEN = regex(
    r"(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember|October|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?|\w+day"
)
_JOINS = {"of", "for", "on"}


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    start: int
    end: int

    bare: str  # without the sign of the possessive
    is_name: bool

    @property
    def owns(self) -> bool:
        """Whether it stands in the possessive, so that the name ends here."""
        return self.bare != self.text


@lru_cache(maxsize=8192)
def _looks(text: str) -> tuple[str, bool]:
    """The word without its possessive, and whether it may belong to a name: it begins with a capital, or mixes cases as
    some firms do (`iM`, `aT`)."""
    bare = text if _OWNED.match(text) else _POSSESSIVE.sub("", text)
    digits = text[0].isdigit() and any(each.isupper() for each in text)
    return bare, text[0].isupper() or digits or bool(re.match(r"[a-z]{1,2}[A-Z]", text))


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens of one name."""

    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        last = self.tokens[-1]
        return last.start + len(last.bare)

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(token.bare for token in self.tokens)


def tokens_of(folded: str, start: int, end: int) -> list[Token]:
    return [
        Token(match.group(), match.start(), match.end(), *_looks(match.group()))
        for match in _TOKEN.finditer(folded, start, end)
    ]


def phrases_of(folded: str, tokens: list[Token]) -> Iterator[Phrase]:
    """The longest phrases that may be one name, in order. A role ends one, and so does a possessive."""
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if (
            not token.is_name
            or _LEADS.search(token.text)
            or token.bare in ROLE_WORDS
            or (token.text in STARTERS and not _in_name(folded, tokens, index))
        ):
            index += 1
            continue
        stop = _grown(folded, tokens, index)
        yield Phrase(tuple(tokens[index:stop]))
        index = stop


def _in_name(folded: str, tokens: list[Token], index: int) -> bool:
    """`First Solar`, `Global Green Growth Institute`: a word that may also begin a sentence, within one."""
    token = tokens[index]
    if token.text == "An":
        return index > 0 and tokens[index - 1].text.islower() and index + 1 < len(tokens) and tokens[index + 1].is_name
    if token.text in {
        "The",
        "A",
        "In",
        "On",
        "At",
        "By",
        "For",
        "From",
        "With",
        "It",
        "He",
        "She",
        "They",
        "We",
        "This",
        "That",
    }:
        return False
    inside = (
        index > 0
        and tokens[index - 1].text not in {".", "!", "?", '"', "“", ":", "-"}
        and folded[token.start - 1] == " "
    )
    head = any(each.text in HEADS for each in tokens[index + 1 : index + 6] if each.is_name)
    known = (
        token.text in {"Global", "Foreign", "Local", "Overseas", "New", "First", "Special"}
        and index + 1 < len(tokens)
        and tokens[index + 1].is_name
    )
    return (inside or head) and known


def _adjacent(folded: str, one: Token, other: Token) -> bool:
    return other.start - one.end <= 1 and "\n" not in folded[one.end : other.start]


def _grown(folded: str, tokens: list[Token], index: int) -> int:
    """One past the last token of the phrase that begins at `index`."""
    stop = index + 1
    headed = tokens[index].text in HEADS
    while stop < len(tokens) and not tokens[stop - 1].owns:
        token, last = tokens[stop], tokens[stop - 1]
        if not _adjacent(folded, last, token):
            break
        after = tokens[stop + 1] if stop + 1 < len(tokens) else None
        if token.is_name and token.bare not in ROLE_WORDS and not _LEADS.search(token.text):
            if last.text in {"Ltd.", "Inc.", "Corp.", "LLC", "Limited"} and token.text not in SUFFIXES:
                break
            headed = headed or token.text in HEADS
            stop += 1
        elif (width := _joined(folded, tokens, stop, headed)) and after:
            stop += width
        else:
            break
    while tokens[stop - 1].text in {"of", "for", "the", "and", "&", ",", "on", "in"} and stop > index + 1:
        stop -= 1
    return stop


def _joined(folded: str, tokens: list[Token], at: int, headed: bool) -> int:
    """How many tokens of a connection (`of the`, `and`, `,`) stand at `at` and go on with the name; 0 if none does."""
    token, last = tokens[at], tokens[at - 1]
    ahead = tokens[at + 1 : at + 8]
    if not ahead:
        return 0
    if token.text == "&":
        return int(ahead[0].is_name)
    if token.text in _JOINS:
        return _of(last, ahead, headed)
    if token.text == "in":
        return int(
            headed and last.text in {"Korea", "China", "Commerce", "Embassy", "Consulate"} and ahead[0].bare in places()
        )
    if token.text == "and":
        halls = last.text in _HALLS and ahead[0].bare in _HALLS
        return int(halls or (last.text in SUBJECTS and ahead[0].bare in SUBJECTS))
    return _comma(last, ahead, headed) if token.text == "," else 0


def _of(last: Token, ahead: list[Token], headed: bool) -> int:
    """`of`, `of the`, `for` after a head, a subject or an event."""
    if not (headed or last.text in EVENT_WORDS or last.text in {"Promotion", "Advancement", "People"}):
        return 0
    the = ahead[0].text == "the"
    named = ahead[1] if the and len(ahead) > 1 else ahead[0]
    known = last.text in HEADS | SUBJECTS | EVENT_WORDS or last.text in {"General", "Republic"}
    if _WHEN.fullmatch(named.text):
        return 0  # `Forum on September 9`
    return (2 if the else 1) if known and named.is_name and named.text not in STARTERS else 0


def _comma(last: Token, ahead: list[Token], headed: bool) -> int:
    """`Trade, Industry and Energy` after a head; `Co., Ltd.`."""
    if ahead[0].text in SUFFIXES:
        return 1
    if not headed or last.text not in SUBJECTS or ahead[0].text not in SUBJECTS:
        return 0
    for index, token in enumerate(ahead[1:], 1):
        if token.text in {"and", "&"}:
            return 1 if index + 1 < len(ahead) and ahead[index + 1].bare in SUBJECTS else 0
        if token.text != "," and token.text not in SUBJECTS:
            return 0
    return 0

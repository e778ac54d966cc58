"""Whom to propose to a participant, and why: pure, and fast enough to be asked for every page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from gyoryu.base.search import tokenize

Code = Literal["field", "project", "hs6", "hs4", "text", "language"]
# A field that one offers and the other needs weighs as much as all that texts can say.
WEIGHTS: dict[Code, float] = {"project": 5.0, "field": 4.0, "hs6": 4.0, "hs4": 2.0, "text": 4.0, "language": 1.0}
MAX_PER_KIND = 2  # two common fields count twice, a third adds nothing
ENOUGH_IN_COMMON = 2  # tokens of a text; one could be chance
MAX_TOKENS = 6  # that count


@dataclass(frozen=True, slots=True)
class Profile:
    """What one brings and looks for. `projects`: fields that its projects want; words are tokens of free text."""

    id: int
    offers: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    projects: frozenset[str] = frozenset()
    offered_hs: frozenset[str] = frozenset()
    needed_hs: frozenset[str] = frozenset()
    offered_words: frozenset[str] = frozenset()
    needed_words: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code with what it is about (codes of fields, HS codes or languages)."""

    code: Code
    weight: float
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    id: int
    reasons: tuple[Reason, ...] = field(default=())

    @property
    def weight(self) -> float:
        return sum(reason.weight for reason in self.reasons)


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Tokens that can be compared: Hangul and Chinese by twos, other words of three letters or more."""
    return frozenset().union(*map(_words, texts))


@lru_cache(maxsize=20_000)  # the other side of a large event; every page that suggests reads all of them
def _words(text: str) -> frozenset[str]:
    return frozenset(token for token in tokenize([text]) if len(token) > 2 or (len(token) == 2 and not token.isascii()))


def suggest(me: Profile, others: Iterable[Profile], most: int = 12) -> list[Suggestion]:
    """The best counterparts, weightiest first; ties by number, so that the list does not jump. A common language alone
    is no reason."""
    found = []
    for other in others:
        reasons = reasons_for(me, other)
        if any(reason.code != "language" for reason in reasons):
            found.append(Suggestion(other.id, tuple(reasons)))
    found.sort(key=lambda suggestion: (-suggestion.weight, suggestion.id))
    return found[:most]


def reasons_for(me: Profile, other: Profile) -> list[Reason]:
    """All that speaks for the two, weightiest first."""
    mine, theirs = me.offers & other.needs, me.needs & other.offers
    wanted = (me.offers & other.projects) | (me.projects & other.offers)
    found = [
        _of("project", wanted),
        _of("field", (mine | theirs) - wanted),
        *_customs(me, other),
        _text(me, other),
        _of("language", me.languages & other.languages),
    ]
    return sorted((reason for reason in found if reason), key=lambda reason: -reason.weight)


def _of(code: Code, about: frozenset[str]) -> Reason | None:
    if not about:
        return None
    count = 1 if code == "language" else min(len(about), MAX_PER_KIND)
    return Reason(code, WEIGHTS[code] * count, tuple(sorted(about)))


def _customs(me: Profile, other: Profile) -> list[Reason | None]:
    """The same six digits, or failing them the same heading of four."""
    same = (me.offered_hs & other.needed_hs) | (me.needed_hs & other.offered_hs)
    if same or not (me.offered_hs or me.needed_hs):
        return [_of("hs6", same)]
    headings = (_headings(me.offered_hs) & _headings(other.needed_hs)) | (
        _headings(me.needed_hs) & _headings(other.offered_hs)
    )
    return [_of("hs4", headings)]


def _headings(codes: frozenset[str]) -> frozenset[str]:
    return frozenset(code[:4] for code in codes)


def _text(me: Profile, other: Profile) -> Reason | None:
    """What one writes that it needs, in what the other writes that it offers."""
    common = max(len(me.needed_words & other.offered_words), len(me.offered_words & other.needed_words))
    if common < ENOUGH_IN_COMMON:
        return None
    return Reason("text", WEIGHTS["text"] * min(common, MAX_TOKENS) / MAX_TOKENS)

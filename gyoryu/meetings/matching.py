"""Suggest counterparts to a participant, with reasons: pure, and fast enough for every page."""

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
    """Offers and needs of a participant. `projects`: fields that its projects need; words are tokens of free text."""

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
    """Reason for a suggestion: a code and what it concerns (codes of fields, HS codes or languages)."""

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
    """Tokens that can be compared: Hangul and Chinese in bigrams, other words of three characters or more."""
    return frozenset().union(*map(_words, texts))


@lru_cache(maxsize=20_000)  # the other side of a large event; every page that suggests reads all of them
def _words(text: str) -> frozenset[str]:
    return frozenset(token for token in tokenize([text]) if len(token) > 2 or (len(token) == 2 and not token.isascii()))


def suggest(profile: Profile, counterparts: Iterable[Profile], most: int = 12) -> list[Suggestion]:
    """Return the best counterparts, weightiest first; ties by number, so that the list does not jump. A common language
    alone is no reason."""
    suggestions = []
    for counterpart in counterparts:
        reasons = reasons_for(profile, counterpart)
        if any(reason.code != "language" for reason in reasons):
            suggestions.append(Suggestion(counterpart.id, tuple(reasons)))
    suggestions.sort(key=lambda suggestion: (-suggestion.weight, suggestion.id))
    return suggestions[:most]


def reasons_for(profile: Profile, counterpart: Profile) -> list[Reason]:
    """Return all that speaks for the two, weightiest first."""
    offered, needed = profile.offers & counterpart.needs, profile.needs & counterpart.offers
    project_fields = (profile.offers & counterpart.projects) | (profile.projects & counterpart.offers)
    reasons = [
        _reason("project", project_fields),
        _reason("field", (offered | needed) - project_fields),
        *_hs_reasons(profile, counterpart),
        _text_reason(profile, counterpart),
        _reason("language", profile.languages & counterpart.languages),
    ]
    return sorted((reason for reason in reasons if reason), key=lambda reason: -reason.weight)


def _reason(code: Code, about: frozenset[str]) -> Reason | None:
    if not about:
        return None
    count = 1 if code == "language" else min(len(about), MAX_PER_KIND)
    return Reason(code, WEIGHTS[code] * count, tuple(sorted(about)))


def _hs_reasons(profile: Profile, counterpart: Profile) -> list[Reason | None]:
    """The same six digits, or failing them the same heading of four."""
    codes = (profile.offered_hs & counterpart.needed_hs) | (profile.needed_hs & counterpart.offered_hs)
    if codes or not (profile.offered_hs or profile.needed_hs):
        return [_reason("hs6", codes)]
    headings = (_headings(profile.offered_hs) & _headings(counterpart.needed_hs)) | (
        _headings(profile.needed_hs) & _headings(counterpart.offered_hs)
    )
    return [_reason("hs4", headings)]


def _headings(codes: frozenset[str]) -> frozenset[str]:
    return frozenset(code[:4] for code in codes)


def _text_reason(profile: Profile, counterpart: Profile) -> Reason | None:
    """Return the reason from common words in the needs of one and the offers of the other, if there are enough."""
    common = max(
        len(profile.needed_words & counterpart.offered_words), len(profile.offered_words & counterpart.needed_words)
    )
    if common < ENOUGH_IN_COMMON:
        return None
    return Reason("text", WEIGHTS["text"] * min(common, MAX_TOKENS) / MAX_TOKENS)

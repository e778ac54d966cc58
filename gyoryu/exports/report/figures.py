"""Key figures: numbers, volume and quality of the plan, and the distance to the proved bounds."""

from __future__ import annotations

from dataclasses import dataclass

from gyoryu.base.names import Names
from gyoryu.exports.assessment import Assessment, assessments, displayed
from gyoryu.exports.texts import in_all_languages
from gyoryu.exports.timetable import Timetable

_HEADLINES = ("placed", "must", "weight", "breaks")


@dataclass(frozen=True, slots=True)
class Card:
    """A figure. `limit`: the words beside it, if any; `gauge`: percent of the limit, None where none is drawn."""

    name: Names
    reached: str
    is_proved: bool
    limit: Names | None
    gauge: str | None
    in_words: Names


@dataclass(frozen=True, slots=True)
class Figures:
    status: Names
    cards: list[Card]
    sentences: list[Names]


def figures(timetable: Timetable) -> Figures:
    results = assessments(timetable)
    return Figures(
        status=in_all_languages(f"status_{timetable.plan.status}"),
        cards=[_card(timetable, result) for result in results if result.key in _HEADLINES],
        sentences=[result.in_words for result in results if result.key not in _HEADLINES],
    )


def _card(timetable: Timetable, assessment: Assessment) -> Card:
    return Card(
        name=assessment.name,
        reached=displayed(assessment.reached),
        is_proved=assessment.key != "placed" and assessment.limit is not None and assessment.proved,
        limit=_limit(timetable, assessment),
        gauge=_gauge(assessment),
        in_words=assessment.in_words,
    )


def _limit(timetable: Timetable, assessment: Assessment) -> Names | None:
    if assessment.key == "placed":
        return in_all_languages("out_of", n=f"{len(timetable.wishes):,}")
    if assessment.limit is None:
        return None
    return in_all_languages("limit_is", limit=displayed(assessment.limit))


def _gauge(assessment: Assessment) -> str | None:
    """Return the part of the limit that is reached; drawn only where more is better."""
    if assessment.limit is None or assessment.limit <= 0 or assessment.key == "breaks":
        return None
    return f"{min(100.0, 100 * assessment.reached / assessment.limit):.1f}"

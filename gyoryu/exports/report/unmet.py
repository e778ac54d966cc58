"""Unmet wishes: bars of the reasons, and a list with an explanation of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gyoryu.base.names import LANGUAGES, Names
from gyoryu.exports.report.bars import Bar, bars
from gyoryu.exports.report.multilingual import own_name
from gyoryu.exports.sentences import Obstacle, reason_heading, sentence
from gyoryu.exports.texts import in_all_languages
from gyoryu.exports.timetable import Timetable


class UnmetWish(NamedTuple):
    """Unmet wish. A tuple, which a template unpacks: there are tens of thousands. `*_tag`: BCP 47 tag of the name's
    language; the last three are the explanation in each language."""

    firm_id: str
    firm_tag: str
    firm: str
    buyer_id: str
    buyer_tag: str
    buyer: str
    is_must: bool
    ko: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Unmet:
    lead: Names
    reasons: list[Bar]
    wishes: list[UnmetWish]


def unmet(timetable: Timetable, obstacles: Sequence[Obstacle]) -> Unmet:
    if not obstacles:
        return Unmet(in_all_languages("unmet_none"), [], [])
    count = Counter(Names(*(reason_heading(o.reason, language) for language in LANGUAGES)) for o in obstacles)
    return Unmet(
        lead=in_all_languages("unmet_words", n=f"{len(obstacles):,}"),
        reasons=bars(count.most_common()),
        wishes=[_wish(timetable, obstacle) for obstacle in obstacles],
    )


def _wish(timetable: Timetable, obstacle: Obstacle) -> UnmetWish:
    pair = timetable.pairs[obstacle.pair]
    firm, buyer = timetable.sides(pair)
    return UnmetWish(
        firm.id,
        *own_name(firm),
        buyer.id,
        *own_name(buyer),
        pair.kind == "must",
        sentence(timetable, obstacle, "ko"),
        sentence(timetable, obstacle, "zh"),
        sentence(timetable, obstacle, "en"),
    )

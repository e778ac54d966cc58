"""Number of breaks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from gyoryu.base.names import Names
from gyoryu.exports.report.bars import Bar, bars
from gyoryu.exports.report.multilingual import side_of
from gyoryu.exports.texts import in_all_languages
from gyoryu.exports.timetable import Timetable


@dataclass(frozen=True, slots=True)
class BreaksPanel:
    side: Names
    bars: list[Bar]


def breaks(timetable: Timetable) -> list[BreaksPanel]:
    """Count participants with no break, one, two …; firms and buyers separately."""
    panels = []
    for side in ("firms", "buyers"):
        count = Counter(timetable.breaks_of(attendee.id) for attendee in side_of(timetable, side))
        highest = max(count, default=0)
        counts = [(Names(en=str(n)), count[n]) for n in range(highest + 1)]
        panels.append(BreaksPanel(in_all_languages(side), bars(counts)))
    return panels

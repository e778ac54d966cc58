"""The meeting matrix as one SVG: firms as rows, buyers as columns, a mark for each meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gyoryu.meetings.models import Meeting, MeetingLog
from gyoryu.programmes.models import Event

MAX_SHOWN = 160  # of each side: beyond that the marks are too small to see
CELL = 7  # units of the SVG
RANK = {"": 0, "consulted": 1, "pursuing": 2, "signed": 3}


@dataclass(frozen=True, slots=True)
class Mark:
    x: int
    y: int
    css: str
    title: str
    meeting: int


def picture(event: Event) -> dict[str, Any]:
    """Return marks and size. Rows and columns are sorted by their number of meetings."""
    rows = list(
        Meeting.objects.filter(event=event)
        .exclude(state=Meeting.State.CANCELLED)
        .values_list("pk", "seller_id", "buyer_id", "state", "seller__number", "buyer__number")
    )
    firms, buyers = _order(row[1] for row in rows), _order(row[2] for row in rows)
    stages = _stages(event)
    marks = [
        Mark(
            x=CELL * buyers[buyer],
            y=CELL * firms[seller],
            css=stages.get(number) or str(state),
            title=f"{firm} × {other}",
            meeting=number,
        )
        for number, seller, buyer, state, firm, other in rows
        if firms[seller] < MAX_SHOWN and buyers[buyer] < MAX_SHOWN
    ]
    width, height = CELL * min(len(buyers), MAX_SHOWN), CELL * min(len(firms), MAX_SHOWN)
    return {"marks": marks, "width": width, "height": height, "cell": CELL - 1, "count": len(rows)}


def _order(numbers: Any) -> dict[int, int]:
    count: dict[int, int] = {}
    for number in numbers:
        count[number] = count.get(number, 0) + 1
    return {number: index for index, number in enumerate(sorted(count, key=lambda n: (-count[n], n)))}


def _stages(event: Event) -> dict[int, str]:
    """Return the furthest stage in the logs of each meeting."""
    stages: dict[int, str] = {}
    for meeting, stage in MeetingLog.objects.filter(meeting__event=event).values_list("meeting_id", "stage"):
        if RANK[stage] > RANK[stages.get(meeting, "")]:
            stages[meeting] = stage
    return stages

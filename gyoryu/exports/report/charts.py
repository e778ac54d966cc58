"""How full the days are, how many breaks there are, and how evenly meetings are spread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from statistics import median

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gyoryu.base.names import LANGUAGES, Names
from gyoryu.exports.assessment import displayed
from gyoryu.exports.dates import day_text
from gyoryu.exports.report.multilingual import multilingual, plain_name, section, side_of, text
from gyoryu.exports.timetable import Appointment, Timetable
from gyoryu.meetings.consultation import Attendee
from meetplan.problem import Slot

_BAR, _HEIGHT, _LEFT = 8, 150, 26  # pixels: width of a participant, height of the plot, width of the scale

# What a meeting takes: how many there are, and which of them an appointment has.
_RESOURCES: tuple[tuple[str, Callable[[Timetable], int], Callable[[Appointment], str | None]], ...] = (
    ("firms", lambda timetable: len(timetable.firms), lambda a: a.firm.id),
    ("buyers", lambda timetable: len(timetable.buyers), lambda a: a.buyer.id),
    ("tables", lambda timetable: len(timetable.table_names), lambda a: a.table),
    (
        "interpreters",
        lambda timetable: len(timetable.interpreters),
        lambda a: a.interpreter.id if a.interpreter else None,
    ),
)


def load(timetable: Timetable) -> SafeString:
    """Share of firms, buyers, tables and interpreters at work in each slot, one strip per day."""
    days = [_strip(timetable, day, slots) for day, slots in timetable.days]
    return section("load", "h_load", text("load_lead"), *days)


def _strip(timetable: Timetable, day: str, slots: Sequence[Slot]) -> SafeString:
    appointments = _appointments_in(timetable, slots)
    rows = [
        format_html("<tr><th scope=row>{}</th>{}</tr>", text(key), _heat(_shares(appointments, id_of, count)))
        for key, count_of, id_of in _RESOURCES
        if (count := count_of(timetable))
    ]
    heads = format_html_join("", "<th scope=col>{}</th>", ((slot.start or slot.id,) for slot in slots))
    return format_html(
        "<div class=scroll tabindex=0><table class=heat><caption>{}</caption><thead><tr><td></td>{}</tr></thead>"
        "<tbody>{}</tbody></table></div>",
        multilingual(Names(*(day_text(day, language) for language in LANGUAGES))), heads, SafeString("".join(rows)),
    )  # fmt: skip


def _appointments_in(timetable: Timetable, slots: Sequence[Slot]) -> list[list[Appointment]]:
    return [[a for a in timetable.appointments if a.slot == slot] for slot in slots]


def _shares(
    appointments_by_slot: Iterable[Sequence[Appointment]], id_of: Callable[[Appointment], str | None], count: int
) -> Iterable[float]:
    """Yield which share of `count` is at work in each slot."""
    for appointments in appointments_by_slot:
        at_work = set(filter(None, map(id_of, appointments)))
        yield len(at_work) / count


def _heat(shares: Iterable[float]) -> SafeString:
    return format_html_join(
        "", '<td class="heat-{}">{}</td>', ((min(5, round(share * 5)), round(100 * share)) for share in shares)
    )


def breaks(timetable: Timetable) -> SafeString:
    """How many participants have no break, one, two …; firms and buyers apart."""
    panels = []
    for side in ("firms", "buyers"):
        count = Counter(timetable.breaks_of(attendee.id) for attendee in side_of(timetable, side))
        highest = max(count, default=0)
        rows = [(format_html("{}", n), count[n]) for n in range(highest + 1)]
        panels.append(format_html("<div><h3>{}</h3>{}</div>", text(side), bars(rows)))
    return section(
        "breaks",
        "h_breaks",
        text("breaks_lead"),
        format_html("<div class=panels>{}</div>", SafeString("".join(panels))),
    )


def bars(rows: Sequence[tuple[SafeString, int]]) -> SafeString:
    """A bar chart that is a table: what, a bar, how many."""
    longest = max((n for _, n in rows), default=0) or 1
    body = format_html_join(
        "\n",
        '<tr><th scope=row>{}</th><td class=bar><span style="width:{}%"></span></td><td class=n>{}</td></tr>',
        ((label, f"{100 * n / longest:.1f}", n) for label, n in rows),
    )
    return format_html("<table class=bars><tbody>{}</tbody></table>", body)


def fairness(timetable: Timetable) -> SafeString:
    panels = [_fairness_of(timetable, side) for side in ("firms", "buyers") if side_of(timetable, side)]
    return section("fairness", "h_fair", text("fair_lead"), *panels)


def _fairness_of(timetable: Timetable, side: str) -> SafeString:
    people = side_of(timetable, side)
    meeting_counts = {attendee.id: len(timetable.by_attendee[attendee.id]) for attendee in people}
    counts = sorted(meeting_counts.values())
    words = text("fair_words", median=displayed(median(counts)), least=counts[0], most=counts[-1])
    nobody = sum(n == 0 for n in counts)
    empty = format_html(" · {}", text("nobody", n=nobody)) if nobody else SafeString("")
    order = sorted(people, key=lambda a: (-meeting_counts[a.id], -timetable.wishes_of[a.id]))
    return format_html(
        "<h3>{} <small>{}{}</small></h3><div class=scroll tabindex=0>{}</div>",
        text(side), words, empty, _columns(timetable, order, meeting_counts),
    )  # fmt: skip


def _columns(timetable: Timetable, order: Sequence[Attendee], meeting_counts: dict[str, int]) -> SafeString:
    """An SVG with a bar for each: hollow what was wished, filled what was planned, ticks at minimum and maximum."""
    limits = [p.max for p in (timetable.participants[a.id] for a in order) if p.max is not None]
    highest = max([1, *meeting_counts.values(), *(timetable.wishes_of[a.id] for a in order), *limits])
    scale = _HEIGHT / highest
    width = _LEFT + _BAR * len(order) + 4
    step = max(1, -(-highest // 5))
    lines = format_html_join(
        "",
        "<line class=rule x1={0} x2={1} y1={2} y2={2} /><text class=scale x={3} y={4}>{5}</text>",
        (
            (_LEFT, width, f"{_y(n, scale):.1f}", _LEFT - 5, f"{_y(n, scale) + 3.5:.1f}", n)
            for n in range(0, highest + 1, step)
        ),
    )
    columns = SafeString(
        "".join(_column(timetable, attendee, k, meeting_counts, scale) for k, attendee in enumerate(order))
    )
    return format_html(
        '<svg class=columns role=img width={0} height={1} viewBox="0 0 {0} {1}" aria-labelledby="h-fairness">'
        "{2}{3}</svg>",
        width, _HEIGHT + 22, lines, columns,
    )  # fmt: skip


def _y(n: float, scale: float) -> float:
    return 10 + _HEIGHT - n * scale


def _column(
    timetable: Timetable, attendee: Attendee, k: int, meeting_counts: dict[str, int], scale: float
) -> SafeString:
    participant, x = timetable.participants[attendee.id], _LEFT + _BAR * k
    wish_count, meeting_count = timetable.wishes_of[attendee.id], meeting_counts[attendee.id]
    ticks = [n for n in (participant.min or None, participant.max) if n is not None]
    tick_lines = format_html_join(
        "", "<line class=tick x1={0} x2={1} y1={2} y2={2} />", ((x, x + _BAR, f"{_y(n, scale):.1f}") for n in ticks)
    )
    return format_html(
        "<g><title>{}: {} / {}</title><rect class=wished x={} y={} width={} height={} />"
        "<rect class=got x={} y={} width={} height={} />{}</g>",
        plain_name(attendee), meeting_count, wish_count,
        x + 1.5, f"{_y(wish_count, scale):.1f}", _BAR - 3, f"{wish_count * scale:.1f}",
        x + 1, f"{_y(meeting_count, scale):.1f}", _BAR - 2, f"{meeting_count * scale:.1f}", tick_lines,
    )  # fmt: skip

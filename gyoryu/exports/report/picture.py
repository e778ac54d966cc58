"""The timetable as a picture: tables down, slots across, one chip for each meeting."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gyoryu.base.names import LANGUAGES, Names
from gyoryu.exports.dates import clock_text, day_text
from gyoryu.exports.report.multilingual import counter, multilingual, own_name, plain_name, section, text
from gyoryu.exports.texts import language_pair
from gyoryu.exports.timetable import Appointment, Timetable
from meetplan.problem import Slot

_TINTS = 6  # classes need-0 … need-5 in the style sheet


def picture(timetable: Timetable) -> SafeString:
    language_numbers = _number_language_pairs(timetable)
    find = format_html(
        "<div class=find><label for=find>{}</label> <input id=find type=search autocomplete=off>"
        " {}</div>{}",
        text("find"), counter("find", "found", "found"), _legend(language_numbers),
    )  # fmt: skip
    days = [_day(timetable, day, slots, language_numbers) for day, slots in timetable.days]
    return section("picture", "h_picture", text("picture_lead"), find, *days)


def _number_language_pairs(timetable: Timetable) -> dict[tuple[str, str], int]:
    """Pairs of languages between which someone interprets -> number of a tint; the most frequent first."""
    count: dict[tuple[str, str], int] = {}
    for a in timetable.appointments:
        if a.languages and a.interpreter:
            count[a.languages] = count.get(a.languages, 0) + 1
    order = sorted(count, key=lambda pair: (-count[pair], pair))
    return {pair: min(k, _TINTS - 1) for k, pair in enumerate(order)}


def _mark(languages: tuple[str, str]) -> str:
    return "–".join(code.upper() for code in languages)


def _legend(language_numbers: dict[tuple[str, str], int]) -> SafeString:
    entries = format_html_join(
        "",
        '<li><span class="chip need-{}" aria-hidden=true><i>{}</i></span> {}</li>',
        (
            (k, _mark(pair), multilingual(Names(*(language_pair(pair, language) for language in LANGUAGES))))
            for pair, k in language_numbers.items()
        ),
    )
    return format_html(
        "<ul class=legend>{}<li><span class=chip aria-hidden=true></span> {}</li></ul>", entries, text("legend_same")
    )


def _day(
    timetable: Timetable, day: str, slots: Sequence[Slot], language_numbers: dict[tuple[str, str], int]
) -> SafeString:
    title = multilingual(Names(*(day_text(day, language) for language in LANGUAGES)))
    number = list(dict(timetable.days)).index(day)
    heads = format_html_join("", "<th scope=col>{}</th>", ((clock_text(slot),) for slot in slots))
    rows = []
    for id, name in timetable.table_names.items():
        appointments = [timetable.appointment_at.get((id, slot.id)) for slot in slots]
        rows.append(_row(format_html("{}", name), appointments, timetable, language_numbers))
    rows += [
        _row(text("legend_online"), appointments, timetable, language_numbers)
        for appointments in timetable.online_rows(slots)
    ]
    return format_html(
        "<h3 id=day-{0}>{1}</h3>\n<div class=scroll role=region aria-labelledby=day-{0} tabindex=0>"
        "<table class=grid><thead><tr><th scope=col>{2}</th>{3}</tr></thead><tbody>\n{4}</tbody></table></div>",
        number, title, text("table"), heads, SafeString("\n".join(rows)),
    )  # fmt: skip


def _row(
    name: SafeString,
    cells: Sequence[Appointment | None],
    timetable: Timetable,
    language_numbers: dict[tuple[str, str], int],
) -> SafeString:
    chips = format_html_join("", "<td>{}</td>", ((_chip(a, timetable, language_numbers) if a else "",) for a in cells))
    return format_html("<tr><th scope=row>{}</th>{}</tr>", name, chips)


def _chip(a: Appointment, timetable: Timetable, language_numbers: dict[tuple[str, str], int]) -> SafeString:
    language_class, mark = "", SafeString("")
    if a.languages and a.interpreter:
        language_class, mark = f" need-{language_numbers[a.languages]}", format_html("<i>{}</i>", _mark(a.languages))
    table_name = "" if a.table is None else timetable.table_name(a.table)
    helper = a.interpreter.names.in_language(a.interpreter.language) if a.interpreter else ""
    tip = " · ".join(
        part for part in (clock_text(a.slot), table_name, plain_name(a.firm), plain_name(a.buyer), helper) if part
    )
    return format_html(
        '<button type=button class="chip{}" tabindex=-1 data-a="{}" data-b="{}" title="{}"><b>{}</b>{}{}</button>',
        language_class, a.firm.id, a.buyer.id, tip, own_name(a.firm), own_name(a.buyer), mark,
    )  # fmt: skip

"""Who wanted whom, and who got whom: firms down, buyers across."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gyoryu.base.names import LANGUAGE_TAGS
from gyoryu.exports.print import shorten
from gyoryu.exports.report.multilingual import plain_name, script_of, section, text
from gyoryu.exports.timetable import Timetable
from meetplan.problem import Pair

_CELL, _LEFT, _TOP = 13, 150, 46  # pixels
_SHAPES = {  # drawn in a cell of 13 by 13
    "mutual": '<rect x="2.5" y="2.5" width="8" height="8"/>',
    "seller": '<path d="M2.5 2l8.5 4.5-8.5 4.5z"/>',
    "buyer": '<circle cx="6.5" cy="6.5" r="4.2"/>',
    "unknown": '<path d="M6.5 1.8l4.7 4.7-4.7 4.7-4.7-4.7z"/>',
}


def matrix(timetable: Timetable) -> SafeString:
    kinds = {pair.id: _asked(timetable, pair) for pair in timetable.wishes}
    rows = {attendee.id: k for k, attendee in enumerate(timetable.firms)}
    columns = {attendee.id: k for k, attendee in enumerate(timetable.buyers)}
    width, height = _LEFT + _CELL * len(columns) + 8, _TOP + _CELL * len(rows) + 8
    cells = SafeString("".join(_cell(timetable, pair, kinds[pair.id], rows, columns) for pair in timetable.wishes))
    shapes = SafeString("".join(f'<symbol id="wish-{k}" viewBox="0 0 13 13">{s}</symbol>' for k, s in _SHAPES.items()))
    drawing = format_html(
        '<div class="scroll tall" tabindex=0><svg class=matrix role=img width={0} height={1} viewBox="0 0 {0} {1}" '
        'aria-labelledby="h-matrix"><defs>{2}</defs>{3}{4}</svg></div>',
        width, height, shapes, _labels(timetable, width, height), cells,
    )  # fmt: skip
    return section("matrix", "h_matrix", text("matrix_lead"), _tally(timetable, kinds), drawing)


def _asked(timetable: Timetable, pair: Pair) -> str:
    sides = timetable.consultation.asked_by.get(pair.id, frozenset())
    return "mutual" if len(sides) == 2 else next(iter(sides), "unknown")


def _tally(timetable: Timetable, kinds: dict[str, str]) -> SafeString:
    """The matrix in numbers, which is its legend as well."""
    rows = []
    for kind in _SHAPES:
        pair_ids = [id for id, pair_kind in kinds.items() if pair_kind == kind]
        if pair_ids:
            placed_count = sum(id in timetable.placed for id in pair_ids)
            rows.append(
                (
                    kind,
                    text(f"wish_{kind}"),
                    placed_count,
                    len(pair_ids) - placed_count,
                    f"{100 * placed_count / len(pair_ids):.0f}%",
                )
            )
    body = format_html_join(
        "",
        '<tr><th scope=row>{1}</th><td><svg class="matrix key" width=13 height=13 aria-hidden=true><use class=got '
        'href="#wish-{0}" width=13 height=13 /></svg> {2}</td><td><svg class="matrix key" width=13 height=13 '
        'aria-hidden=true><use class=missed href="#wish-{0}" width=13 height=13 /></svg> {3}</td><td>{4}</td></tr>',
        rows,
    )
    return format_html(
        "<table class=tally><thead><tr><td></td><th scope=col>{}</th><th scope=col>{}</th><th scope=col>%</th></tr>"
        "</thead><tbody>{}</tbody></table>",
        text("got"), text("not_got"), body,
    )  # fmt: skip


def _labels(timetable: Timetable, width: int, height: int) -> SafeString:
    firm_labels = format_html_join(
        "",
        '<line class=rule x1=0 x2={0} y1={1} y2={1} /><text x=0 y={2} lang="{3}">{4}</text>',
        (
            (
                width,
                _TOP + _CELL * (k + 1),
                _TOP + _CELL * k + 10,
                LANGUAGE_TAGS[script_of(a.names, a.language)],
                shorten(plain_name(a), 24),
            )
            for k, a in enumerate(timetable.firms)
        ),
    )
    buyers = format_html_join(
        "",
        '<line class=rule x1={0} x2={0} y1={1} y2={2} /><text transform="translate({3} {1}) rotate(-60)">'
        "<title>{4}</title>{5}</text>",
        (
            (_LEFT + _CELL * (k + 1), _TOP - 3, height, _LEFT + _CELL * k + 10, plain_name(a), shorten(a.id, 8))
            for k, a in enumerate(timetable.buyers)
        ),
    )
    return SafeString(firm_labels + buyers)


def _cell(timetable: Timetable, pair: Pair, kind: str, rows: dict[str, int], columns: dict[str, int]) -> SafeString:
    firm, buyer = timetable.sides(pair)
    if firm.id not in rows or buyer.id not in columns:
        return SafeString("")  # two of one side: they have no place in this picture
    return format_html(
        '<use class={} href="#wish-{}" x={} y={} width=13 height=13><title>{} · {}</title></use>',
        "got" if pair.id in timetable.placed else "missed", kind,
        _LEFT + _CELL * columns[buyer.id], _TOP + _CELL * rows[firm.id],
        plain_name(firm), plain_name(buyer),
    )  # fmt: skip

"""The headline: how many, how much, how good, and how far from what is proved."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gyoryu.exports.assessment import Assessment, assessments, displayed
from gyoryu.exports.report.multilingual import multilingual, text
from gyoryu.exports.timetable import Timetable

_HEADLINES = ("placed", "must", "weight", "breaks")


def figures(timetable: Timetable) -> SafeString:
    results = assessments(timetable)
    cards = format_html_join("\n", "{}", ((_card(timetable, j),) for j in results if j.key in _HEADLINES))
    other_cards = format_html_join(
        "\n", "<li>{}</li>", ((multilingual(j.in_words),) for j in results if j.key not in _HEADLINES)
    )
    return format_html(
        "<section id=figures aria-labelledby=h-figures><h2 id=h-figures>{}</h2>\n<p class=status>{}</p>\n"
        "<div class=cards>\n{}</div>\n<ul class=words>{}</ul></section>",
        text("sheet_summary"), text(f"status_{timetable.plan.status}"), cards, other_cards,
    )  # fmt: skip


def _card(timetable: Timetable, assessment: Assessment) -> SafeString:
    return format_html(
        "<article class=card><h3>{}</h3><p class=figure>{} <small>{}</small></p>{}<p>{}</p></article>",
        multilingual(assessment.name), displayed(assessment.reached), _beside(timetable, assessment),
        _gauge(assessment), multilingual(assessment.in_words),
    )  # fmt: skip


def _beside(timetable: Timetable, assessment: Assessment) -> SafeString:
    if assessment.key == "placed":
        return text("out_of", n=f"{len(timetable.wishes):,}")
    if assessment.limit is None:
        return SafeString("")
    if assessment.proved:
        return format_html("<span class=proved>✓ {}</span>", text("proved"))
    return text("limit_is", limit=displayed(assessment.limit))


def _gauge(assessment: Assessment) -> SafeString:
    """The part of the limit that is reached; drawn only where more is better."""
    if assessment.limit is None or assessment.limit <= 0 or assessment.key == "breaks":
        return SafeString("")
    share = min(100.0, 100 * assessment.reached / assessment.limit)
    return format_html('<div class=gauge aria-hidden=true><span style="width:{}%"></span></div>', f"{share:.1f}")

"""The headline: how many, how much, how good, and how far from what is proved."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gyoryu.exports.assessment import Assessment, assessments, displayed
from gyoryu.exports.report.multilingual import multilingual, text
from gyoryu.exports.timetable import Timetable

_HEADLINES = ("placed", "must", "weight", "breaks")


def figures(timetable: Timetable) -> SafeString:
    found = assessments(timetable)
    cards = format_html_join("\n", "{}", ((_card(timetable, j),) for j in found if j.key in _HEADLINES))
    others = format_html_join(
        "\n", "<li>{}</li>", ((multilingual(j.in_words),) for j in found if j.key not in _HEADLINES)
    )
    return format_html(
        "<section id=figures aria-labelledby=h-figures><h2 id=h-figures>{}</h2>\n<p class=status>{}</p>\n"
        "<div class=cards>\n{}</div>\n<ul class=words>{}</ul></section>",
        text("sheet_summary"), text(f"status_{timetable.plan.status}"), cards, others,
    )  # fmt: skip


def _card(timetable: Timetable, judgement: Assessment) -> SafeString:
    return format_html(
        "<article class=card><h3>{}</h3><p class=figure>{} <small>{}</small></p>{}<p>{}</p></article>",
        multilingual(judgement.name), displayed(judgement.reached), _beside(timetable, judgement),
        _gauge(judgement), multilingual(judgement.in_words),
    )  # fmt: skip


def _beside(timetable: Timetable, judgement: Assessment) -> SafeString:
    if judgement.key == "placed":
        return text("out_of", n=f"{len(timetable.wishes):,}")
    if judgement.limit is None:
        return SafeString("")
    if judgement.proved:
        return format_html("<span class=proved>✓ {}</span>", text("proved"))
    return text("limit_is", limit=displayed(judgement.limit))


def _gauge(judgement: Assessment) -> SafeString:
    """The part of the limit that is reached; drawn only where more is better."""
    if judgement.limit is None or judgement.limit <= 0 or judgement.key == "breaks":
        return SafeString("")
    share = min(100.0, 100 * judgement.reached / judgement.limit)
    return format_html('<div class=gauge aria-hidden=true><span style="width:{}%"></span></div>', f"{share:.1f}")

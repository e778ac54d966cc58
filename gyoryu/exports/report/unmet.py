"""What stood in the way: the reasons as bars, and every wish not met with its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gyoryu.base.names import LANGUAGES, Names
from gyoryu.exports.report.charts import bars
from gyoryu.exports.report.multilingual import counter, multilingual, own_name, section, text
from gyoryu.exports.sentences import Obstacle, reason_heading, sentence
from gyoryu.exports.timetable import Timetable


def unmet(timetable: Timetable, obstacles: Sequence[Obstacle]) -> SafeString:
    if not obstacles:
        return section("unmet", "h_unmet", text("unmet_none"))
    count = Counter(Names(*(reason_heading(o.reason, language) for language in LANGUAGES)) for o in obstacles)
    reasons = bars([(multilingual(heading), n) for heading, n in count.most_common()])
    search = format_html(
        "<div class=find><label for=search>{}</label> <input id=search type=search autocomplete=off> {}</div>",
        text("search_unmet"),
        counter("search", "shown", "shown"),
    )
    items = format_html_join("\n", "{}", ((_item(timetable, obstacle),) for obstacle in obstacles))
    box = format_html('<div class="scroll tall list" tabindex=0><ul id=wishes>\n{}</ul></div>', items)
    return section("unmet", "h_unmet", text("unmet_words", n=f"{len(obstacles):,}"), reasons, search, box)


def _item(timetable: Timetable, obstacle: Obstacle) -> SafeString:
    pair = timetable.pairs[obstacle.pair]
    firm, buyer = timetable.sides(pair)
    must_label = format_html(" <em>{}</em>", text("kind_must")) if pair.kind == "must" else SafeString("")
    return format_html(
        "<li><p class=who><small>{}</small> {} <span aria-hidden=true>×</span> <small>{}</small> {}{}</p>"
        "<p>{}</p></li>",
        firm.id, own_name(firm), buyer.id, own_name(buyer), must_label,
        multilingual(Names(*(sentence(timetable, obstacle, language) for language in LANGUAGES))),
    )  # fmt: skip

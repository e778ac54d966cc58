"""`report.html`: one page without anything from outside, to look at how the meetings came out."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from gyoryu.base.names import LANGUAGE_NAMES, LANGUAGE_TAGS, LANGUAGES, Names
from gyoryu.exports.dates import day_text
from gyoryu.exports.report.charts import breaks, fairness, load
from gyoryu.exports.report.figures import figures
from gyoryu.exports.report.matrix import matrix
from gyoryu.exports.report.multilingual import multilingual, text
from gyoryu.exports.report.picture import picture
from gyoryu.exports.report.unmet import unmet
from gyoryu.exports.sentences import Obstacle
from gyoryu.exports.texts import in_all_languages, translate
from gyoryu.exports.timetable import Timetable

_HERE = Path(__file__).resolve().parent


def write_report(timetable: Timetable, obstacles: Sequence[Obstacle], path: Path) -> None:
    path.write_text(report(timetable, obstacles), encoding="utf-8")


def report(timetable: Timetable, obstacles: Sequence[Obstacle]) -> str:
    """The page. It holds all three languages and shows one: the workbook's, until the reader turns it."""
    script = (_HERE / "behaviour.js").read_text(encoding="utf-8")
    digest = base64.b64encode(sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; img-src data:"
    sections = (
        figures(timetable),
        picture(timetable),
        load(timetable),
        breaks(timetable),
        fairness(timetable),
        matrix(timetable),
        unmet(timetable, obstacles),
    )
    return format_html(
        '<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        "{switch}{banner}{header}<main id=main>\n{sections}</main>\n<footer>{made_by}</footer>\n"
        "<script>{script}</script>\n</body>\n</html>\n",
        lang=LANGUAGE_TAGS[timetable.language],
        policy=policy,
        title=_title(timetable).in_language(timetable.language),
        # our own files, and nothing from the workbook
        style=mark_safe((_HERE / "style.css").read_text(encoding="utf-8")),
        script=mark_safe(script),
        switch=_switch(timetable),
        banner=_banner(timetable),
        header=_header(timetable),
        sections=format_html_join("\n", "{}", ((section,) for section in sections)),
        made_by=text("made_by"),
    )


def _title(timetable: Timetable) -> Names:
    def title(language: str) -> str:
        event = getattr(timetable.title, language) or timetable.title.in_language(timetable.language)
        heading: str = getattr(in_all_languages("report"), language)
        return f"{event} – {heading}" if event else heading

    return Names(title("ko"), title("zh"), title("en"))


def _switch(timetable: Timetable) -> SafeString:
    """Radio buttons before everything else: what follows obeys them by style alone, without any script."""
    title = _title(timetable)
    return format_html_join(
        "\n",
        '<input class=switch type=radio name=language id=say-{} value="{}" data-title="{}"{}>',
        (
            (
                code,
                LANGUAGE_TAGS[code],
                title.in_language(code),
                mark_safe(" checked") if code == timetable.language else "",
            )
            for code in LANGUAGES
        ),
    )


def _banner(timetable: Timetable) -> SafeString:
    if not timetable.consultation.is_sample:
        return SafeString("")
    marks = " · ".join(translate("sample", code) for code in LANGUAGES)
    return format_html("<p class=sample><strong>{}</strong> {}</p>\n", marks, text("sample_note"))


def _header(timetable: Timetable) -> SafeString:
    days = [day for day, _ in timetable.days]
    ends = list(dict.fromkeys((days[0], days[-1]))) if days else []
    when = Names(*(" – ".join(day_text(day, code) for day in ends) for code in LANGUAGES))
    labels = format_html_join(
        "", '<label for=say-{0} lang="{1}">{2}</label>', ((e, LANGUAGE_TAGS[e], LANGUAGE_NAMES[e]) for e in LANGUAGES)
    )
    return format_html(
        "<header><div><p class=eyebrow>{}</p><h1>{}</h1><p class=where>{} · {}</p></div>"
        "<div class=languages>{}</div></header>\n",
        text("report"), multilingual(timetable.title), multilingual(when), multilingual(timetable.venue), labels,
    )  # fmt: skip

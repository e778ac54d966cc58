"""Text of the page: three languages side by side, of which styles show one, and names in the script of their owner."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gyoryu.base.names import LANGUAGES, Language, Names
from gyoryu.exports.texts import LANG_TAGS, in_all_languages
from gyoryu.exports.timetable import Timetable
from gyoryu.meetings.consultation import Attendee


def multilingual(names: Names) -> SafeString:
    """All three; a text that is the same in each stands once."""
    ko, zh, en = (names.in_language(each) for each in ("ko", "zh", "en"))
    if ko == zh == en:
        return format_html("{}", ko)
    return format_html(
        '<span class=t><span lang="ko">{}</span><span lang="zh-Hans">{}</span><span lang="en">{}</span></span>',
        ko,
        zh,
        en,
    )


def text(key: str, **values: object) -> SafeString:
    return multilingual(in_all_languages(key, **values))


def counter(field: str, id: str, key: str) -> SafeString:
    """Where the script says how many were found: it puts the number in the place of # in each language's words."""
    words = in_all_languages(key, n="#")
    spans = format_html_join(
        "", '<span lang="{}" data-words="{}"></span>', ((LANG_TAGS[each], getattr(words, each)) for each in LANGUAGES)
    )
    return format_html("<output for={} id={}><span class=t>{}</span></output>", field, id, spans)


def own_name(someone: Attendee) -> SafeString:
    names, language = someone.names, script_of(someone.names, someone.language)
    return format_html('<span lang="{}">{}</span>', LANG_TAGS[language], names.in_language(someone.language))


def script_of(names: Names, wanted: Language) -> Language:
    """The language in which `Names.in_language(wanted)` answers."""
    answer = names.in_language(wanted)
    order: tuple[Language, ...] = (wanted, "en", "ko", "zh")
    return next(each for each in order if getattr(names, each) == answer)


def plain_name(someone: Attendee) -> str:
    """For tool tips, which have no markup: number and own name."""
    return f"{someone.id} {someone.names.in_language(someone.language)}"


def section(id: str, heading: str, lead: SafeString, *body: SafeString) -> SafeString:
    content = SafeString("\n".join(body))
    return format_html(
        "<section id={0} aria-labelledby=h-{0}><h2 id=h-{0}>{1}</h2>\n<p class=lead>{2}</p>\n{3}</section>",
        id, text(heading), lead, content,
    )  # fmt: skip


def side_of(timetable: Timetable, side: str) -> list[Attendee]:
    return timetable.firms if side == "firms" else timetable.buyers

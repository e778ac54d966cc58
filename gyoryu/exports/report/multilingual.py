"""Text of the page: three languages side by side, of which styles show one, and names in the script of their owner."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gyoryu.base.names import LANGUAGE_TAGS, LANGUAGES, Language, Names
from gyoryu.exports.texts import in_all_languages
from gyoryu.exports.timetable import Timetable
from gyoryu.meetings.consultation import Attendee


def multilingual(names: Names) -> SafeString:
    """All three languages; a text that is the same in each appears once."""
    ko, zh, en = (names.in_language(language) for language in ("ko", "zh", "en"))
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
        "",
        '<span lang="{}" data-words="{}"></span>',
        ((LANGUAGE_TAGS[language], getattr(words, language)) for language in LANGUAGES),
    )
    return format_html("<output for={} id={}><span class=t>{}</span></output>", field, id, spans)


def own_name(attendee: Attendee) -> SafeString:
    names, language = attendee.names, script_of(attendee.names, attendee.language)
    return format_html('<span lang="{}">{}</span>', LANGUAGE_TAGS[language], names.in_language(attendee.language))


def script_of(names: Names, preferred: Language) -> Language:
    """The language in which `Names.in_language(wanted)` answers."""
    text = names.in_language(preferred)
    order: tuple[Language, ...] = (preferred, "en", "ko", "zh")
    return next(language for language in order if getattr(names, language) == text)


def plain_name(attendee: Attendee) -> str:
    """For tool tips, which have no markup: number and own name."""
    return f"{attendee.id} {attendee.names.in_language(attendee.language)}"


def section(id: str, heading: str, lead: SafeString, *body: SafeString) -> SafeString:
    content = SafeString("\n".join(body))
    return format_html(
        "<section id={0} aria-labelledby=h-{0}><h2 id=h-{0}>{1}</h2>\n<p class=lead>{2}</p>\n{3}</section>",
        id, text(heading), lead, content,
    )  # fmt: skip


def side_of(timetable: Timetable, side: str) -> list[Attendee]:
    return timetable.firms if side == "firms" else timetable.buyers

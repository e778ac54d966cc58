"""Tags for texts of the report, each in three languages."""

from __future__ import annotations

from django import template

from gyoryu.base.names import LANGUAGE_TAGS, LANGUAGES, Names
from gyoryu.exports.texts import in_all_languages

register = template.Library()


@register.inclusion_tag("report/multilingual.html")
def multilingual(names: Names) -> dict[str, object]:
    """Render all three languages, of which styles show one; a text that is the same in each appears once."""
    ko, zh, en = (names.in_language(language) for language in LANGUAGES)
    return {"ko": ko, "zh": zh, "en": en, "same": ko == zh == en}


@register.inclusion_tag("report/multilingual.html")
def text(key: str) -> dict[str, object]:
    """Render the text `key` in all three languages."""
    return multilingual(in_all_languages(key))


@register.inclusion_tag("report/counter.html")
def counter(field: str, id: str, key: str) -> dict[str, object]:
    """Render where the script says how many matches a field has: it puts the number in the place of # in each
    language's words."""
    words = in_all_languages(key, n="#")
    return {"field": field, "id": id, "words": [(LANGUAGE_TAGS[code], getattr(words, code)) for code in LANGUAGES]}

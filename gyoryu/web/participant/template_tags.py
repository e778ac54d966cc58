"""Template filters of participants' pages: labels of codes and values."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms, template
from django.forms import BoundField
from django.utils.translation import get_language, gettext

from gyoryu.organisations.technology import FIELDS
from gyoryu.web.participant.steps import PROJECT_STAGES
from gyoryu.web.texts.labels import MEETING_STATES
from gyoryu.web.texts.languages import language_of
from gyoryu.web.texts.vocabulary import country_name, language_name

register = template.Library()


@register.filter
def shown(bound_field: BoundField) -> str:
    """Format the value of a field; choices by their labels."""
    value = bound_field.value()
    if isinstance(value, bool) or isinstance(bound_field.field, forms.BooleanField):
        return gettext("Yes") if value else gettext("No")
    if isinstance(bound_field.field, forms.ChoiceField):
        labels = {str(code): str(word) for code, word in cast(Any, bound_field.field).choices}
        codes = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(str(code), str(code)) for code in codes)
    return value.isoformat() if isinstance(value, date) else str(value or "")


@register.filter
def technology(code: str) -> str:
    return FIELDS[code].in_language(language_of(get_language())) if code in FIELDS else code


@register.filter
def country(code: str) -> str:
    return country_name(code)


@register.filter
def project_stage(code: str) -> str:
    return str(PROJECT_STAGES.get(code, code))


@register.filter
def meeting_state(code: str) -> str:
    return str(MEETING_STATES.get(code, code))


@register.filter
def spoken(codes: list[str]) -> str:
    return ", ".join(language_name(code) for code in codes)


@register.filter
def written_in(text: str) -> str:
    """Return the language tag of a text by its characters, so that the right font is used."""
    if any("\uac00" <= character <= "\ud7a3" for character in text):
        return "ko"
    return "zh-Hans" if any("\u4e00" <= character <= "\u9fff" for character in text) else "en"

"""Kinds of organisations, countries, languages and technologies in the language of the reader."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gyoryu.base import territories
from gyoryu.organisations.models import Scheme
from gyoryu.organisations.technology import FIELDS
from gyoryu.web.texts.languages import language_of

KINDS: dict[str, Promise] = {
    "firm": _("Firm"),
    "project_owner": _("Project owner"),
    "government": _("Government body"),
    "agency": _("Public agency"),
    "institute": _("Research institute"),
    "association": _("Association"),
    "other": _("Other"),
}


SCHEMES: dict[str, Promise] = {
    Scheme.KR_BUSINESS.value: _("Korean business number"),
    Scheme.CN_CREDIT.value: _("Chinese unified social credit code"),
    Scheme.OTHER.value: _("Another register"),
}


def country_name(code: str) -> str:
    return territories.country_name(code, language_of(get_language()))


def countries() -> list[tuple[str, str]]:
    return territories.countries(language_of(get_language()))


def language_name(code: str) -> str:
    return territories.language_name(code, language_of(get_language()))


def spoken_languages() -> list[tuple[str, str]]:
    """Return the languages that people can speak; emails and pages exist in three of them."""
    return territories.languages(language_of(get_language()))


def technologies() -> list[tuple[str, str]]:
    language = language_of(get_language())
    return [(code, names.in_language(language)) for code, names in FIELDS.items()]

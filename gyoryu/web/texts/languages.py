"""Conversion between our language codes (`ko`, `zh`, `en`) and Django's."""

from __future__ import annotations

from django.utils.translation import get_language

from gyoryu.base.names import Language

DJANGO_CODES: dict[Language, str] = {"ko": "ko", "zh": "zh-hans", "en": "en"}


def language_of(code: str | None) -> Language:
    """Return the language of a Django code such as `zh-hans`; Korean for anything else, as in the settings."""
    return "zh" if code and code.startswith("zh") else "en" if code and code.startswith("en") else "ko"


LANGUAGE_TAGS = {"ko": "ko", "zh": "zh-Hans", "en": "en"}


def reader() -> Language:
    return language_of(get_language())

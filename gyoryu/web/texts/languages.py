"""Conversion between our language codes (`ko`, `zh`, `en`) and Django's."""

from __future__ import annotations

from django.utils.translation import get_language

from gyoryu.base.names import Language


def language_of(code: str | None) -> Language:
    """Return the language of a Django code such as `zh-hans`; Korean for anything else, as in the settings."""
    return "zh" if code and code.startswith("zh") else "en" if code and code.startswith("en") else "ko"


def reader() -> Language:
    return language_of(get_language())

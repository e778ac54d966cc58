"""Columns that many tables share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from gyoryu.base.names import LANGUAGE_NAMES

if TYPE_CHECKING:  # Django's fields take no types at run time
    TextInput = models.CharField[str, str]
    LongTextInput = models.TextField[str, str]
else:
    TextInput, LongTextInput = models.CharField, models.TextField

LANGUAGE_CHOICES = list(LANGUAGE_NAMES.items())


class NameField(TextInput):
    """A name in one script, "" where none is known."""

    def __init__(self, **options: Any):
        super().__init__(**{"max_length": 200, "blank": True, "default": "", **options})


class ProseField(LongTextInput):
    """Free text in one language, "" where there is none."""

    def __init__(self, **options: Any):
        super().__init__(**{"max_length": 5000, "blank": True, "default": "", **options})


class LanguageField(TextInput):
    def __init__(self, **options: Any):
        super().__init__(**{"max_length": 2, "choices": LANGUAGE_CHOICES, "default": "ko", **options})


class ListField(models.JSONField):
    """A short list of codes."""

    def __init__(self, **options: Any):
        super().__init__(**{"default": list, "blank": True, **options})

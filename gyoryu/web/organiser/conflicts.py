"""When somebody else has saved while a form was being filled in: what differs, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from django import forms
from django.http import QueryDict

from gyoryu.base.refusals import Refused
from gyoryu.web.refusals import sentence_for_refusal

# The field at which a refusal is told; all others stand above the form.
FIELDS = {
    "needs_a_name": "name_ko",
    "ends_before_it_starts": "ends_on",
    "slots_outside": "ends_on",
    "two_languages": "languages",
    "name_taken": "name",
    "needs_an_organisation": "organisation",
    "bad_count": "count",
}

Difference = list[tuple[str, str]]


def apply_refusal_to_form(form: forms.Form, refusal: Refused, version: int, now: Mapping[str, Any]) -> Difference:
    """Put the refusal into the form. `changed_meanwhile`: what differs from what is saved `now`, as labels and words,
    and the form holds the new `version`, so that saving once more replaces it."""
    if refusal.code != "changed_meanwhile":
        field = FIELDS.get(refusal.code)
        form.add_error(field if field in form.fields else None, sentence_for_refusal(refusal))
        return []
    sent = cast(QueryDict, form.data).copy()
    sent[form.add_prefix("version")] = str(version)
    found = [
        (str(form.fields[name].label), _words(form, name, now[name]))
        for name, typed in form.cleaned_data.items()
        if name in now and name != "version" and typed != now[name]
    ]
    form.data = cast(Any, sent)
    return found or [("", "–")]


def _words(form: forms.Form, name: str, value: Any) -> str:
    words = dict(getattr(form.fields[name], "choices", ()))
    values = value if isinstance(value, list) else [value]
    return ", ".join(_word(form.fields[name], words, one) for one in values) or "–"


def _word(field: forms.Field, words: Mapping[Any, Any], value: Any) -> str:
    if isinstance(value, datetime):
        return str(field.prepare_value(value))[:16]
    return "–" if value in (None, "") else str(words.get(value, value))

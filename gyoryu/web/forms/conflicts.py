"""Edit conflicts: another user has saved in the meantime. The differences are shown, and no input is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import TracebackType
from typing import Any, cast

from django import forms
from django.http import QueryDict

from gyoryu.base.refusals import Refused
from gyoryu.web.texts.refusals import sentence_for_refusal

# The field at which a refusal is shown; all others are shown above the form.
FIELDS = {
    "needs_a_name": "name_ko",
    "ends_before_it_starts": "ends_on",
    "slots_outside": "ends_on",
    "two_languages": "languages",
    "name_taken": "name",
    "needs_an_organisation": "organisation",
    "bad_count": "count",
    "bad_end": "until",
    "bad_scope_of_token": "scopes",
}

Difference = list[tuple[str, str]]


def apply_refusal_to_form(form: forms.Form, refusal: Refused, version: int, saved: Mapping[str, Any]) -> Difference:
    """Add the refusal to the form. For `changed_meanwhile`, return the differences from the `saved` values as pairs of
    label and text, and put the new `version` into the form, so that saving again replaces them."""
    if refusal.code != "changed_meanwhile":
        field = FIELDS.get(refusal.code)
        form.add_error(field if field in form.fields else None, sentence_for_refusal(refusal))
        return []
    posted = cast(QueryDict, form.data).copy()
    posted[form.add_prefix("version")] = str(version)
    differences = [
        (str(form.fields[name].label), _display_values(form, name, saved[name]))
        for name, value in form.cleaned_data.items()
        if name in saved and name != "version" and value != saved[name]
    ]
    form.data = cast(Any, posted)
    return differences or [("", "–")]


class RefusalOnForm:
    """Context manager that adds a refusal of its block to the form, which is shown again after the block."""

    def __init__(self, form: forms.Form):
        self.form = form

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, refusal: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(refusal, Refused):
            return False
        apply_refusal_to_form(self.form, refusal, 0, {})
        return True


def _display_values(form: forms.Form, name: str, value: Any) -> str:
    labels = dict(getattr(form.fields[name], "choices", ()))
    values = value if isinstance(value, list) else [value]
    return ", ".join(_display_value(form.fields[name], labels, item) for item in values) or "–"


def _display_value(field: forms.Field, labels: Mapping[Any, Any], value: Any) -> str:
    if isinstance(value, datetime):
        return str(field.prepare_value(value))[:16]
    return "–" if value in (None, "") else str(labels.get(value, value))

"""Base class of all forms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms

MANY = 40  # checkboxes: more than can be seen at once


class Form(forms.Form):
    """A form that keeps stored values: one that a select or a set of checkboxes does not list (it came by the API, by a
    workbook, or from an older version) is listed as well, and stays unless the user chooses another.

    Views that edit a row pass its values as `initial`, also together with POST data."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.ChoiceField):
                _list_stored(field, self.get_initial_for_field(field, name))
                if (
                    isinstance(field.widget, forms.CheckboxSelectMultiple)
                    and len(list(cast(Any, field).choices)) > MANY
                ):
                    _put_first(field, self[name].value() or ())


def _list_stored(field: forms.ChoiceField, stored: Any) -> None:
    values = stored if isinstance(stored, list | tuple | set) else [stored]
    missing = [value for value in values if value not in (None, "") and not field.valid_value(str(value))]
    if missing:
        listed = list(cast(Any, field).choices)
        field.choices = [*listed, *((str(value), str(value)) for value in missing)]


def _put_first(field: forms.ChoiceField, chosen: Iterable[Any]) -> None:
    """Checked boxes come first in a list of which only the beginning is shown."""
    checked = {str(value) for value in chosen}
    field.choices = sorted(cast(Any, field).choices, key=lambda choice: str(choice[0]) not in checked)

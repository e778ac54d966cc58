"""Form fields for numbers and amounts that accept `150,000` and `1.5억`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from gyoryu.base.formatting import format_number
from gyoryu.base.numbers import parse_number
from gyoryu.base.refusals import Refused
from gyoryu.web.texts.refusals import sentence_for_refusal


def _parse(value: Any, empty: Any) -> Decimal | None:
    if value in empty:
        return None
    if isinstance(value, int | Decimal):
        return Decimal(value)
    try:
        return parse_number(str(value)) if str(value).strip() else None
    except Refused as refusal:
        raise ValidationError(sentence_for_refusal(refusal), code=refusal.code) from None


def _text_input(inputmode: str) -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": inputmode, "autocomplete": "off"})


class NumberField(forms.DecimalField):
    """A quantity, price or amount."""

    def __init__(self, **options: Any):
        super().__init__(**{"widget": _text_input("text"), **options})  # telephones hide 억 and 万 on the decimal pad

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as Django's own
        return _parse(value, self.empty_values)

    def prepare_value(self, value: Any) -> Any:
        return format_number(value) if isinstance(value, Decimal) else value


class CountField(forms.IntegerField):
    """A whole number."""

    def __init__(self, **options: Any):
        super().__init__(**{"widget": _text_input("numeric"), **options})

    def to_python(self, value: Any) -> int | None:
        number = _parse(value, self.empty_values)
        if number is None:
            return None
        if number != number.to_integral_value():
            raise ValidationError(_("Give a whole number."), code="invalid")
        return int(number)

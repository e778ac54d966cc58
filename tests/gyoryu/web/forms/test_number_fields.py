"""Number fields accept numbers as people type them."""

from decimal import Decimal

import pytest
from django import forms

from gyoryu.web.forms.number_fields import CountField, NumberField
from gyoryu.web.log.forms import LogForm
from tests.gyoryu.web.forms.test_base import every_form


def number_fields():
    return [
        (form, name)
        for form in every_form()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.IntegerField) and not isinstance(field.widget, forms.HiddenInput)
    ]


def test_no_form_has_a_field_that_knows_bare_digits_only():
    assert len(number_fields()) > 15
    bare = [
        (form.__name__, name)
        for form, name in number_fields()
        if not isinstance(form.base_fields[name], NumberField | CountField)
    ]
    assert bare == []


@pytest.mark.parametrize(("form", "name"), number_fields(), ids=lambda value: getattr(value, "__name__", value))
def test_every_one_takes_full_width_digits_and_says_what_it_does_not_take(form, name):
    field = form.base_fields[name]
    value = field.min_value or 1
    wide = str(value).translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)})
    assert field.clean(wide) == value
    for wrong in ("abc", "1,5"):
        with pytest.raises(forms.ValidationError) as refused:
            field.clean(wrong)
        assert len(str(refused.value.messages[0])) > 15


def log(**typed):
    return LogForm({"product": "pump", "stage": "consulted", "currency": "KRW", **typed})


def test_prices_of_a_log():
    form = log(quantity="1,200", unit_price="15만", amount="1.5억")
    assert form.is_valid(), form.errors
    assert [form.cleaned_data[name] for name in ("quantity", "unit_price", "amount")] == [1200, 150_000, 150_000_000]


def test_what_was_typed_stays_as_it_was_typed_after_another_fault():
    form = log(product="", unit_price="15만 원")
    assert not form.is_valid()
    assert 'value="15만 원"' in form["unit_price"].as_widget()


def test_what_is_stored_is_written_in_groups():
    assert 'value="1,234.5"' in LogForm(initial={"quantity": Decimal("1234.500")})["quantity"].as_widget()


def test_too_much_is_still_too_much():
    assert "amount" in log(amount="999조9999만조").errors
    assert "quantity" in log(quantity="-1").errors
    with pytest.raises(forms.ValidationError):
        CountField().clean("1.5")

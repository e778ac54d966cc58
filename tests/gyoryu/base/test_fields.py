"""Columns that many tables share."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from gyoryu.base.fields import LanguageField, ListField, NameField, ProseField


@pytest.mark.parametrize(
    ("field", "valid", "invalid"),
    [
        (NameField(), "가" * 200, "가" * 201),
        (NameField(max_length=3), "가나다", "가나다라"),
        (LanguageField(), "zh", "fr"),
    ],
)
def test_values_that_do_not_fit_are_refused(field, valid, invalid):
    assert field.clean(valid, None) == valid
    with pytest.raises(ValidationError):
        field.clean(invalid, None)


def test_nothing_is_needed_and_defaults_are_empty():
    assert [field().get_default() for field in (NameField, ProseField, LanguageField, ListField)] == ["", "", "ko", []]
    assert [field().clean("", None) for field in (NameField, ProseField)] == ["", ""]


def test_rows_share_no_list():
    field = ListField()
    field.get_default().append("x")
    assert field.get_default() == []


@pytest.mark.parametrize("field", [NameField(max_length=60), ProseField(), LanguageField(), ListField()])
def test_a_migration_makes_the_same_column_again(field):
    _, path, args, options = field.deconstruct()
    module, _, name = path.rpartition(".")
    again = getattr(__import__(module, fromlist=[name]), name)(*args, **options)
    assert isinstance(again, models.Field)
    assert again.deconstruct()[2:] == (args, options)

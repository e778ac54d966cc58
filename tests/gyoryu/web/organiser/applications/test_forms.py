"""What the forms of an application refuse."""

import pytest

from gyoryu.web.organiser.applications.forms import DecisionForm, SettingsForm
from tests.gyoryu.factories import make_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(tables=1)


def settings_form(event, **posted):
    return SettingsForm({"version": "1", **posted}, tables=event.tables.all())


def test_a_table_of_another_event_cannot_be_chosen(event):
    own, foreign = event.tables.get(), make_event(tables=1).tables.get()
    form = settings_form(event, table=own.pk)
    assert form.is_valid()
    assert form.cleaned_data["table"] == own
    assert list(settings_form(event, table=foreign.pk).errors) == ["table"]


@pytest.mark.parametrize(
    ("posted", "faulty"),
    [
        ({"least": "-1"}, ["least"]),
        ({"most": "0"}, ["most"]),
        ({"most": "201"}, ["most"]),
        ({"version": ""}, ["version"]),
    ],
)
def test_limits_are_in_range_and_the_version_is_sent(event, posted, faulty):
    assert list(settings_form(event, **posted).errors) == faulty


def test_empty_limits_mean_none(event):
    form = settings_form(event, least="", most="", table="")
    assert form.is_valid()
    assert form.cleaned_data == {"least": None, "most": None, "table": None, "risk_flag": False, "version": 1}


def test_a_reason_has_an_end():
    assert DecisionForm({"reason": "x" * 2000, "version": "1"}).is_valid()
    assert list(DecisionForm({"reason": "x" * 2001, "version": "1"}).errors) == ["reason"]

"""A consultation of the demo, made from a workbook."""

from datetime import date, timedelta
from random import Random

import pytest

from gyoryu.management.demo import fair
from gyoryu.meetings.models import Application, Consent, Interpreter, Representative, Wish
from gyoryu.meetings.workbook import read_workbook
from gyoryu.organisations.models import Identifier
from gyoryu.organisations.rules import compact_identifier
from tests.gyoryu.factories import make_programme
from tests.gyoryu.meetings.workbook.workbooks import packed, plain_sheets

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 12)
NAMES = {"name_ko": "[견본] 상담회", "name_zh": "样例", "name_en": "Sample"}


@pytest.fixture
def filled():
    event = fair.make_event(make_programme(), NAMES, DAY, 2, time_zone="Asia/Seoul")
    noon = fair.at_noon(DAY)
    fair.set_windows(event, noon - timedelta(days=90), noon - timedelta(days=40), seller_max=5)
    return fair.fill(event, read_workbook(packed(plain_sheets())), Random(1))


def test_all_who_are_in_the_workbook_take_part_with_what_an_application_needs(filled):
    event = filled.event
    assert (event.starts_on, event.ends_on) == (DAY, DAY + timedelta(days=1))
    assert set(filled.applications) == {"S1", "S2", "B1", "B2"}
    accepted = Application.objects.filter(event=event, state="accepted")
    assert accepted.count() == 4
    assert accepted.filter(applicant=None).count() == 0
    assert set(Representative.objects.values_list("application", flat=True)) == set(
        accepted.values_list("pk", flat=True)
    )
    assert set(Consent.objects.values_list("kind", flat=True)) >= {"collection"}
    assert Interpreter.objects.filter(event=event).count() == 1
    assert (event.slots.count(), event.tables.count()) == (3, 2)


def test_wishes_are_those_of_the_workbook(filled):
    numbers = {application.pk: number for number, application in filled.applications.items()}
    wishes = {(numbers[wish.asker_id], numbers[wish.asked_id]) for wish in Wish.objects.all()}
    assert wishes >= {("S1", "B1"), ("B1", "S2"), ("S2", "B2")}


def test_numbers_of_registers_have_right_check_digits(filled):
    identifiers = Identifier.objects.exclude(scheme="other")
    assert identifiers.count() == 4
    for identifier in identifiers:
        assert compact_identifier(identifier.scheme, identifier.value) == identifier.value


def test_windows_follow_one_another(filled):
    terms = filled.event.terms
    assert terms.apply_from < terms.apply_until <= terms.wish_from < terms.wish_until
    assert terms.seller_max == 5

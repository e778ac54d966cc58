"""Decisions about applications."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from gyoryu.base.emails import Email
from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions import deciding
from gyoryu.meetings.models import Application
from tests.gyoryu.consultations import APPLY, consultation, participant, person
from tests.gyoryu.factories import make_placement

pytestmark = pytest.mark.django_db
NOW = APPLY[0] + timedelta(days=1)


@pytest.fixture
def officer():
    return person("officer@agency.example")


def applicant(event, number, side="seller", state="submitted"):
    application = participant(event, side, number, "ko", submitted_at=NOW)
    application.state = state
    application.save()
    return application


def submitted_applications(event, *, count=1, side="seller"):
    rows = [applicant(event, n, side) for n in range(50, 50 + count)]
    Application.objects.filter(pk__in=[application.pk for application in rows]).update(number="")
    return [Application.objects.get(pk=application.pk) for application in rows]


def test_accepting_gives_the_next_number_of_the_side(officer):
    event = consultation(sellers=2, buyers=1)
    (firm,) = submitted_applications(event)
    deciding.accept(firm, officer, NOW, seen_version=1)
    firm.refresh_from_db()
    assert (firm.state, firm.number, firm.decided_at, firm.version) == ("accepted", "S003", NOW, 2)
    assert Email.objects.get().code == "application_accepted"


def test_a_number_comes_back_and_is_given_to_nobody_else(officer):
    event = consultation(sellers=0, buyers=0)
    first, second = submitted_applications(event, count=2)
    deciding.accept(first, officer, NOW, seen_version=1)
    deciding.reopen(first, officer, NOW, seen_version=2)
    deciding.accept(second, officer, NOW, seen_version=1)
    deciding.accept(first, officer, NOW, seen_version=3)
    assert sorted(Application.objects.values_list("number", flat=True)) == ["S001", "S002"]


def test_reasons_are_required_and_sent(officer):
    event = consultation(sellers=0, buyers=0)
    (application,) = submitted_applications(event)
    for action in (deciding.refuse, deciding.request_more_information):
        with pytest.raises(Refused, match="needs_a_reason"):
            action(application, "  ", officer, NOW, seen_version=1)
    deciding.request_more_information(application, "등록증을 올려 주십시오.", officer, NOW, seen_version=1)
    email = Email.objects.get()
    assert email.params["reason"] == "등록증을 올려 주십시오."
    assert email.params["link"] == f"/my/{application.pk}/apply/"
    deciding.refuse(application, "정원이 찼습니다.", officer, NOW, seen_version=2)
    assert set(Email.objects.values_list("code", flat=True)) == {"application_more_asked", "application_refused"}


def test_of_two_who_decide_the_second_is_refused(officer):
    event = consultation(sellers=0, buyers=0)
    (application,) = submitted_applications(event)
    deciding.accept(application, officer, NOW, seen_version=1)
    with pytest.raises(Refused, match="changed_meanwhile"):
        deciding.refuse(application, "no", officer, NOW, seen_version=1)
    application.refresh_from_db()
    assert application.state == "accepted"


@pytest.mark.parametrize("state", ["withdrawn", "draft"])
def test_what_its_writer_has_not_sent_is_not_decided(officer, state):
    event = consultation(sellers=0, buyers=0)
    application = applicant(event, 9, state=state)
    with pytest.raises(Refused, match="cannot_be_decided"):
        deciding.accept(application, officer, NOW, seen_version=1)


def test_who_has_meetings_is_not_turned_away(officer):
    event = consultation()
    firm, buyer = (Application.objects.filter(event=event, side=side).first() for side in ("seller", "buyer"))
    make_placement(firm, buyer, event.slots.first())
    with pytest.raises(Refused, match="has_meetings"):
        deciding.refuse(firm, "no", officer, NOW, seen_version=1)


def test_many_are_accepted_at_once_and_only_those_that_wait(officer):
    event, other_event = consultation(sellers=1, buyers=1), consultation(sellers=0, buyers=0)
    rows, foreign_rows = submitted_applications(event, count=3), submitted_applications(other_event)
    already = Application.objects.filter(event=event, state="accepted").values_list("pk", flat=True)
    chosen = [*(application.pk for application in rows), foreign_rows[0].pk, *already]
    assert deciding.accept_all(event, chosen, officer, NOW) == 3
    numbers = Application.objects.filter(pk__in=[application.pk for application in rows]).values_list(
        "number", flat=True
    )
    assert set(numbers) == {"S002", "S003", "S004"}
    assert Email.objects.count() == 3
    foreign_rows[0].refresh_from_db()
    assert foreign_rows[0].state == "submitted"


def test_limits_and_table_of_one_participant(officer):
    event, other_event = consultation(), consultation()
    application = Application.objects.filter(event=event).first()
    with pytest.raises(Refused, match="most_below_least"):
        deciding.change_settings(application, deciding.ApplicationSettings(least=3, most=2), officer, seen_version=1)
    with pytest.raises(Refused, match="not_in_this_event"):
        deciding.change_settings(
            application, deciding.ApplicationSettings(table=other_event.tables.first()), officer, seen_version=1
        )
    table = event.tables.first()
    deciding.change_settings(application, deciding.ApplicationSettings(1, 5, table, True), officer, seen_version=1)
    application.refresh_from_db()
    assert (application.least, application.most, application.table, application.risk_flag) == (1, 5, table, True)
    with pytest.raises(Refused, match="changed_meanwhile"):
        deciding.change_settings(application, deciding.ApplicationSettings(), officer, seen_version=1)


@pytest.mark.django_db(transaction=True)
def test_of_officers_who_accept_at_the_same_moment_nobody_gives_a_number_twice():
    officer = person("officer@agency.example")
    event = consultation(sellers=0, buyers=0)
    rows = submitted_applications(event, count=6)
    faults = []

    def decide(application):
        try:
            deciding.accept(application, officer, NOW, seen_version=1)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=(application,)) for application in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    numbers = Application.objects.filter(event=event).values_list("number", flat=True)
    assert sorted(numbers) == [f"S{n:03d}" for n in range(1, 7)]


@pytest.mark.parametrize("number", ["가-1", "S 7", "A/1", "参展商1", "😀", "'", "-"])
def test_a_number_from_a_workbook_may_be_anything(officer, number):
    """It is no code, and audit lines name the row, not the number."""
    application = applicant(consultation(), 9)
    Application.objects.filter(pk=application.pk).update(number=number)
    application.refresh_from_db()
    for decide in (
        lambda: deciding.accept(application, officer, NOW, seen_version=application.version),
        lambda: deciding.reopen(application, officer, NOW, seen_version=application.version),
        lambda: deciding.refuse(application, "견본", officer, NOW, seen_version=application.version),
        lambda: deciding.reopen(application, officer, NOW, seen_version=application.version),
        lambda: deciding.accept_all(application.event, [application.pk], officer, NOW),
    ):
        decide()
        application.refresh_from_db()
    assert (application.number, application.state) == (number, "accepted")

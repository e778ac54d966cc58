"""Who saw what, and what is stored about somebody."""

from datetime import date, timedelta

import pytest

from gyoryu.meetings.models import Representative
from gyoryu.people.actions import make_token
from gyoryu.privacy.models import AccessEntry
from gyoryu.privacy.queries import accesses, stored_about, what_goes_and_stays
from tests.gyoryu.factories import BEGIN, make_application, make_user

pytestmark = pytest.mark.django_db
MIDNIGHT = BEGIN - timedelta(hours=9)  # of 12 May in Seoul


def access(at=BEGIN, **fields):
    return AccessEntry.objects.create(**{"at": at, "task": "t", "deed": "read", **fields})


def test_accesses_are_sought_by_account_network_address_and_kind():
    first = access(account="kim@agency.example", address="192.0.2.7", kind="application")
    second = access(account="lee@agency.example", address="198.51.100.1", kind="user")
    assert list(accesses()) == [second, first]
    assert list(accesses(actor="KIM@")) == list(accesses(actor="192.0.2")) == [first]
    assert list(accesses(about_kind="user")) == [second]


def test_a_number_is_one_of_the_list_and_no_part_of_another():
    entries = {tuple(keys): access(keys=keys) for keys in ([5], [15, 51], [1, 5, 9], [9, 5], [])}
    expected = [entries[9, 5], entries[1, 5, 9], entries[5,]]
    assert list(accesses(about_number=5)) == expected


def test_days_are_those_of_the_clock_of_the_zone():
    before, first, last, after = (
        access(at)
        for at in (
            MIDNIGHT - timedelta(seconds=1), MIDNIGHT, MIDNIGHT + timedelta(hours=24, seconds=-1),
            MIDNIGHT + timedelta(hours=24),
        )
    )  # fmt: skip
    day = date(2026, 5, 12)
    assert list(accesses(since=day, until=day)) == [last, first]
    assert accesses(since=day, until=day, zone="UTC").first() == after
    assert list(accesses(until=day - timedelta(days=1))) == [before]


def test_what_is_stored_about_a_person_comes_in_the_order_of_the_register():
    application = make_application(remark="견본")
    user = application.applicant
    make_token(user, "program", ["logs:read"], BEGIN)
    Representative.objects.create(application=application, name_ko="김견본", email="kim@sample.example")
    make_application(remark="of somebody else")
    rows = list(stored_about(user.email.upper()))
    assert [row.record.code for row in rows] == ["account", "token", "role", "application", "representative"]
    assert rows[3].values["remark"] == "견본"
    assert rows[4].values["name_ko"] == "김견본"
    assert [row.record.code for row in stored_about("kim@sample.example")] == ["representative"]
    assert list(stored_about("nobody@sample.example")) == []


def test_what_goes_and_stays_is_counted_by_record():
    application = make_application(remark="견본")
    access(user=application.applicant_id, account=application.applicant.email)
    counts = {record.code: count for record, count in what_goes_and_stays(application.applicant.email)}
    assert counts == {"account": 1, "role": 1, "application": 1, "access_entry": 1}
    assert what_goes_and_stays(make_user().email)[0][1] == 1

"""What of an account, its emails and its jobs is about somebody."""

import pytest

from gyoryu.base.emails import Email
from gyoryu.base.files import Output
from gyoryu.base.queue import Job
from gyoryu.base.undo import Undo
from gyoryu.people.actions import make_token
from gyoryu.privacy.models import AccessEntry
from gyoryu.privacy.subjects import Subject
from tests.gyoryu.factories import BEGIN, make_programme, make_user
from tests.gyoryu.privacy.register.records import codes_about, rows_about

pytestmark = pytest.mark.django_db


def test_an_account_its_roles_tokens_and_accesses_are_known_by_its_number():
    user = make_user("kim@x.example", make_programme(), "officer")
    make_token(user, "program", ["logs:read"], BEGIN)
    AccessEntry.objects.create(at=BEGIN, user=user.pk, task="t", deed="read")
    Output.objects.create(event=1, kind="export", by=user.pk, name="a.xlsx")
    Undo.objects.create(act="place_meeting", by=user.pk, made_at=BEGIN)
    codes = {"account", "role", "token", "access_entry", "output", "undo"}
    assert codes_about(Subject(accounts=frozenset({user.pk}))) == codes
    assert codes_about(Subject(accounts=frozenset({make_user().pk}))) == {"account"}


def test_emails_and_traces_of_jobs_are_known_by_the_address_in_any_case():
    email = Email.objects.create(code="role_given", to="Kim@x.example", language="ko", params={})
    job = Job.objects.create(kind="rest", args={}, run_after=BEGIN, trace="... to kim@x.example failed")
    subject = Subject(addresses=frozenset({"kim@x.example"}))
    assert rows_about("letter", subject) == [email]
    assert rows_about("job_trace", subject) == [job]
    assert codes_about(Subject(addresses=frozenset({"lee@x.example"}))) == set()


def test_copies_go_with_any_whose_data_they_hold():
    output = Output.objects.create(event=7, kind="export", name="a.xlsx")
    assert rows_about("output", Subject(copies=frozenset({7}))) == [output]
    assert rows_about("output", Subject(copies=frozenset({8}))) == []

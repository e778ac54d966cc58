"""An email is written once for its occasion, whoever asks for it and how often."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib import import_module
from threading import Barrier
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from gyoryu.base.emails import HOLD_PERIOD, Draft, Email, collect_emails, email_text, send_batch, send_email
from gyoryu.base.queue import Job

PARAMS = {"programme": "견본", "role": "officer", "link": "/"}


def drafts(count, occasion="timetable_version.1"):
    return [Draft("role_given", f"r{n}@b.example", "ko", PARAMS, occasion) for n in range(count)]


@pytest.mark.django_db
def test_one_occasion_one_email_to_each_reader():
    for _ in range(3):
        assert send_batch(drafts(4), event=7, batch="a") == 4
    assert send_email("role_given", "r1@b.example", "ko", PARAMS, occasion="timetable_version.1").batch == "a"
    assert Email.objects.count() == 4
    send_batch(drafts(4, "timetable_version.2"), event=7, batch="b")
    assert Email.objects.count() == 8


@pytest.mark.django_db
def test_without_an_occasion_each_is_one_of_its_own():
    assert send_email("role_given", "a@b.example", "ko", PARAMS) != send_email(
        "role_given", "a@b.example", "ko", PARAMS
    )


@pytest.mark.django_db
def test_those_of_a_mass_act_are_held_and_others_are_not():
    send_batch(drafts(1), event=7, batch="a")
    held_until, now = Email.objects.get().not_before, timezone.now()
    assert now + HOLD_PERIOD - timedelta(seconds=5) < held_until <= now + HOLD_PERIOD
    assert send_email("role_given", "a@b.example", "ko", PARAMS).not_before <= timezone.now()


@pytest.mark.django_db(transaction=True)
def test_whoever_asks_at_the_same_time_gets_the_same_email():
    def ask(how):
        start.wait()
        try:
            return how()
        finally:
            connection.close()

    def alone():
        return send_email("role_given", "r0@b.example", "ko", PARAMS, occasion="timetable_version.1").pk

    def in_bulk():
        return send_batch(drafts(5), event=7, batch="a")

    count = 8
    for _ in range(5):
        Email.objects.all().delete()
        start = Barrier(count)
        with ThreadPoolExecutor(count) as pool:
            list(pool.map(ask, [alone, in_bulk] * (count // 2)))
        assert Email.objects.count() == 5
        assert Email.objects.values("code", "occasion", "to").distinct().count() == 5


@pytest.mark.django_db
def test_an_email_of_a_former_version_that_was_never_written_has_a_subject_all_the_same():
    email = send_email("role_given", "a@b.example", "ko", PARAMS)
    expected = email_text(email)
    email.subject = email.body = ""
    assert email_text(email) == expected
    assert "role_given" not in expected[0]


@pytest.mark.django_db
def test_the_update_takes_emails_over_from_jobs():
    migration = import_module("gyoryu.migrations.0019_emails_sent_once")
    how_jobs_were = {
        "untouched": {"state": "queued"},
        "tried": {"state": "queued", "error_code": "SMTPServerDisconnected"},
        "running": {"state": "running"},
        "killed": {"state": "queued", "error_code": "worker_lost"},
    }
    for name, job in how_jobs_were.items():
        email = send_email("role_given", f"{name}@b.example", "ko", PARAMS)
        Job.objects.create(kind="send_letter", args={"letter": email.pk}, run_after=timezone.now(), **job)
    # The table of emails had another name then.
    earlier_models = SimpleNamespace(
        get_model=lambda app, name: apps.get_model(app, {"Letter": "Email"}.get(name, name))
    )
    migration.take_over(earlier_models, None)
    states = {to.split("@")[0]: state for to, state in Email.objects.values_list("to", "state")}
    assert states == {"untouched": "waiting", "tried": "waiting", "running": "unknown", "killed": "unknown"}
    assert not Job.objects.exists()
    assert {email.occasion for email in Email.objects.all()} == {f"letter.{email.pk}" for email in Email.objects.all()}


@pytest.mark.django_db(transaction=True)
def test_only_what_is_written_inside_is_collected():
    """Somebody else's sign-in link must be neither held nor kept with what an officer may take back."""

    def write_link():
        try:
            return send_email("sign_in_link", "c@d.example", "ko", {"link": "/x/", "minutes": "15"}).pk
        finally:
            connection.close()

    with collect_emails() as numbers:
        collected = send_email("role_given", "a@b.example", "ko", PARAMS).pk
        send_batch(drafts(2), event=7, batch="a")
        with ThreadPoolExecutor(1) as pool:
            foreign = pool.submit(write_link).result()
    later = send_email("role_given", "e@f.example", "ko", PARAMS).pk
    assert set(numbers) == set(Email.objects.exclude(pk__in=[foreign, later]).values_list("pk", flat=True))
    assert len(numbers) == 3
    assert collected in numbers

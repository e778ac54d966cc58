from datetime import UTC, date, datetime, timedelta

import pytest

from gyoryu.base import files
from gyoryu.base.files import StoredFile
from gyoryu.base.models import AuditLine
from gyoryu.jobs.handlers import KINDS
from gyoryu.meetings.models import Application, ApplicationFile, Consent, Representative
from gyoryu.people.models import User
from gyoryu.privacy.actions.retention import apply_retention
from tests.gyoryu.consultations import consultation, person

pytestmark = pytest.mark.django_db
NOW = datetime(2028, 6, 1, 3, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def people(settings, tmp_path):
    settings.FILES = tmp_path
    event = consultation(sellers=2, buyers=0, ask=False, keep_months=60)
    User.objects.update(last_login=NOW)
    applications = list(Application.objects.filter(event=event).order_by("number"))
    for application in applications:
        application.typed, application.remark = {"people": "견본"}, "call me"
        application.save()
        Representative.objects.create(application=application, name_ko="견본")
    return applications


def consent(application, until, **fields):
    given_at = "2026-03-01T00:00:00Z"
    Consent.objects.create(
        application=application, kind="collection", given_at=given_at, text_version="1", keep_until=until, **fields
    )


def test_people_are_forgotten_when_their_time_is_over_and_not_before(people):
    consent(people[0], date(2028, 5, 31))
    consent(people[1], TODAY)
    assert apply_retention(NOW) == {"applications": 1}
    assert list(Representative.objects.values_list("application", flat=True)) == [people[1].pk]
    people[0].refresh_from_db()
    assert (people[0].typed, people[0].remark, people[0].state) == ({}, "", "accepted")
    assert AuditLine.objects.filter(verb="erase_application").count() == 1
    assert apply_retention(NOW) == {}, "what is gone is not counted again"


def test_a_later_consent_keeps_them(people):
    consent(people[0], date(2027, 1, 1), withdrawn_at="2026-04-01T00:00:00Z")
    consent(people[0], date(2029, 1, 1))
    assert apply_retention(NOW) == {}


def test_a_draft_that_never_reached_the_consents_goes_after_its_days(people, settings):
    draft = people[0]
    Application.objects.filter(pk=draft.pk).update(state="draft", created_at=NOW - timedelta(days=91))
    settings.KEPT_DAYS = {**settings.KEPT_DAYS, "drafts": 92}
    assert apply_retention(NOW) == {}
    settings.KEPT_DAYS = {**settings.KEPT_DAYS, "drafts": 90}
    assert apply_retention(NOW) == {"applications": 1}


def test_people_without_any_consent_go_with_the_time_of_their_event(people):
    event = people[0].event
    event.terms.keep_months = 12
    event.terms.save()
    assert apply_retention(NOW)["events"] == 4  # two applications, two people
    assert not Representative.objects.exists()


@pytest.mark.parametrize("days", [729, 731])
def test_an_account_goes_after_its_days_without_a_sign_in(people, days):
    User.objects.filter(pk=people[0].applicant_id).update(last_login=NOW - timedelta(days=days))
    assert apply_retention(NOW).get("accounts", 0) == (days > 730)
    assert User.objects.filter(pk=people[0].applicant_id).exists() == (days < 730)


def test_operators_and_last_officers_stay_however_long_they_were_away(people):
    person("officer@agency.example", people[0].event.programme, "officer")
    User.objects.create_superuser("operator@agency.example", "x")
    User.objects.exclude(pk=people[0].applicant_id).update(last_login=NOW - timedelta(days=3000))
    apply_retention(NOW)
    assert set(User.objects.values_list("email", flat=True)) >= {"officer@agency.example", "operator@agency.example"}


def test_a_file_goes_with_its_last_row_and_not_before(people, django_capture_on_commit_callbacks):
    file = files.store_file(b"%PDF-1.4 shared", "application/pdf")
    for application in people:
        ApplicationFile.objects.create(application=application, file=file, name="cv.pdf")
    for number, application in enumerate(people):
        consent(application, TODAY - timedelta(days=1))
        with django_capture_on_commit_callbacks(execute=True):
            apply_retention(NOW)
        assert file.path.exists() == (number == 0)
    assert not StoredFile.objects.filter(pk=file.pk).exists()


def test_it_is_done_every_day():
    assert KINDS["forget"].every

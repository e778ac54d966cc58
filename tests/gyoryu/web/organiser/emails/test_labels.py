"""What the pages call the states of an email."""

import html

import pytest
from django.utils import timezone
from django.utils.translation import gettext, override

from gyoryu.base.emails import Email
from gyoryu.web.organiser.emails.labels import STATES
from gyoryu.web.texts.failures import failure_text
from tests.gyoryu.web.organiser.emails.emails import create_email, create_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["ko", "zh-hans", "en"])
@pytest.mark.parametrize("state", Email.State.values)
def test_the_page_says_what_became_of_an_email_and_why(client, event, state, language):
    officer = create_user(event, "officer")
    officer.language = language.removesuffix("-hans")
    officer.save()
    client.force_login(officer)
    client.cookies["django_language"] = language
    failure = "no_answer" if state in ("waiting", "failed") else ""
    email = create_email(event.pk, state, failure=failure, ended_at=timezone.now())
    with override(language):
        label, reason = str(STATES[state]), failure_text(failure)
        again = gettext("Send after all" if state == "withdrawn" else "Send again")
    page = html.unescape(client.get(f"/events/{event.pk}/letters/{email.pk}/").text)
    assert label in page
    assert reason in page
    assert (again in page) == (state in ("failed", "unknown", "withdrawn"))
    assert label in client.get(f"/events/{event.pk}/letters/?state={state}").text

"""The steps of an application: typed, stored, refused, sent."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.gyoryu.web.participant.applying import ORGANISATION, STEPS, application_of, step_url

pytestmark = pytest.mark.django_db


def test_an_application_is_filled_in_step_by_step_and_sent(client, draft):
    assert client.get(reverse("my-apply", args=[draft.pk]))["Location"] == step_url(draft, "organisation")
    assert client.post(step_url(draft, "check")).status_code == 200  # nothing is sent before all is there
    codes = [*STEPS, "check"]
    for code, following in pairwise(codes):
        assert client.post(step_url(draft, code), STEPS[code])["Location"] == step_url(draft, following)
    assert client.post(step_url(draft, "check"))["Location"] == reverse("my-application", args=[draft.pk])
    draft.refresh_from_db()
    assert (draft.state, draft.organisation.name_ko, draft.languages) == ("submitted", "(주)한빛견본", ["ko", "en"])
    assert draft.topics.get().hs6 == "842121"


def test_faults_stand_at_their_field_and_nothing_is_lost(client, draft):
    wrong = {**ORGANISATION, "value": "120-81-47522", "city": "대전"}
    response = client.post(step_url(draft, "organisation"), wrong, headers={"accept-language": "en"})
    assert "its check digit does not fit" in response.text
    assert 'aria-invalid="true"' in response.text
    assert 'value="대전"' in client.get(step_url(draft, "organisation")).text


def test_saving_by_itself_answers_without_a_page_and_keeps_even_what_is_wrong(client, draft):
    assert (
        client.post(step_url(draft, "topics"), {**STEPS["topics"], "topics-0-hs6": "84x", "act": "auto"}).status_code
        == 204
    )
    assert 'value="84x"' in client.get(step_url(draft, "topics")).text


def test_what_was_typed_outlives_an_expired_session(client, draft):
    user = draft.applicant
    client.logout()
    assert client.post(step_url(draft, "organisation"), {**ORGANISATION, "act": "auto"}).status_code == 401
    response = client.post(step_url(draft, "organisation"), ORGANISATION)
    assert response["Location"].startswith("/sign-in/?next=")
    client.force_login(user)
    assert "(주)한빛견본" in client.get(step_url(draft, "organisation")).text


def test_what_another_left_in_the_session_is_not_brought_into_ones_own(client, draft, event):
    client.logout()
    client.post(step_url(draft, "organisation"), ORGANISATION)
    other = application_of(event, "S002")
    client.force_login(other.applicant)
    assert client.get(step_url(draft, "organisation")).status_code == 404
    assert "(주)한빛견본" not in client.get(step_url(other, "organisation")).text


def test_after_the_deadline_it_is_kept_and_read_but_not_sent(client, draft, event):
    for code, data in STEPS.items():
        client.post(step_url(draft, code), data)
    event.terms.apply_until = timezone.now() - timedelta(seconds=1)
    event.terms.save()
    client.post(step_url(draft, "organisation"), {**ORGANISATION, "city": "부산"})
    text = client.get(step_url(draft, "organisation")).text
    assert "부산" in text
    assert "<fieldset disabled>" in text
    client.post(step_url(draft, "check"))
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_files_are_taken_by_their_bytes_and_read_by_nobody_else(client, draft, event, settings, tmp_path):
    settings.FILES = tmp_path
    upload = SimpleUploadedFile("소개서.pdf", b"%PDF-1.7 sample")
    client.post(step_url(draft, "topics"), {**STEPS["topics"], "file": upload, "act": "file"})
    attachment = draft.files.get()
    response = client.get(reverse("my-file", args=[draft.pk, attachment.pk]))
    assert (response.content, response["Content-Type"]) == (b"%PDF-1.7 sample", "application/pdf")
    assert response["Content-Disposition"].startswith("attachment")
    bad = SimpleUploadedFile("a.pdf", b"MZ program")
    assert (
        "형식"
        in client.post(step_url(draft, "topics"), {**STEPS["topics"], "file": bad, "act": "file"}, follow=True).text
    )
    assert draft.files.count() == 1
    client.force_login(application_of(event, "S002").applicant)
    assert client.get(reverse("my-file", args=[draft.pk, attachment.pk])).status_code == 404

"""Applying: where one is led, what is kept, copied, removed and withdrawn."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gyoryu.meetings.models import Application
from tests.gyoryu.consultations import consultation
from tests.gyoryu.web.participant.applying import DAY, STEPS, application_of, step_url

pytestmark = pytest.mark.django_db


def test_the_last_application_can_be_begun_with(client, draft, event):
    for code, data in STEPS.items():
        client.post(step_url(draft, code), data)
    client.post(step_url(draft, "check"))
    now = timezone.now()
    windows = {"apply_from": now - DAY, "apply_until": now + DAY}
    later = consultation(sellers=0, buyers=0, of=event.programme, **windows)
    client.post(reverse("apply", args=[later.pk, "seller"]))
    second = Application.objects.get(event=later)
    client.post(reverse("my-apply-copy", args=[second.pk]))
    second.refresh_from_db()
    assert second.typed["organisation"]["value"] == ["120-81-47521"]
    assert second.typed["topics"]["topics-0-hs6"] == ["842121"]
    assert "consents" not in second.typed


def test_too_much_typed_while_signed_out_is_refused_in_words(client, draft):
    user, url = draft.applicant, step_url(draft, "organisation")
    client.logout()
    client.post(url, {f"x{number}": "x" * 6000 for number in range(70)})
    client.force_login(user)
    page = client.get(url, headers={"accept-language": "en"})
    assert page.status_code == 200
    assert "too much text" in page.text
    assert "too much text" not in client.get(url, headers={"accept-language": "en"}).text
    draft.refresh_from_db()
    assert draft.typed == {}


def test_one_is_led_to_the_first_step_that_is_incomplete(client, draft):
    client.post(step_url(draft, "organisation"), STEPS["organisation"])
    assert client.get(reverse("my-apply", args=[draft.pk]))["Location"] == step_url(draft, "topics")
    draft.event.terms.apply_until = timezone.now()
    draft.event.terms.save()
    assert client.get(reverse("my-apply", args=[draft.pk]))["Location"] == step_url(draft, "check")


def test_another_row_is_added_and_nothing_typed_is_lost(client, draft):
    url = step_url(draft, "topics")
    answer = client.post(url, {**STEPS["topics"], "act": "more"})
    assert answer["Location"] == f"{url}#rows-end"
    draft.refresh_from_db()
    assert (draft.typed["topics"]["topics-TOTAL_FORMS"], draft.typed["topics"]["topics-0-hs6"]) == (["2"], ["842121"])


def test_a_step_of_the_other_side_is_not_there(client, draft):
    assert client.get(step_url(draft, "projects")).status_code == 404
    assert client.get(step_url(draft, "nonsense")).status_code == 404


def test_a_file_is_removed_while_the_window_is_open_and_by_its_owner_only(client, draft, event, settings, tmp_path):
    settings.FILES = tmp_path
    upload = SimpleUploadedFile("a.pdf", b"%PDF-1.7 sample")
    client.post(step_url(draft, "topics"), {**STEPS["topics"], "file": upload, "act": "file"})
    url = reverse("my-file-remove", args=[draft.pk, draft.files.get().pk])
    client.force_login(application_of(event, "S002").applicant)
    assert client.post(url).status_code == 404
    client.force_login(draft.applicant)
    until = event.terms.apply_until
    type(event.terms).objects.update(apply_until=timezone.now())
    client.post(url)
    assert draft.files.count() == 1
    type(event.terms).objects.update(apply_until=until)
    client.post(url)
    assert not draft.files.exists()


def test_an_application_is_withdrawn_once_asked(client, firm):
    url = reverse("my-withdraw", args=[firm.pk])
    assert client.get(url).status_code == 200
    firm.refresh_from_db()
    assert firm.state == "accepted"
    assert client.post(url)["Location"] == reverse("my-application", args=[firm.pk])
    firm.refresh_from_db()
    assert firm.state == "withdrawn"

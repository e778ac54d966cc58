"""Closing an account: what refuses it, what ends with it; the export; and erasing again after a restore."""

import io
import json
import shutil
import zipfile
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.consents import store_consents
from gyoryu.meetings.models import Application, Meeting, Representative
from gyoryu.people.actions import make_token
from gyoryu.people.models import User
from gyoryu.privacy import erasure_list
from gyoryu.privacy.actions.consents import withdraw_consent
from gyoryu.privacy.actions.persons import erase_person
from gyoryu.privacy.register.declarations import Outcome
from gyoryu.programmes.models import Role
from gyoryu.web.privacy.personal_archive import write_personal_data
from gyoryu.web.texts.refusals import sentence_for_refusal
from tests.gyoryu.privacy.marked import NOW, OWNER, places_of

pytestmark = pytest.mark.django_db
DURING = NOW - timedelta(days=40)


def test_the_export_holds_every_mark_of_the_person_and_their_files(stage):
    data = write_personal_data(OWNER, "ko", NOW)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        exported = archive.read("data.json").decode()
        page = archive.read("data.html").decode()
        files = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("files/")).decode()
    personal_marks = {m: w for m, w in stage.marked.items() if w.path.kind not in ("event", "copy")}
    in_files = {m for m, what in personal_marks.items() if what.field == what.record.file}
    assert len(personal_marks) > 60
    assert [personal_marks[m] for m in personal_marks if m not in exported and m not in in_files] == []
    assert [personal_marks[m] for m in personal_marks if m not in page and m not in in_files] == []
    assert [personal_marks[m] for m in in_files if m not in files] == []
    assert json.loads(exported)["format"] == "gyoryu-personal-data/1"
    other_marks = {m for m, w in stage.marked.items() if w.path.kind == "event"}
    assert not [m for m in other_marks if m in exported], "of nobody else"


@pytest.mark.parametrize(("language", "word"), [("ko", "계정"), ("zh", "账户"), ("en", "account")])
def test_the_page_of_the_export_is_in_the_language_of_its_reader(stage, language, word):
    with zipfile.ZipFile(io.BytesIO(write_personal_data(OWNER, language, NOW))) as archive:
        assert word in archive.read("data.html").decode()


def test_secrets_are_not_exported(stage):
    token, text = make_token(stage.user, "program", ["logs:read"], NOW)
    stage.user.set_password("a long sample password")
    stage.user.save()
    exported = write_personal_data(OWNER, "en", NOW)
    with zipfile.ZipFile(io.BytesIO(exported)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert stage.user.password not in everything
    assert token.digest not in everything
    assert text not in everything


def test_closing_the_account_on_its_page_erases_its_owner_and_ends_all_that_was_open(stage, committed):
    user = User.objects.get(email=OWNER)
    browser, other_browser = Client(), Client()
    browser.force_login(user)
    other_browser.force_login(user)
    calendar = Application.objects.get(pk=stage.own_application.pk).calendar
    badge = Application.objects.get(pk=stage.own_application.pk).badge
    page = browser.get(reverse("close-account"))
    assert {row.stays for row in page.context["goes"]} == {False}
    assert [row.law for row in page.context["stays"] if row.law], "what stays says by which law"
    assert browser.post(reverse("close-account"), {"email": "another@person.example"}).status_code == 200
    assert User.objects.filter(email=OWNER).exists()
    with committed():
        response = browser.post(reverse("close-account"), {"email": f" {OWNER.upper()} "})
    assert response.status_code == 302
    assert not User.objects.filter(pk=user.pk).exists()
    assert other_browser.get(reverse("account")).status_code == 302
    assert not [s for s in Session.objects.all() if s.get_decoded().get("_auth_user_id") == str(user.pk)]
    assert browser.get(reverse("calendar", args=[calendar])).status_code in (404, 410)
    assert not Application.objects.filter(badge=badge).exists()
    personal_marks = {m for m, w in stage.marked.items() if w.path.kind != "event" and w.record.outcome != Outcome.LOCK}
    assert stage.describe(places_of(personal_marks)) == []


def refusal_of(email, now=NOW):
    with pytest.raises(Refused) as caught:
        erase_person(email, now, by=None)
    return caught.value


def test_the_last_officer_of_a_programme_stays(stage):
    refusal = refusal_of("officer@agency.example")
    assert refusal.code == "last_officer_of"
    refusals = {}
    for language in ("ko", "zh-hans", "en"):
        with translation.override(language):
            refusals[language] = sentence_for_refusal(refusal)
    assert "견본 협력사업" in refusals["ko"]
    assert "样例合作项目" in refusals["zh-hans"]
    assert "Sample programme" in refusals["en"]
    Role.objects.create(programme=stage.event.programme, user=stage.user, kind="officer")
    erase_person("officer@agency.example", NOW, by=None)
    assert not User.objects.filter(email="officer@agency.example").exists()


def test_the_last_operator_stays():
    User.objects.create_superuser("operator@agency.example", "x")
    assert refusal_of("operator@agency.example").code == "last_operator"


def test_whoever_has_meetings_to_come_tells_the_organisers_first(stage):
    assert refusal_of(OWNER, DURING).code == "meetings_are_arranged"
    assert User.objects.filter(email=OWNER).exists()
    assert places_of({"zqxowner"})
    Meeting.objects.update(state="cancelled")
    erase_person(OWNER, DURING, by=None)
    stage.own_application.refresh_from_db()
    assert (stage.own_application.state, stage.own_application.applicant_id) == ("withdrawn", None)


def test_somebody_without_an_account_is_erased_by_address(stage, committed):
    Representative.objects.create(application=stage.other_application, name_ko="zqxnamed", email="Named@Person.example")
    with committed():
        assert erase_person("named@person.example", NOW, by=None)["representative"] == 1
    assert not places_of({"zqxnamed", "named@person"})
    assert stage.other_application.people.exists(), "the others stay"


def test_what_a_restored_backup_brings_back_is_erased_again(stage, committed, tmp_path):
    with committed():
        erase_person(OWNER, NOW, by=None)
        withdraw_consent(stage.other_application, "collection", stage.other_application.applicant, NOW)
    saved_list = tmp_path / "kept.txt"
    shutil.copy(erasure_list.path(), saved_list)
    assert OWNER not in saved_list.read_text()
    # The database as it was before:
    User.objects.create_user(OWNER, name_ko="zqxback")
    User.objects.filter(email=OWNER).update(joined_at=NOW - timedelta(days=100))
    Representative.objects.create(application=stage.other_application, name_ko="zqxcame")
    Representative.objects.create(application=stage.buyer, name_ko="zqxstays", email="stays@person.example")
    with committed():
        call_command("privacy", "erase-again", str(saved_list))
    assert set(places_of({"zqxback", "zqxcame", "zqxstays"})) == {"zqxstays"}


def test_whoever_came_back_after_the_erasure_is_not_erased_again(stage, committed):
    with committed():
        erase_person(OWNER, NOW, by=None)
        withdraw_consent(stage.other_application, "collection", stage.other_application.applicant, NOW)
    User.objects.create_user(OWNER)  # today
    store_consents(stage.other_application, {"collection"}, stage.other_application.applicant, NOW + timedelta(days=1))
    Representative.objects.create(application=stage.other_application, name_ko="zqxagain")
    with committed():
        call_command("privacy", "erase-again")
    assert User.objects.filter(email=OWNER).exists()
    assert places_of({"zqxagain"})


def test_the_operator_looks_exports_and_erases_on_a_page(client, stage, committed):
    client.force_login(User.objects.create_superuser("operator@agency.example", "x"))
    page = client.post(reverse("person"), {"email": OWNER, "act": "look"})
    assert len(page.context["rows"]) > 20
    assert client.post(reverse("person"), {"email": OWNER, "act": "export"})["Content-Type"] == "application/zip"
    with committed():
        page = client.post(reverse("person"), {"email": OWNER, "act": "erase"})
    assert {row.stays for row in page.context["rows"]} == {True}
    assert not User.objects.filter(email=OWNER).exists()

"""Data of one programme are neither changed nor shown, counted or suggested to users of another."""

import hashlib
import json
import re
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gyoryu.base.emails import Email
from gyoryu.meetings.models import Application
from gyoryu.meetings.queries.participation import programmes_of
from gyoryu.news.board.actions import PostInput, PostTextInput, write_post
from gyoryu.news.board.models import Post
from gyoryu.news.documents.models import Document
from gyoryu.news.watches.actions import add_watch
from gyoryu.organisations.models import Organisation
from gyoryu.people.actions import make_token
from gyoryu.people.models import User
from gyoryu.people.rules import SCOPES
from gyoryu.programmes.models import Role
from gyoryu.web.api.interface import api
from gyoryu.web.organiser.news.document_list import FILTERS
from tests.gyoryu.articles import RELEASE, arrived
from tests.gyoryu.consultations import consultation, editor, person
from tests.gyoryu.consultations import programme as a_programme
from tests.gyoryu.web.walking import addresses, arguments, something_of_each_kind
from tests.gyoryu.web.walking import cast as everybody

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SECRET = "비밀낱말"
# One text with a word that people type and a word that only its readers know.
TEXT = RELEASE.replace("강물산업", f"강물산업 {SECRET}").replace("이견본", "이비밀")
PLACES = ("/news/", "/board/", "/organisations/")
WORKERS = ("officer", "viewer", "gate")
# Models that record the request itself.
NOTES = {"Session", "PostView", "SignInAttempt", "ApiToken", "AccessEntry", "SentForm"}


@pytest.fixture
def stage(settings, tmp_path):
    """Workers of programme A, an editor and the operator; programme B with an event, and an officer."""
    settings.FILES = tmp_path
    other_event = consultation(sellers=2, buyers=1, slots=3, interpreters=1)
    own_programme = a_programme(name_ko="견본 다른 사업")
    people = {role: person(f"{role}-a@agency.example", own_programme, role) for role in WORKERS}
    people["user"] = person("nobody@agency.example")
    people["participant"] = person(
        "p@agency.example", own_programme, "participant", Organisation.objects.create(name_ko="견본 갑")
    )
    people["editor"] = editor("editor-a@agency.example")
    arrived(RELEASE, by=people["officer"], programme=own_programme.pk)
    arrived(RELEASE.replace("7", "9"), by=people["officer"], name="open.txt")
    for words in ("산둥성", SECRET):
        add_watch(words, "once", owner=people["officer"], now=NOW, programme=own_programme.pk)
    return SimpleNamespace(
        people=people,
        own_programme=own_programme,
        other_event=other_event,
        officer=person("b@x.example", other_event.programme, "officer"),
    )


def secrets_of(stage):
    """Documents, a source and a hidden post of programme B, full of what others must not read."""
    by, programme = stage.officer, stage.other_event.programme_id
    document = arrived(TEXT, by=by, programme=programme, name=f"{SECRET}.txt")
    copy = arrived(TEXT.replace(", ", " "), by=by, programme=programme, name=f"{SECRET}2.txt")
    words = PostTextInput(f"강물 {SECRET}", f"{SECRET} 글", "official")
    entry = PostInput(
        {"ko": words}, SECRET, SECRET, f"https://x.example/{SECRET}", [SECRET], document.pk, False, programme
    )
    post = write_post(entry, now=NOW, by=by)
    source = apps.get_model("gyoryu", "Source").objects.create(
        kind="feed",
        name=SECRET,
        address="https://secret.example/",
        programme_id=programme,
        next_poll_at=NOW,
        is_on=False,
    )
    return {"arrival": document.pk, "copy": copy.pk, "proposal": document.proposals.first().pk, "post": post.pk,
            "post_number": post.number, "source": source.pk}  # fmt: skip


def visible_answer(client, url, data=None):
    """Return status and text, without what differs between requests."""
    response = client.get(url, data or {})
    text = re.sub(r'name="(csrfmiddlewaretoken|form_key)" value="[^"]+"', "", response.content.decode())
    text = text.replace(response.get("X-Request-ID", "-"), "")
    return response.status_code, re.sub(r"\d\d:\d\d(:\d\d)?|[\d-]+T[\d:.+Z]+", "", text)


def questions():
    """Every list, suggestion and search below the three; documents with each of their filters; the palette."""
    filters = {"kind": "event", "state": "read", "since": "2023-01-01", "until": "2024-01-01"}
    for route, name, pattern in addresses():
        if pattern.pattern.converters or not (route.startswith(PLACES) or name in ("palette", "start", "front")):
            continue
        yield reverse(name), {}
        for word in ("강물", "이비밀", SECRET):
            yield reverse(name), {"q": word}
    for key in FILTERS:
        for word in [filters[key]] if key in filters else [SECRET, "환경부"]:
            yield reverse("documents"), {key: word}
    for kind, key in (("organisation", "환경부"), ("person", "이비밀"), ("place", "서울")):
        yield reverse("news-name", args=[kind, key]), {}


def answers(client, user, requests):
    client.force_login(user)
    return {(url, *data.items()): visible_answer(client, url, data) for url, data in requests}


@pytest.mark.parametrize("role", WORKERS)
def test_nothing_that_anybody_can_ask_for_differs_by_what_another_programme_has(client, stage, role):
    requests = [*questions(), (reverse("programme", args=[stage.own_programme.pk]), {})]
    before = answers(client, stage.people[role], requests)
    secrets_of(stage)
    after = answers(client, stage.people[role], requests)
    assert [key for key in before if before[key] != after[key]] == []
    notified = Email.objects.filter(code="watch_hits").values_list("params__documents", flat=True)
    assert SECRET not in json.dumps(list(notified), ensure_ascii=False)


def test_an_editor_sees_all_of_it(client, stage):
    """Otherwise the test above would see nothing."""
    requests = list(questions())
    before = answers(client, stage.people["editor"], requests)
    secrets_of(stage)
    after = answers(client, stage.people["editor"], requests)
    differing = {key[0] for key in before if before[key] != after[key]}
    assert {
        reverse(name) for name in ("documents", "posts", "sources", "news-names", "documents-suggest", "palette")
    } <= differing
    assert any(SECRET in text for _, text in after.values())


def state():
    """A digest of every table, by name."""
    digests = {}
    for model in apps.get_models():
        if model.__name__ not in NOTES:
            skipped = {"last_login", "views", "used_at"}
            names = [field.attname for field in model._meta.concrete_fields if field.attname not in skipped]
            rows = model._base_manager.order_by("pk").values_list(*names)
            digests[model.__name__] = hashlib.sha256(repr(list(rows)).encode()).hexdigest()
    return digests


def sent_to(name, url_values, stage):
    """Return the fields that would do the most harm, if accepted."""
    other = Organisation.objects.exclude(pk=url_values["organisation"]).first().pk
    return {"shown": "1", "act": "accept", "kind": "amount", "title_ko": "x", "body_ko": "x", "version": "1",
            "programme": stage.own_programme.pk, "with": other, "number-scheme": "other", "number-value": "9",
            "name_ko": "x", "contact-name_ko": "x",
            "contact-email": "x@x.example", "contact-language": "ko"}  # fmt: skip


@pytest.fixture
def url_values(stage):
    organisation = Application.objects.get(event=stage.other_event, number="S001").organisation
    contact = organisation.contacts.create(name_ko=SECRET, email="s@secret.example")
    identifier = organisation.identifiers.create(scheme="other", value="17")
    watch = add_watch("견본", "never", owner=stage.officer, now=NOW)
    return {
        **secrets_of(stage), "organisation": organisation.pk, "contact": contact.pk, "identifier": identifier.pk,
        "watch": watch.pk, "moment": 1, "number": Post.objects.get().number, "language": "ko", "kind": "person",
        "key": "이비밀", "post_file": 1,
    }  # fmt: skip


@pytest.mark.parametrize("role", ["user", "participant", *WORKERS])
def test_nobody_reads_or_changes_what_belongs_to_another_programme(client, stage, url_values, role):
    client.force_login(stage.people[role])
    before, count = state(), 0
    for route, name, pattern in addresses():
        if not route.startswith(PLACES) or not pattern.pattern.converters:
            continue
        url = reverse(name, kwargs=arguments(name, pattern.pattern.converters, url_values))
        for response in (client.get(url), client.post(url, sent_to(name, url_values, stage))):
            text = response.content.decode()
            assert SECRET not in text, (url, response.status_code)
            assert "secret.example" not in text, (url, response.status_code)
            count += 1
    assert count > 40
    assert state() == before


def test_both_sides_of_a_merger_have_to_be_ones_own(client, stage, url_values):
    client.force_login(stage.people["officer"])
    own_organisation = Organisation.objects.get(name_ko="견본 갑")
    for target, duplicate in (
        (own_organisation.pk, url_values["organisation"]),
        (url_values["organisation"], own_organisation.pk),
    ):
        url = reverse("organisation-merge", args=[target])
        assert client.post(url, {"with": duplicate}).status_code == 403
    assert Organisation.objects.filter(pk__in=[own_organisation.pk, url_values["organisation"]]).count() == 2


def test_an_organisation_of_two_programmes_is_kept_by_the_officers_of_both(client, stage, url_values):
    client.force_login(stage.people["officer"])
    url = reverse("organisation", args=[url_values["organisation"]])
    assert SECRET not in client.get(url).content.decode()
    Role.objects.create(
        programme=stage.own_programme,
        user=stage.people["user"],
        kind="participant",
        organisation_id=url_values["organisation"],
    )
    assert SECRET in client.get(url).content.decode()
    assert client.get(reverse("organisation-edit", args=[url_values["organisation"]])).status_code == 200


def test_what_takes_part_is_every_relation_of_an_organisation_to_a_programme(stage):
    """A new table that binds an organisation to a programme has to be counted, or named here."""
    counted = {"Party", "Role", "Application", "Invitation"}
    none = {"Identifier", "NameKey", "Contact", "Mention", "Disclosure"}  # of the organisation itself, or read of it
    referring = {relation.related_model.__name__ for relation in Organisation._meta.related_objects}
    disclosed = {model.__name__ for model in apps.get_models() for field in model._meta.concrete_fields
                 if field.related_model is Organisation}  # fmt: skip
    assert referring | disclosed == counted | none
    numbers = list(Organisation.objects.values_list("pk", flat=True))
    firm = stage.other_event.applications.first().organisation_id
    with CaptureQueriesContext(connection) as queries:
        assert programmes_of(numbers)[firm] == {stage.other_event.programme_id}
    assert len(queries) == 4


def test_the_interface_for_programs_keeps_the_same_bounds(client, stage, url_values):
    tokens = {role: make_token(stage.people[role], role, SCOPES, NOW)[1] for role in (*WORKERS, "editor")}
    url = f"/api/organisations/{url_values['organisation']}"
    new = {"data": {"names": {"en": "X"}, "version": 1}, "content_type": "application/json"}
    before = state()
    for role in WORKERS:
        headers = {"Authorization": f"Bearer {tokens[role]}"}
        assert client.put(url, headers=headers, **new).status_code == 403
        for address, methods in api.get_openapi_schema()["paths"].items():
            if "get" in methods:
                values = dict.fromkeys(re.findall(r"{(\w+)}", address), 1) | {
                    "event": stage.other_event.pk,
                    "programme": stage.other_event.programme_id,
                    "organisation": url_values["organisation"],
                }
                response = client.get(address.format(**values), headers=headers)
                assert SECRET not in response.content.decode()
    assert state() == before
    assert client.put(url, headers={"Authorization": f"Bearer {tokens['editor']}"}, **new).status_code == 200


def test_links_and_forms_that_are_offered_are_not_refused(client, settings, tmp_path):
    """Pages of the site offer readers nothing that answers 403."""
    settings.FILES = tmp_path
    event = consultation(sellers=2, buyers=1, slots=3, interpreters=1)
    people = everybody(event)
    url_values = something_of_each_kind(event, people)
    refused = set()
    for role in ("viewer", "other officer", "editor"):
        client.force_login(people[role])
        offered = set()
        for route, name, pattern in addresses():
            if not route.startswith((*PLACES, "/start/", "/programmes/<int:programme_id>/")):
                continue
            response = client.get(reverse(name, kwargs=arguments(name, pattern.pattern.converters, url_values)))
            if "text/html" in response.get("Content-Type", "") and not response.streaming:
                text = response.content.decode()
                offered |= set(re.findall(r'<a [^>]*href="(/[^"?#]*)', text))
        for url in sorted(offered):
            if client.get(url).status_code == 403:
                refused.add((role, url))
    assert not refused


def test_the_page_that_refuses_shows_a_way_on(client, stage):
    client.force_login(stage.people["viewer"])
    response = client.get(reverse("posts"))
    text = response.content.decode()
    assert response.status_code == 403
    assert f'href="{reverse("documents")}"' in text
    assert f'href="{reverse("posts")}"' not in text
    client.force_login(stage.people["user"])
    assert f'href="{reverse("start")}"' in client.get(reverse("posts")).content.decode()


def test_the_same_file_lies_in_two_programmes_that_do_not_know_of_each_other(client, stage, url_values):
    client.force_login(stage.people["officer"])
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("mine.txt", TEXT.encode())
    answer = client.post(
        reverse("documents-upload"),
        {"files": [file], "programme": stage.own_programme.pk},
        headers={"Accept": "application/json"},
    ).json()
    assert answer["known"] == []
    document = Document.objects.get(pk=answer["new"][0])
    assert document.programme == stage.own_programme
    assert document.pk != url_values["arrival"]


def test_an_officer_writes_posts_for_their_own_programmes_only(client, stage):
    client.force_login(stage.people["officer"])
    fields = {"title_ko": "견본", "body_ko": "글"}
    for programme in ("", stage.other_event.programme_id, "9" * 30):
        assert client.post(reverse("post-new"), {**fields, "programme": programme}).status_code == 422
    assert client.post(reverse("post-new"), {**fields, "programme": stage.own_programme.pk}).status_code == 302
    client.force_login(stage.people["editor"])
    assert client.post(reverse("post-new"), fields).status_code == 302
    assert set(Post.objects.values_list("programme", flat=True)) == {stage.own_programme.pk, None}


def test_appointing_and_dismissing_an_editor(client, stage):
    client.force_login(User.objects.create_superuser("operator-a@agency.example", "x"))
    client.post(reverse("editors"), {"email": "New@agency.example", "language": "zh"})
    user = User.objects.get(email="new@agency.example")
    assert user.editor.by.is_superuser
    assert user.email in client.get(reverse("editors")).content.decode()
    client.post(reverse("editor-dismiss", args=[user.editor.pk]))
    assert not apps.get_model("gyoryu", "Editor").objects.filter(user=user).exists()
    codes = list(Email.objects.filter(to=user.email).order_by("pk").values_list("code", "language"))
    assert codes == [("editor_appointed", "zh"), ("editor_dismissed", "zh")]
    audit_lines = apps.get_model("gyoryu", "AuditLine").objects.filter(kind="user", key=str(user.pk)).order_by("pk")
    assert list(audit_lines.values_list("verb", flat=True)) == ["open_account", "appoint_editor", "dismiss_editor"]

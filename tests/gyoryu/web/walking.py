"""Request every URL in every role: the users, an object of each kind, and the classes of responses."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from gyoryu.base import files
from gyoryu.base.emails import send_email
from gyoryu.checkin.models import CheckIn
from gyoryu.meetings.actions.drafting import place
from gyoryu.meetings.actions.publishing import publish_timetable
from gyoryu.meetings.models import (
    Application,
    ApplicationFile,
    ImportBatch,
    Interpreter,
    Invitation,
    Meeting,
    MeetingLog,
    PlanRun,
    Wish,
)
from gyoryu.news.board.actions import PostInput, PostTextInput, attach, set_post_shown, write_post
from gyoryu.news.sources.models import Source
from gyoryu.news.speech.models import SpeechRecording
from gyoryu.news.watches.actions import add_watch
from gyoryu.organisations.models import Contact, Identifier
from gyoryu.outcomes.actions import close_figures
from gyoryu.people.actions import make_token
from gyoryu.people.models import User
from gyoryu.programmes.models import Editor, Party, Role, Slot, Table
from tests.gyoryu.articles import RELEASE, REPOST, arrived
from tests.gyoryu.consultations import BEGIN, consultation, editor, person
from tests.gyoryu.consultations import programme as elsewhere

ROLES = (
    "stranger",
    "user",
    "participant",
    "other",
    "interpreter",
    "gate",
    "viewer",
    "officer",
    "other officer",
    "editor",
    "operator",
)
NOW = datetime(2026, 5, 12, 3, tzinfo=UTC)
FOREIGN = ("account_", "mfa_", "socialaccount_", "openid_")  # allauth's own names
SKIPPED_NAMES = {"looks"}


def cast(event):
    """Create an account for each role around one event."""
    programme = event.programme
    people = {"stranger": None, "user": person("user@agency.example", password="x")}
    for number, role in (("S001", "participant"), ("S002", "other")):
        people[role] = Application.objects.get(event=event, number=number).applicant
    for role in ("gate", "viewer", "officer", "interpreter"):
        people[role] = person(f"{role}@agency.example", programme, role)
    people["other officer"] = person("o2@agency.example", elsewhere(), "officer")
    people["editor"] = editor("editor@agency.example")
    people["operator"] = User.objects.create_superuser("operator@agency.example", "x")
    Interpreter.objects.filter(event=event).update(user=people["interpreter"])
    return people


def something_of_each_kind(event, people):
    """Create an object of each kind. Return URL arguments by name; `number` differs between pages."""
    officer = people["officer"]
    seller, buyer = (Application.objects.get(event=event, number=number) for number in ("S001", "B001"))
    slot = Slot.objects.filter(event=event).first()
    placement = place(event, seller.pk, buyer.pk, slot.pk, None, officer, BEGIN - timedelta(days=1), version=0)
    publish_timetable(event, officer, NOW, base=0)
    meeting = Meeting.objects.get(event=event)
    log = MeetingLog.objects.create(meeting=meeting, author=seller.applicant, author_side="seller", product="sample")
    run = PlanRun.objects.create(event=event, state="waiting")
    repair = PlanRun.objects.create(event=event, state="waiting", changes={})
    CheckIn.objects.create(
        event=event, application=seller, day=timezone.now().astimezone(ZoneInfo(event.time_zone)).date(), at=NOW,
        method="badge",
    )  # fmt: skip
    stored = files.store_file(b"%PDF-1.4 sample", "application/pdf")
    output = files.Output.objects.create(event=event.pk, kind="signs", language="ko", name="signs.pdf", file=stored)
    attached = ApplicationFile.objects.create(application=seller, file=stored, name="sample.pdf")
    close_figures(event, officer, NOW)
    email = send_email("timetable_published", "a@b.example", "ko", {"event": "e", "link": "/"}, event=event.pk)
    secret = send_email("sign_in_link", "a@b.example", "ko", {"link": "/", "minutes": "15"})
    organisation = seller.organisation
    invitation = Invitation.objects.create(
        event=event, side="seller", email="new@firm.example", digest="0" * 64, sent_at=NOW
    )
    return {
        "event": event.pk, "event_id": event.pk,
        "programme": event.programme_id, "seller": seller.pk, "buyer": buyer.pk, "slot": slot.pk,
        "table": Table.objects.filter(event=event).first().pk, "version": placement.version, "meeting": meeting.pk,
        "log": log.pk, "application": seller.pk, "output": output.pk, "run": run.pk, "badge": seller.badge,
        "repair": repair.pk, "email": email.pk, "secret": secret.pk, "organisation": organisation.pk,
        "identifier": Identifier.objects.create(organisation=organisation, scheme="other", value="1").pk,
        "contact": Contact.objects.create(organisation=organisation, name_ko="견본").pk, "number": 1,
        "invitation": invitation.pk, "interpreter": Interpreter.objects.get(event=event).pk,
        "other": buyer.pk, "side": "seller", "calendar": seller.calendar, "token": "no-such-token",
        "file": attached.pk, "language": "ko",
        "batch": ImportBatch.objects.create(event=event, file=stored, name="sample.xlsx", state="looked").pk,
        "api_token": make_token(officer, "sample", ["logs:read"], NOW)[0].pk,
        "email_batch": "sample", "step": "people", "wish": Wish.objects.get(asker=buyer, asked=seller).pk,
        "own_wish": Wish.objects.get(asker=seller, asked=buyer).pk,
        "role": Role.objects.filter(user=people["viewer"]).get().pk,
        **news_of(officer, event.programme_id, stored),
        "party": Party.objects.create(programme=event.programme, organisation=organisation).pk,
    }  # fmt: skip


def news_of(officer, programme, file):
    """A document with a copy, what was read from it, a shown post with a file, a watch."""
    document = arrived(RELEASE, by=officer, programme=programme)
    copy = arrived(REPOST, by=officer, name="copy.txt")
    source = Source.objects.create(
        kind="feed", name="견본", address="https://news.example/rss", next_poll_at=NOW, is_on=False, by=officer,
        programme_id=programme,
    )  # fmt: skip
    entry = PostInput({"ko": PostTextInput("견본", "글")}, programme=programme)
    post = set_post_shown(write_post(entry, now=NOW, by=officer).pk, True, now=NOW, by=officer)
    SpeechRecording.objects.create(text=post.texts.get(), digest="sample", file=file, starts=[0.0])
    return {
        "arrival": document.pk, "copy": copy.pk, "proposal": document.proposals.filter(kind="organisation").first().pk,
        "post": post.pk, "post_number": post.number,
        "post_file": attach(post.pk, file, "sample.pdf", by=officer).pk,
        "watch": add_watch("산둥성", "daily", owner=officer, now=NOW).pk, "kind": "organisation",
        "source": source.pk, "language": "ko", "form": "csv", "moment": 1,
        "editor": Editor.objects.get().pk,
        "key": document.mentions.filter(kind="organisation").first().key,
    }  # fmt: skip


# Arguments whose meaning differs from that of their name elsewhere.
MEANS = {
    ("organisation", "number"): "organisation",
    ("event-emails", "batch"): "email_batch",
    ("outbox-email", "email"): "secret",
    ("repair", "run"): "repair",
    ("token-revoke", "token"): "api_token",
    ("calendar", "token"): "calendar",
    ("my-wish-withdraw", "wish_id"): "own_wish",
    ("document-difference", "number"): "copy",
    ("document-reread", "number"): "arrival",
    ("desk", "number"): "arrival",
    ("proposal", "number"): "proposal",
    ("post-edit", "number"): "post",
    ("post-show", "number"): "post",
    ("post-preview", "number"): "post",
    ("watch", "number"): "watch",
    ("source", "number"): "source",
    ("board-file", "number"): "post_file",
    ("board-voice", "number"): "post_number",
    ("board-words", "number"): "post_number",
    ("application", "number"): "application",
    ("board-voice", "language"): "language",
    ("programme-records", "number"): "programme",
    ("programme-records-file", "form"): "form",
    ("desk-", "number"): "arrival",
    ("programme-hits-seen", "number"): "programme",
}


def arguments(route, names, url_values):
    """Return the arguments of a URL."""
    values = {}
    for name in names:
        key_name = next((MEANS[key] for key in MEANS if route.startswith(key[0]) and key[1] == name), name)
        values[name] = url_values[key_name.removesuffix("_id")]
    return values


def addresses():
    """Yield every URL pattern of ours as (route, name, pattern)."""

    def walk(patterns, before=""):
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield f"/{route}", pattern.name or "", pattern
            else:
                yield from walk(pattern.url_patterns, route)

    for route, name, pattern in walk(get_resolver().url_patterns):
        if (
            not name.startswith(FOREIGN)
            and not route.startswith(("/api/", "/account/oidc"))
            and name not in SKIPPED_NAMES
        ):
            yield route, name, pattern


# Query parameters without which a URL does nothing.
def query_for(name, url_values):
    if name == "timetable-options":
        return {"seller": url_values["seller"], "buyer": url_values["buyer"]}
    return {"event-outputs": {"kind": "signs"}, "desk-accept-confident": {"kind": "amount"}}.get(name, {})


def become(client, user):
    """Switch the client to the session of a user, or to none."""
    sessions = client.__dict__.setdefault("sessions_of", {})
    client.cookies.clear()
    if user is None or isinstance(user, AnonymousUser):
        return
    if user.pk not in sessions:
        client.force_login(user)
        sessions[user.pk] = client.cookies[settings.SESSION_COOKIE_NAME].value
        client.cookies.clear()
    client.cookies[settings.SESSION_COOKIE_NAME] = sessions[user.pk]


def answer(client, method, url, user, data=None):
    """yes, sign in, no (403), hidden (404), or only (405: another method is wanted). What was done is undone."""
    become(client, user)
    with transaction.atomic():
        response = getattr(client, method.lower())(url, data or {})
        transaction.set_rollback(True)
    if response.status_code == 302 and "Allow" in response:
        return "only"  # led to the page on which the form stands
    if response.status_code == 302 and response["Location"].startswith("/sign-in/"):
        return "sign in"
    assert response.status_code < 500, (method, url, user, response.status_code)
    return {403: "no", 404: "hidden", 405: "only", 410: "gone"}.get(response.status_code, "yes")


def event_with_everything():
    event = consultation(sellers=2, buyers=1, slots=3, interpreters=1)
    event.is_public = True
    event.save()
    return event

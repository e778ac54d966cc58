"""No external or irreversible action happens unreviewed: every URL to which officers and check-in staff can POST can be
undone from its notice, shows a review sheet first, or is harmless for a reason given here."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from gyoryu.base.emails import HOLD_PERIOD, Email
from gyoryu.base.models import AuditLine
from gyoryu.base.undo import RETENTION, Undo, snapshot
from gyoryu.jobs import worker
from gyoryu.meetings.actions.drafting import place
from gyoryu.meetings.actions.planning import request_plan
from gyoryu.meetings.actions.repairing import request_repair
from gyoryu.meetings.models import Application, ImportBatch, Interpreter, Meeting, Placement, PlanRun, Terms, Wish
from gyoryu.privacy.models import AccessEntry
from gyoryu.programmes.models import Role, Slot, Table
from gyoryu.web.notices import Notice
from tests.gyoryu.consultations import APPLY, BEGIN, participant
from tests.gyoryu.web.walking import addresses, arguments, cast, event_with_everything, something_of_each_kind

pytestmark = pytest.mark.django_db


@dataclass
class Stage:
    """An event with something of each kind, and the officer's browser."""

    client: object
    event: object
    people: dict
    known: dict

    def url(self, name):
        pattern = next(pattern for _, url_name, pattern in addresses() if url_name == name)
        return reverse(name, kwargs=arguments(name, pattern.pattern.converters, self.known))


@pytest.fixture
def stage(client, settings, tmp_path, clock):
    settings.FILES = tmp_path
    clock(BEGIN - timedelta(days=1))
    event = event_with_everything()
    people = cast(event)
    url_values = something_of_each_kind(event, people)
    worker.drain()
    clock(BEGIN - timedelta(hours=1))
    client.force_login(people["officer"])
    return Stage(client, event, people, url_values)


# --- what prepares an act: returns the fields of its form


def nothing(stage):
    return {}


def an_unused_slot(stage):
    slot = Slot.objects.filter(event=stage.event).last()
    stage.known["slot"] = slot.pk
    Application.objects.get(pk=stage.known["application"]).away.add(slot)
    Interpreter.objects.get(event=stage.event).away.add(slot)
    Table.objects.filter(event=stage.event).last().closed.add(slot)
    return {}


def an_unused_table(stage):
    table = Table.objects.filter(event=stage.event).last()
    stage.known["table"] = table.pk
    Application.objects.filter(pk=stage.known["application"]).update(table=table)
    table.closed.add(Slot.objects.filter(event=stage.event).last())
    return {}


def an_unused_interpreter(stage):
    Meeting.objects.update(interpreter=None)
    Placement.objects.update(interpreter=None)
    return {}


def a_pattern(stage):
    an_unused_slot(stage)
    Meeting.objects.update(slot=None)
    Placement.objects.all().delete()
    return {"days": ["2026-05-12"], "first": "13:00", "until": "15:00", "length": "30", "pause": "0"}


def the_meeting(**fields):
    def prepare(stage):
        return {**fields, "version": Meeting.objects.get(event=stage.event).version}

    return prepare


def the_placement(**fields):
    def prepare(stage):
        return {**fields, "version": Placement.objects.get(event=stage.event).version}

    return prepare


def a_move(stage):
    slot = Slot.objects.filter(event=stage.event).last()
    return {"slot": slot.pk, "table": 0, "version": Placement.objects.get(event=stage.event).version}


def an_open_window(stage):
    Terms.objects.filter(event=stage.event).update(apply_until=BEGIN)
    return {}


def a_waiting_application(stage):
    application = participant(stage.event, "buyer", 9, "zh")
    Role.objects.filter(user=application.applicant).delete()
    Application.objects.filter(pk=application.pk).update(state="submitted", number="", submitted_at=APPLY[0])
    stage.known["application"] = application.pk
    return {"decision": "accept", "version": application.version}


def a_walk_in(stage):
    seller = Application.objects.get(event=stage.event, number="S002")
    slot = Slot.objects.filter(event=stage.event).last()
    return {"seller": seller.number, "buyer": "B001", "slot": slot.pk}


def met_at_an_earlier_event(stage):
    earlier = event_with_everything()
    type(earlier).objects.filter(pk=earlier.pk).update(
        programme=stage.event.programme, starts_on=stage.event.starts_on - timedelta(days=300)
    )
    sides = [Application.objects.filter(event=earlier, side=side).first() for side in ("seller", "buyer")]
    for application, number in zip(sides, ("S001", "B001"), strict=True):
        application.organisation = Application.objects.get(event=stage.event, number=number).organisation
        application.save()
    Meeting.objects.create(event=earlier, seller=sides[0], buyer=sides[1], state="held")
    return {}


@dataclass(frozen=True)
class Undone:
    """The notice of the action has an undo button; `prepare` returns the fields with which it changes something."""

    prepare: object = nothing


@dataclass(frozen=True)
class UndoneByItsOwn:
    """As `Undone`, with an inverse action of its own, tested in `test`."""

    test: str


@dataclass(frozen=True)
class Reviewed:
    """Without the digest of what is shown, nothing happens. `prepare` gives the fields and the query of the address."""

    prepare: object = nothing
    query: object = field(default=lambda stage: "")


@dataclass(frozen=True)
class Harmless:
    why: str


def a_finished_run(stage):
    Placement.objects.all().delete()
    Meeting.objects.all().delete()
    run = request_plan(stage.event, stage.people["officer"], timezone.now(), seconds=1, seed=0, keep_locked=False)
    worker.drain()
    stage.known["run"] = run.pk
    assert PlanRun.objects.get(pk=run.pk).state == "done"
    return {}


def a_finished_repair(stage):
    absent = Application.objects.get(pk=stage.known["application"])
    run = request_repair(absent, "event", stage.people["officer"], timezone.now())
    worker.drain()
    stage.known["repair"] = run.pk
    assert PlanRun.objects.get(pk=run.pk).state == "done"
    return {}


def a_changed_draft(stage):
    seller, buyer = (Application.objects.get(event=stage.event, number=number).pk for number in ("S002", "B001"))
    slot = Slot.objects.filter(event=stage.event).last()
    place(stage.event, seller, buyer, slot.pk, None, stage.people["officer"], timezone.now(), version=0)
    return {}


def a_done_import(stage):
    ImportBatch.objects.filter(pk=stage.known["batch"]).update(state="done", undo=[])
    return {}


def two_addresses(stage):
    an_open_window(stage)
    return {"emails": "one@firm.example\ntwo@firm.example", "side": "seller", "language": "ko"}


def the_waiting_ones(stage):
    return f"?chosen={stage.known['application']}&decision=accept"


FORM = Harmless("a form that shows what it saves, refuses what somebody else changed, and writes to nobody")
SENDING = Harmless("sends what had been decided on and did not arrive, to the same people")
READING = Harmless("reads a document again; what was decided about it stays")
ACTS = {
    "programme-new": FORM,
    "programme-edit": FORM,
    "party-add": Harmless("a line in a list, removed by the × beside it"),
    "party-remove": UndoneByItsOwn("programmes/test_pages.py"),
    "programme-people": Harmless("one person, typed by hand; the list beside the form takes the role away"),
    "role-take": Undone(),
    "event-new": FORM,
    "event-details": FORM,
    "event-terms": FORM,
    "event-slots": Undone(a_pattern),
    "slot-remove": Undone(an_unused_slot),
    "tables-add": Undone(lambda stage: {"count": 3}),
    "table": FORM,
    "table-remove": Undone(an_unused_table),
    "interpreter-new": FORM,
    "interpreter": FORM,
    "interpreter-remove": Undone(an_unused_interpreter),
    "event-invitations": Reviewed(two_addresses),
    "invitation-resend": Undone(an_open_window),
    "invitation-withdraw": Undone(),
    "applications-accept": Reviewed(a_waiting_application, the_waiting_ones),
    "application-decide": Undone(a_waiting_application),
    "application-settings": FORM,
    "event-results": Harmless("a reference rate: another one for the same day replaces it"),
    "close-figures": Reviewed(),
    "event-outputs": Harmless("makes a file"),
    "forbid-met-before": Undone(met_at_an_earlier_event),
    "event-pair": Undone(lambda stage: {"kind": "must", "reason": "", "note": ""}),
    "event-runs": Harmless("searches for a plan; the draft stays as it is"),
    "plan-cancel": Harmless("keeps the best plan so far; another search can be begun"),
    "plan-adopt": Reviewed(a_finished_run),
    "timetable-publish": Reviewed(a_changed_draft),
    "timetable-reset": Reviewed(a_changed_draft),
    "timetable-move": Undone(a_move),
    "timetable-lock": Undone(the_placement(locked="1")),
    "timetable-remove": Undone(the_placement()),
    "event-exchange": Harmless("reads a workbook; nothing of it is brought in"),
    "import": Harmless("reads the workbook again, with other columns"),
    "import-bring-in": Harmless("the page before it is the dry run of exactly this, and the whole is taken back"),
    "import-take-back": Reviewed(a_done_import),
    "note-meeting": Undone(the_meeting(what="start")),
    "walk-in": Undone(a_walk_in),
    "ask-repair": Harmless("works out a proposal; the timetable stays as it is"),
    "ask-repair-interpreter": Harmless("works out a proposal; the timetable stays as it is"),
    "repair-apply": Reviewed(a_finished_repair),
    "check-in": UndoneByItsOwn("test_arrivals.py"),
    "check-in-undo": Harmless("takes an arrival back, which is entered again by one press"),
    "organisation-new": FORM,
    "organisation-edit": FORM,
    "organisation-merge": Harmless("the page before it shows both entries side by side, and which one stays"),
    "organisation-identifiers": Harmless("a line in a list, removed by the × beside it"),
    "organisation-identifier-remove": UndoneByItsOwn("organisations/test_pages.py"),
    "organisation-contacts": Harmless("a line in a list, removed by the × beside it"),
    "organisation-contact-remove": Undone(),
    "documents-upload": READING,
    "documents-fetch": READING,
    "sources": Harmless("a source, paused by the button beside it"),
    "source": Harmless("visits a source, or pauses it until the same button is pressed again"),
    "documents-reread": READING,
    "document-reread": READING,
    "desk-accept-confident": UndoneByItsOwn("test_desk.py"),
    "desk-reopen": Harmless("is itself the way back"),
    "proposal": Harmless("one proposal; the card keeps the button that opens it again"),
    "post-new": Harmless("a draft that nobody else reads"),
    "post-edit": FORM,
    "post-show": Undone(lambda stage: {"shown": "0"}),
    "watches": Harmless("a watch of one's own, ended by the button beside it"),
    "watch-end": Undone(),
    "programme-hits-seen": Harmless("marks news as seen by oneself"),
    "event-emails-resend": SENDING,
    "event-email-resend": SENDING,
    "outbox-resend": SENDING,
    "outbox-email-resend": SENDING,
    "event-emails-withdraw": Harmless("each email keeps the button that sends it"),
}


def takes_posts(pattern):
    return "POST" in _methods(pattern.callback)


def _methods(view):
    """What the decorators of Django let through: they keep the list in their closure."""
    methods = []
    while view is not None:
        cells = [cell.cell_contents for cell in view.__closure__ or ()]
        methods += [cell for cell in cells if (isinstance(cell, list) and "GET" in cell) or cell == ["POST"]]
        view = getattr(view, "__wrapped__", None)
    return methods[0] if methods else ["POST"]


def test_every_address_of_officers_and_the_gate_is_in_the_table():
    packages = ("gyoryu.web.organiser", "gyoryu.web.gate")
    posted = {
        name
        for _, name, pattern in addresses()
        if pattern.callback.__module__.startswith(packages) and takes_posts(pattern)
    }
    assert posted == set(ACTS)


def dump():
    """Return every row of every table, except append-only ones, without version counters."""
    left_out = (AuditLine, AccessEntry, Undo)
    models = apps.get_app_config("gyoryu").get_models(include_auto_created=True)
    rows = snapshot(model._base_manager.all() for model in models if model not in left_out)
    return {key: {name: value for name, value in row.items() if name != "version"} for key, row in rows.items()}


def way_back(answer):
    notices = [Notice.of(message) for message in get_messages(answer.wsgi_request)]
    return next((notice.undo for notice in notices if notice.undo), ""), [notice.text for notice in notices]


UNDONE = {name: act for name, act in ACTS.items() if isinstance(act, Undone)}
REVIEWED = {name: act for name, act in ACTS.items() if isinstance(act, Reviewed)}


@pytest.mark.parametrize("name", UNDONE)
def test_the_notice_takes_it_back_to_what_it_was(stage, name):
    fields = UNDONE[name].prepare(stage)
    before = dump()
    answer = stage.client.post(stage.url(name), fields)
    back, texts = way_back(answer)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    assert back, texts
    assert dump() != before, "the act did nothing"
    page = answer["Location"]
    answer = stage.client.post(back, {"next": page})
    assert answer["Location"] == page
    now = dump()
    differing = {key: (before.get(key), now.get(key)) for key in {*before, *now} if before.get(key) != now.get(key)}
    assert not differing, way_back(answer)
    connection.check_constraints()
    assert stage.client.get(page, follow=True).status_code == 200, "the page with the notice is still there"


@pytest.mark.parametrize("name", REVIEWED)
def test_nothing_happens_before_exactly_this_was_seen(stage, name):
    act = REVIEWED[name]
    fields = act.prepare(stage)
    url = stage.url("repair-apply" if name == "repair-apply" else name)
    if name == "repair-apply":
        url = reverse(name, args=[stage.event.pk, stage.known["repair"]])
        page = stage.client.get(reverse("repair", args=[stage.event.pk, stage.known["repair"]]))
    else:
        url += act.query(stage)
        page = stage.client.post(url, fields) if fields and not act.query(stage) else stage.client.get(url)
    sheet = page.context["sheet"]
    before = dump()
    for digest in ({}, {"digest": "0" * 32}):
        answer = stage.client.post(url, {**fields, **digest})
        assert answer.status_code == (409 if digest else 200 if name != "repair-apply" else 409)
        assert answer.context["sheet"].digest == sheet.digest
        assert dump() == before
    answer = stage.client.post(url, {**fields, "digest": sheet.digest, "sure": "1", "reason": "견본"})
    assert answer.status_code == 302, answer.context["sheet"].refusal
    assert dump() != before


@pytest.mark.parametrize("name", ["timetable-publish", "applications-accept", "event-invitations"])
def test_what_was_reviewed_and_writes_to_people_is_taken_back_while_its_emails_are_held(stage, clock, name):
    act = REVIEWED[name]
    worker.drain()  # what was written before
    fields, url = act.prepare(stage), stage.url(name) + act.query(stage)
    before, sent = dump(), Email.objects.exclude(state="waiting").count()
    sheet = (stage.client.post(url, fields) if fields and "?" not in url else stage.client.get(url)).context["sheet"]
    assert sheet.email_count
    answer = stage.client.post(url, {**fields, "digest": sheet.digest})
    back, _ = way_back(answer)
    clock(timezone.now() + HOLD_PERIOD - timedelta(seconds=1))
    worker.drain()
    assert Email.objects.exclude(state="waiting").count() == sent
    stage.client.post(back)
    assert dump() == before
    assert stage.client.get(answer["Location"], follow=True).status_code == 200


def test_once_the_emails_have_gone_it_is_too_late(stage, clock):
    fields = a_waiting_application(stage)
    back, _ = way_back(stage.client.post(stage.url("application-decide"), fields))
    clock(timezone.now() + HOLD_PERIOD)
    worker.drain()
    _, texts = way_back(stage.client.post(back))
    assert "emails have been sent" in texts[-1] or "발송" in texts[-1]
    assert Application.objects.get(pk=stage.known["application"]).state == "accepted"


def test_what_others_have_built_on_is_not_pulled_away(stage):
    back, _ = way_back(stage.client.post(stage.url("tables-add"), {"count": 1}))
    new = Table.objects.filter(event=stage.event).last()
    Placement.objects.filter(event=stage.event).update(table=new)
    stage.client.post(back)
    assert Table.objects.filter(pk=new.pk).exists()


def test_nobody_takes_back_what_others_did_nor_after_an_hour(stage, clock):
    back, _ = way_back(stage.client.post(stage.url("tables-add"), {"count": 1}))
    count = Table.objects.count()
    stage.client.force_login(stage.people["operator"])
    stage.client.post(back)
    assert Table.objects.count() == count
    stage.client.force_login(stage.people["officer"])
    clock(timezone.now() + RETENTION + timedelta(seconds=1))
    stage.client.post(back)
    assert Table.objects.count() == count


def test_whoever_lost_the_role_takes_nothing_back(stage):
    back, _ = way_back(stage.client.post(stage.url("tables-add"), {"count": 1}))
    Role.objects.filter(user=stage.people["officer"]).update(kind="viewer")
    assert stage.client.post(back).status_code == 403


def test_a_withdrawn_request_comes_back_to_its_place_while_the_window_is_open(stage, clock):
    wish = Wish.objects.get(pk=stage.known["own_wish"])
    stage.client.force_login(stage.people["participant"])
    clock(Terms.objects.get(event=stage.event).wish_from)
    before = dump()
    url = reverse("my-wish-withdraw", args=[wish.asker_id, wish.pk])
    back, _ = way_back(stage.client.post(url))
    stage.client.post(back)
    assert dump() == before
    back, _ = way_back(stage.client.post(url))
    clock(Terms.objects.get(event=stage.event).wish_until)
    stage.client.post(back)
    assert not Wish.objects.filter(pk=wish.pk).exists()


def test_what_is_new_since_the_sheet_was_shown_is_marked(stage):
    a_changed_draft(stage)
    url = stage.url("timetable-publish")
    page = stage.client.get(url)
    seen = {"digest": page.context["sheet"].digest, "seen": page.context["seen"]}
    seller, buyer = (Application.objects.get(event=stage.event, number=number).pk for number in ("S001", "B001"))
    placement = Placement.objects.get(seller=seller)
    slot = Slot.objects.filter(event=stage.event)[1]
    by = stage.people["officer"]
    place(stage.event, seller, buyer, slot.pk, None, by, timezone.now(), version=placement.version)
    page = stage.client.post(url, seen)
    assert page.status_code == 409
    lines = [line for section in page.context["sections"] for line in section.lines]
    assert {line.is_new for line in lines} == {True, False}
    assert all("S001" in line.text or "B001" in line.text for line in lines if line.is_new)


def test_figures_are_not_closed_before_the_end_without_a_word(stage):
    url = stage.url("close-figures")
    page = stage.client.get(url)
    assert page.context["sheet"].figures[0][1] == 1
    answer = stage.client.post(url, {"digest": page.context["sheet"].digest})
    assert answer.status_code == 200
    assert answer.context["unanswered"]
    assert stage.event.closings.count() == 1  # the one of the stage
    stage.client.post(url, {"digest": page.context["sheet"].digest, "sure": "1", "reason": "조기 마감"})
    assert stage.event.closings.first().note == "조기 마감"

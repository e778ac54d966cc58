"""An interpreter does not come: others take over, and only what cannot be helped moves."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gyoryu.base.refusals import Refused
from gyoryu.jobs import worker
from gyoryu.meetings.actions import day
from gyoryu.meetings.actions.planning import adopt_plan, make_plan, request_plan
from gyoryu.meetings.actions.publishing import publish_timetable
from gyoryu.meetings.actions.repairing import apply_repair, request_repair
from gyoryu.meetings.models import Application, Interpreter, Meeting, TimetableVersion
from gyoryu.programmes.models import Slot
from tests.gyoryu.consultations import BEGIN, consultation, participant, person
from tests.gyoryu.factories import make_wish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_event")]
BEFORE = BEGIN - timedelta(days=1)


@pytest.fixture
def officer():
    return person("officer@agency.example")


def published(officer, interpreters, slots=6):
    event = consultation(sellers=3, buyers=2, slots=slots, tables=2, interpreters=interpreters)
    run = request_plan(event, officer, BEFORE, seconds=2)
    make_plan(run, lambda *_: False, BEFORE)
    run.refresh_from_db()
    adopt_plan(run, officer, BEFORE)
    publish_timetable(event, officer, BEFORE, base=0)
    return event


def places(event):
    rows = Meeting.objects.filter(event=event, state="planned").values_list("seller", "buyer", "slot")
    return {(seller, buyer): slot for seller, buyer, slot in rows}


def repaired(event, officer, absent, scope="event", now=BEFORE):
    run = request_repair(absent, scope, officer, now)
    worker.drain()
    run.refresh_from_db()
    assert run.state == "done", run.failure
    return run


@pytest.mark.parametrize("interpreters", [2, 3, 4])
@pytest.mark.parametrize("scope", ["slot", "day", "event"])
def test_others_interpret_at_the_same_time_where_somebody_is_free(officer, interpreters, scope):
    event = published(officer, interpreters + 1)
    before = places(event)
    absent = Meeting.objects.filter(event=event).order_by("slot__starts_at").first().interpreter
    run = repaired(event, officer, absent, scope)
    version = apply_repair(run, officer, BEFORE)
    assert run.score["must"] == run.bounds["must"] == 0
    assert places(event) == before  # two tables, two interpreters left: nobody moves
    assert version.difference["added"] == version.difference["dropped"] == []
    slots = list(Slot.objects.filter(event=event))
    away = slots[:1] if scope == "slot" else slots
    assert not Meeting.objects.filter(event=event, interpreter=absent, slot__in=away).exists()
    assert set(absent.away.all()) == set(away)  # nobody is given to the absent one afterwards


def test_where_too_few_are_left_meetings_move_and_none_is_held_without_one(officer):
    event = published(officer, 2, slots=6)  # six meetings, three slots needed by two interpreters, six by one
    absent = Interpreter.objects.get(event=event, number="I02")
    apply_repair(repaired(event, officer, absent), officer, BEFORE)
    planned = Meeting.objects.filter(event=event, state="planned")
    assert planned.count() == 6
    assert set(planned.values_list("interpreter__number", flat=True)) == {"I01"}
    assert len(set(planned.values_list("slot", flat=True))) == 6


def test_no_wish_takes_the_place_of_a_meeting_that_people_have_in_hand(officer):
    event = consultation(sellers=4, buyers=3, slots=3, tables=2, interpreters=2)
    run = request_plan(event, officer, BEFORE, seconds=2)
    make_plan(run, lambda *_: False, BEFORE)
    run.refresh_from_db()
    adopt_plan(run, officer, BEFORE)
    publish_timetable(event, officer, BEFORE, base=0)
    before = places(event).keys()
    participant(event, "seller", 8, "zh")  # needs nobody to interpret
    newcomer = Application.objects.get(event=event, number="S008")
    for buyer in Application.objects.filter(event=event, side="buyer"):
        make_wish(newcomer, buyer, rank=1, created_at=BEFORE)
        make_wish(buyer, newcomer, rank=1, created_at=BEFORE)
    absent = Interpreter.objects.get(event=event, number="I02")
    run = repaired(event, officer, absent, scope="slot")
    apply_repair(run, officer, BEFORE)
    one_less = len(before) - 1  # two tables, three slots, and one interpreter in the first of them
    assert len(before & places(event).keys()) >= one_less
    assert (run.score["must"], run.bounds["must"]) == (0, 0)  # nobody has required them


def test_what_has_begun_keeps_its_interpreter(officer, clock):
    event = published(officer, 3)
    first_meeting = Meeting.objects.filter(event=event).order_by("slot__starts_at").first()
    now = first_meeting.slot.starts_at + timedelta(minutes=5)
    clock(now)
    apply_repair(repaired(event, officer, first_meeting.interpreter, now=now), officer, now)
    first_meeting.refresh_from_db()
    assert first_meeting.interpreter is not None
    assert not Meeting.objects.filter(
        event=event, interpreter=first_meeting.interpreter, slot__starts_at__gt=now
    ).exists()


def test_a_repair_whose_interpreter_was_taken_by_a_walk_in_is_refused(officer):
    event = published(officer, 3)
    extra = [participant(event, side, 9, lang).pk for side, lang in (("seller", "ko"), ("buyer", "zh"))]
    absent = Meeting.objects.filter(event=event).order_by("slot__starts_at").first().interpreter
    run = repaired(event, officer, absent)
    contested = next(m for m in run.plan["meetings"] if m["interpreter"] != absent.number)
    slot = Slot.objects.get(pk=int(contested["slot"][1:]))
    interpreter = Interpreter.objects.get(event=event, number=contested["interpreter"])
    Meeting.objects.filter(event=event, slot=slot, interpreter=interpreter).update(interpreter=None)
    Meeting.objects.create(
        event=event, seller_id=extra[0], buyer_id=extra[1], slot=slot, interpreter=interpreter, is_walk_in=True
    )
    with pytest.raises(Refused) as refusal:
        apply_repair(run, officer, BEFORE)
    assert refusal.value.code in ("repair_is_stale", "taken_meanwhile")


def test_an_officer_repairs_it_on_the_website(client, officer, clock):
    event = published(officer, 3)
    clock(BEGIN + timedelta(minutes=1))
    user = person("o@agency.example", event.programme, "officer")
    client.force_login(user)
    running = Meeting.objects.filter(event=event).order_by("slot__starts_at").first()
    absent = running.interpreter
    url = reverse("ask-repair-interpreter", args=[event.pk, absent.pk])
    for language, word in (("en", "is absent"), ("ko", "통역이 오지 않음"), ("zh-hans", "口译员未到场")):
        client.cookies["django_language"] = language
        assert url in client.get(reverse("event-board", args=[event.pk])).text
        assert word in client.get(url).text
    client.cookies["django_language"] = "en"
    assert client.post(url, {"scope": "year"}).status_code == 200
    answer = client.post(url, {"scope": "event"})
    worker.drain()
    page = client.get(answer["Location"])
    assert page.context["counts"]["dropped"] == 0
    assert page.context["counts"]["same_time"] == page.context["counts"]["moved"] > 0
    client.post(answer["Location"] + "apply/", {"digest": page.context["sheet"].digest})
    assert TimetableVersion.objects.filter(event=event).count() == 2
    buyer = Application.objects.get(event=event, number="B001")
    missed = Meeting.objects.filter(event=event, buyer=buyer, state="planned").order_by("slot__starts_at").last()
    day.miss_meeting(missed, "buyer", user, version=missed.version)
    assert client.get(reverse("ask-repair", args=[event.pk, buyer.pk])).status_code == 200


def test_a_stale_proposal_says_so_with_a_way_on(client, officer):
    event = published(officer, 3)
    client.force_login(person("o@agency.example", event.programme, "officer", language="en"))
    client.cookies["django_language"] = "en"
    absent = Application.objects.get(event=event, number="B001")
    run = repaired(event, officer, absent)
    TimetableVersion.objects.create(event=event, number=2, published_at=BEFORE)
    page = client.get(reverse("repair", args=[event.pk, run.pk])).text
    assert "it no longer fits" in page
    assert reverse("ask-repair", args=[event.pk, absent.pk]) in page
    answer = client.post(reverse("repair-apply", args=[event.pk, run.pk]), follow=True)
    assert answer.status_code == 200
    assert "it no longer fits" in answer.text

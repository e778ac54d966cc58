"""One person who stands for two participants is known by address, telephone or account, however these are written."""

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from gyoryu.base.names import Names
from gyoryu.meetings.actions.planning import adopt_plan, make_plan, request_plan
from gyoryu.meetings.consultation import Attendee, Consultation
from gyoryu.meetings.contacts import (
    addresses_in,
    notes_on_people,
    same_person,
    with_one_person_groups,
    without_broken_groups,
)
from gyoryu.meetings.models import Application, Placement, Representative
from gyoryu.meetings.queries.board import board_of
from meetplan.problem import Pair, Participant, Problem, Slot
from tests.gyoryu.consultations import consultation, person

DIGITS = st.integers(10_000_000, 99_999_999)
EMAILS = st.from_regex(r"[a-z]{2,8}[.][a-z]{2,8}@[a-z]{3,9}[.]example", fullmatch=True)
WORDS = st.sampled_from(["", "수출대행 홍견본 ", "联系人：样例 ", "Sample Agent / "])


def spellings(digits):
    number = str(digits)
    return [
        f"010-{number[:4]}-{number[4:]}",
        f"010{number}",
        f"+82 10 {number[:4]} {number[4:]}",
        f"(010) {number[:4]}.{number[4:]}",
        f"+82-10-{number[:4]}-{number[4:]}",
        f"0082 10 {number}",
    ]


@settings(max_examples=60, deadline=None)
@given(DIGITS, EMAILS, WORDS, WORDS, st.integers(0, 5), st.integers(0, 5), st.booleans())
def test_one_address_in_any_spelling_is_one_person(digits, email, prefix, other_prefix, a, b, by_phone):
    first = prefix + (spellings(digits)[a] if by_phone else email)
    second = other_prefix + (spellings(digits)[b] if by_phone else email.upper())
    participants = {"S1": [addresses_in(first)], "S2": [addresses_in(second)], "S3": [addresses_in(f"x@{email}.kr")]}
    assert same_person(participants) == (frozenset({"S1", "S2"}),)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sets(st.integers(0, 6), min_size=1, max_size=3), max_size=3), min_size=2, max_size=7))
def test_groups_are_those_who_share_what_everybody_of_theirs_has(participants):
    identifier_sets = {
        participant: [frozenset(f"s{n}" for n in identifiers) for identifiers in representatives]
        for participant, representatives in enumerate(participants)
    }
    shared = {
        participant: set(frozenset.intersection(*representatives)) if representatives else set()
        for participant, representatives in identifier_sets.items()
    }
    reached = {participant: {participant} for participant in shared}
    for _ in shared:  # whoever is reached over shared signs, step by step
        for group in reached.values():
            group |= {b for a in set(group) for b in shared if shared[a] & shared[b]}
    groups = same_person(identifier_sets)
    assert set(groups) == {frozenset(group) for group in reached.values() if len(group) > 1}
    assert sum(map(len, groups)) == len(set().union(*groups))  # nobody is in two


def attendees(*contacts):
    return {
        f"S{k:03d}": Attendee(f"S{k:03d}", "seller", Names(ko=f"견본 {k}"), "ko", contact=contact)
        for k, contact in enumerate(contacts, 1)
    }


def test_a_workbook_with_an_agent_of_two_firms_is_noted():
    attendees_by_id = attendees("수출대행 홍견본 010-1111-2222", "수출대행 홍견본 010-1111-2222", "010-3333-4444", "")
    problem = Problem((), (), tuple(Participant(attendee_id) for attendee_id in attendees_by_id), ())
    workbook = Consultation(Names(), Names(), "ko", "Asia/Seoul", problem, attendees_by_id)
    notes = notes_on_people(workbook)
    assert [(note.code, note.detail) for note in notes] == [("one_person", "S001 견본 1, S002 견본 2")]
    planned = with_one_person_groups(workbook)
    assert planned.problem.same_person == (frozenset({"S001", "S002"}),)
    assert planned.notes == notes


@pytest.mark.django_db
@pytest.mark.parametrize("sellers", [2, 3, 4])
def test_one_person_is_never_planned_in_two_places(before_the_event, sellers):
    """As many tables as firms: only the person stands in the way."""
    event = consultation(sellers=sellers, buyers=sellers, slots=sellers, tables=sellers)
    firms = list(Application.objects.filter(event=event, side="seller").order_by("number"))
    for k, application in enumerate(firms):
        email = "agent@trade.example" if k < 2 else f"{k}@firm.example"
        Representative.objects.create(application=application, name_ko="견본", email=email)
    officer = person("officer@agency.example")
    run = request_plan(event, officer, timezone.now(), seconds=2)
    make_plan(run, lambda *_: False, timezone.now())
    run.refresh_from_db()
    assert run.problem["same_person"] == [["S001", "S002"]]
    adopt_plan(run, officer, timezone.now())
    shared = Placement.objects.filter(event=event, seller__in=firms[:2])
    assert shared.count() == len(set(shared.values_list("slot", flat=True))) == sellers
    buyer = Application.objects.get(event=event, number="B001")
    placement = shared.exclude(buyer=buyer).first()
    pair = next(application.pk for application in firms[:2] if application.pk != placement.seller_id), buyer.pk
    conflicts = board_of(event, timezone.now()).feasibility(pair, placement.slot_id).conflicts
    assert {conflict.code for conflict in conflicts} >= {"seller_same_person"}


@pytest.mark.django_db
def test_an_officer_is_warned_before_planning_and_in_the_grid(client, before_the_event):
    event = consultation(sellers=2, buyers=2, slots=2, tables=2)
    first, second = Application.objects.filter(event=event, side="seller").order_by("number")
    for application in (first, second):
        Representative.objects.create(application=application, name_ko="견본", phone="010-1111-2222")
    client.force_login(person("o@agency.example", event.programme, "officer"))
    for language, word in (("en", "One person represents"), ("ko", "한 사람이 여러"), ("zh-hans", "由同一人代表")):
        client.cookies["django_language"] = language
        page = client.get(reverse("event-runs", args=[event.pk])).text
        assert word in page
        assert "S001" in page
        assert "S002" in page
    buyers = Application.objects.filter(event=event, side="buyer").order_by("number")
    slot = event.slots.first().pk
    client.cookies["django_language"] = "en"
    client.post(reverse("timetable-move", args=[event.pk, first.pk, buyers[0].pk]), {"slot": slot})
    url, query = reverse("timetable-options", args=[event.pk]), {"seller": second.pk, "buyer": buyers[1].pk}
    meaning = client.get(url, query).json()["slots"][str(slot)]
    assert not meaning["legal"]
    assert "The person who represents the firm has a meeting for another participant at that time." in meaning["why"]


def test_what_people_arranged_for_one_person_at_one_time_stands():
    participants = tuple(Participant(participant_id) for participant_id in ("S1", "S2", "B1", "B2"))
    slots, groups = (Slot("a", "2026-05-12"), Slot("b", "2026-05-12")), (frozenset({"S1", "S2"}),)
    pairs = (Pair("p", "S1", "B1", fixed="a"), Pair("q", "S2", "B2", fixed="a"))
    problem = Problem(slots, (), participants, pairs, same_person=groups)
    assert without_broken_groups(problem, {"p": "a", "q": "a"}).same_person == ()
    assert without_broken_groups(problem, {"p": "a", "q": "b"}).same_person == groups

"""What may be moved by hand is what the planner may plan: the board agrees with meetplan's checker on the
exported problem, cell by cell."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from gyoryu.meetings.identifiers import number_in, pair_id, slot_id, table_id
from gyoryu.meetings.models import Application, Interpreter, Placement, PlanRun, Representative, Terms
from gyoryu.meetings.queries.board import board_of, board_of_meetings
from gyoryu.meetings.queries.planning import consultation_of, from_now_on
from gyoryu.programmes.models import Slot, Table
from gyoryu.web.texts.refusals import SENTENCES
from meetplan import InvalidPlan, Meeting, Pair, Plan, check, score_of, verify
from meetplan.plan import Bounds, Unplaced
from tests.gyoryu.consultations import BEGIN, consultation
from tests.gyoryu.factories import make_rule

pytestmark = pytest.mark.django_db
BEFORE = BEGIN - timedelta(days=1)


def generated_event(seed):
    """A small event in which everything occurs that a timetable has to keep, and a right draft of it."""
    chance = random.Random(seed)
    event = consultation(
        sellers=3, buyers=3, slots=5, tables=2, interpreters=chance.choice([0, 1, 2]),
        max_run=chance.choice([None, 1, 2]), break_spread=chance.choice([None, 0, 1]),
        seller_max=chance.choice([None, 2]), buyer_max=chance.choice([None, 3]),
    )  # fmt: skip
    slots, tables = list(Slot.objects.filter(event=event)), list(Table.objects.filter(event=event))
    applications = list(Application.objects.filter(event=event).order_by("number"))
    for application in applications:
        application.away.set(chance.sample(slots, chance.choice([0, 0, 1, 2])))
        application.online = chance.random() < 0.15
        application.table = chance.choice([None, None, None, *tables])
        application.most = chance.choice([None, None, 1, 3])
        application.needs_interpreter = chance.random() < 0.7
        application.save()
    tables[0].closed.set(chance.sample(slots, 1))
    for interpreter in Interpreter.objects.filter(event=event):
        interpreter.away.set(chance.sample(slots, chance.choice([0, 1])))
        interpreter.most = chance.choice([None, 2])
        interpreter.save()
    firms, buyers = applications[3:], applications[:3]
    make_rule(firms[0], buyers[0], chance.choice(["must", "forbidden"]))
    if chance.random() < 0.5:
        for firm in chance.sample(firms, 2):
            Representative.objects.create(application=firm, name_ko="견본", email="agent@trade.example")
    if chance.random() < 0.5:
        away = {"participant": firms[1].number, "slots": [slot_id(slots[-1].pk)]}
        PlanRun.objects.create(event=event, number=1, carried_out=True, changes={"now": None, "away": [away]})
    fill(event, chance)
    return event


def fill(event, chance):
    for firm, buyer in sorted(chance.sample(pairs_of(event), 6)):
        legal = [f for f in board_of(event, BEFORE).feasibilities((firm, buyer)) if f.is_legal]
        if legal:
            chosen = chance.choice(legal)
            table = chance.choice(chosen.tables or (None,))
            Placement.objects.create(
                event=event, seller_id=firm, buyer_id=buyer, slot_id=chosen.slot, table_id=table,
                interpreter_id=chosen.interpreter,
            )  # fmt: skip


def pairs_of(event):
    sides = (
        Application.objects.filter(event=event, side=side).values_list("pk", flat=True) for side in ("seller", "buyer")
    )
    firms, buyers = sides
    return [(firm, buyer) for firm in firms for buyer in buyers]


class Exported:
    """The problem as the planner gets it, and the draft as its plan."""

    def __init__(self, event, now):
        self.numbers = dict(Application.objects.filter(event=event).values_list("pk", "number"))
        problem = from_now_on(event, consultation_of(event, keep_locked=False).problem, now)
        known = {pair.id for pair in problem.pairs}
        later = next(iter(pair.slots for pair in problem.pairs), None)
        pairs = (Pair(self.name(pair), *map(self.numbers.get, pair), slots=later) for pair in pairs_of(event))
        self.problem = replace(problem, pairs=(*problem.pairs, *(pair for pair in pairs if pair.id not in known)))
        rows = Placement.objects.filter(event=event).select_related("interpreter")
        self.meetings = {
            (row.seller_id, row.buyer_id): Meeting(
                self.name((row.seller_id, row.buyer_id)), slot_id(row.slot_id),
                table_id(row.table_id) if row.table_id else None, row.interpreter.number if row.interpreter else None,
            )
            for row in rows
        }  # fmt: skip

    def name(self, pair):
        return pair_id(*map(self.numbers.get, pair))

    def plan(self, meetings):
        placed = {meeting.pair for meeting in meetings}
        unplaced = tuple(Unplaced(pair.id, "not_explained") for pair in self.problem.pairs if pair.id not in placed)
        return Plan(tuple(meetings), unplaced, score_of(self.problem, meetings), Bounds())

    def accepted(self, pair):
        """By slot and table the scores of the plans that the checker accepts after the move."""
        other_meetings = [meeting for other_pair, meeting in self.meetings.items() if other_pair != pair]
        participants = {participant.id: participant for participant in self.problem.participants}
        online = any(participants[self.numbers[application]].online for application in pair)
        tables = [None] if online else [table.id for table in self.problem.tables]
        interpreters = [None, *(interpreter.id for interpreter in self.problem.interpreters)]
        scores = {}
        for slot in self.problem.slots:
            for table in tables:
                for interpreter in interpreters:
                    plan = self.plan([*other_meetings, Meeting(self.name(pair), slot.id, table, interpreter)])
                    if not check(self.problem, plan):
                        scores[number_in(slot.id), table and number_in(table)] = plan.score
        return scores


def is_one_person(exported, pair):
    ends = {exported.numbers[application] for application in pair}
    return any(ends <= group for group in exported.problem.same_person)


@pytest.mark.parametrize("seed", range(12))
def test_the_board_gives_the_checkers_verdict_for_every_cell(seed):
    event = generated_event(seed)
    board, exported = board_of(event, BEFORE), Exported(event, BEFORE)
    before = exported.plan(exported.meetings.values())
    assert verify(exported.problem, before)
    assert board.breaks() == before.score.breaks
    assert any(not f.is_legal for pair in pairs_of(event) for f in board.feasibilities(pair))
    for pair in pairs_of(event):
        if is_one_person(exported, pair):
            continue
        scores = exported.accepted(pair)
        feasibilities = board.feasibilities(pair)
        legal = {(f.slot, table) for f in feasibilities if f.is_legal for table in f.tables or (None,)}
        assert legal == set(scores)
        for feasibility in (f for f in feasibilities if f.is_legal):
            after = [score for (slot, _), score in scores.items() if slot == feasibility.slot]
            for level in ("below_min", "spread_excess", "breaks", "most_breaks"):
                change = getattr(after[0], level) - getattr(before.score, level)
                assert getattr(feasibility.cost, level) == change, level


@pytest.mark.parametrize("seed", range(12, 16))
def test_slots_that_have_begun_are_offered_by_neither(seed):
    event = generated_event(seed)
    now = BEGIN + timedelta(minutes=40)
    Placement.objects.filter(event=event, slot__starts_at__lte=now).delete()
    board, exported = board_of(event, now), Exported(event, now)
    for pair in pairs_of(event):
        if not is_one_person(exported, pair):
            legal = {f.slot for f in board.feasibilities(pair) if f.is_legal}
            assert legal == {slot for slot, _ in exported.accepted(pair)}
            assert not legal & board.started_slots


@pytest.mark.parametrize("seed", range(8))
def test_every_conflict_has_a_sentence_and_names_meetings_of_the_draft(seed):
    event = generated_event(seed)
    board = board_of(event, BEFORE)
    conflicts = [c for pair in pairs_of(event) for f in board.feasibilities(pair) for c in f.conflicts]
    assert conflicts
    assert {conflict.code for conflict in conflicts} <= SENTENCES.keys()
    assert {pair for conflict in conflicts for pair in conflict.pairs} <= board.places.keys()


def test_who_was_absent_by_a_repair_is_planned_by_nobody_and_may_come_all_the_same():
    event = consultation(sellers=1, buyers=1, slots=3, tables=1, ask=False)
    pair, slots = pairs_of(event)[0], list(Slot.objects.filter(event=event))
    away = {"participant": "S001", "slots": [slot_id(slot.pk) for slot in slots[:2]]}
    PlanRun.objects.create(event=event, number=1, carried_out=True, changes={"now": None, "away": [away]})
    conflicts = [[c.code for c in f.conflicts] for f in board_of(event, BEFORE).feasibilities(pair)]
    assert conflicts == [["seller_away"], ["seller_away"], []]
    assert all(f.is_legal for f in board_of_meetings(event, BEFORE).feasibilities(pair)), "it came after all"


def test_every_reason_is_given_at_once():
    event = consultation(sellers=2, buyers=2, slots=2, tables=1, ask=False, max_run=1)
    (seller, buyer), (_, other_buyer), *_ = pairs_of(event)
    slots, table = list(Slot.objects.filter(event=event)), Table.objects.get(event=event)
    Placement.objects.create(event=event, seller_id=seller, buyer_id=buyer, slot=slots[0], table=table)
    Application.objects.get(pk=other_buyer).away.set(slots[:1])
    first_slot, next_slot = board_of(event, BEFORE).feasibilities((seller, other_buyer))
    assert [(c.code, c.pairs) for c in first_slot.conflicts] == [
        ("seller_busy", ((seller, buyer),)), ("buyer_away", ()), ("no_table", ()),
    ]  # fmt: skip
    assert (first_slot.conflict, first_slot.with_pair) == ("seller_busy", (seller, buyer))
    assert [c.code for c in next_slot.conflicts] == ["seller_max_run"]


def test_who_has_withdrawn_still_takes_its_place_and_is_not_accepted():
    event = consultation(sellers=2, buyers=2, slots=1, tables=1, ask=False)
    slot, table = Slot.objects.get(event=event), Table.objects.get(event=event)
    withdrawn, *_, other_pair = pairs_of(event)
    Placement.objects.create(event=event, seller_id=withdrawn[0], buyer_id=withdrawn[1], slot=slot, table=table)
    Application.objects.filter(pk=withdrawn[0]).update(state="withdrawn")
    board = board_of(event, BEFORE)
    assert withdrawn[0] not in board.accepted
    assert board.feasibility(other_pair, slot.pk).conflict == "no_table"


def test_a_new_limit_does_not_hold_a_meeting_in_its_place():
    event = consultation(sellers=1, buyers=2, slots=3, tables=2, ask=False)
    slots, table = list(Slot.objects.filter(event=event)), Table.objects.filter(event=event).first()
    for pair, slot in zip(pairs_of(event), slots, strict=False):
        Placement.objects.create(event=event, seller_id=pair[0], buyer_id=pair[1], slot=slot, table=table)
    Terms.objects.filter(event=event).update(seller_max=1)
    assert board_of(event, BEFORE).feasibility(pairs_of(event)[0], slots[2].pk).is_legal
    exported = Exported(event, BEFORE)
    plan = exported.plan(exported.meetings.values())
    with pytest.raises(InvalidPlan, match="above_max"):
        verify(exported.problem, plan)

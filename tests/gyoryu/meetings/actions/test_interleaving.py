"""Two people work at once: whatever was done since an action was prepared, it is carried out rightly or refused."""

from datetime import timedelta

import pytest
from django.db import transaction

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions import day, drafting
from gyoryu.meetings.actions.interpreters import remove_interpreter
from gyoryu.meetings.actions.pairing import set_pair_rule
from gyoryu.meetings.actions.places import edit_table
from gyoryu.meetings.actions.planning import adopt_plan, latest_version, make_plan, request_plan
from gyoryu.meetings.actions.publishing import draft_from_published, publish_timetable
from gyoryu.meetings.actions.repairing import apply_repair, make_repair, present_places, request_repair
from gyoryu.meetings.identifiers import pair_id, slot_id, table_id
from gyoryu.meetings.models import Application, Draft, Interpreter, Meeting, Placement, Wish
from gyoryu.meetings.queries.board import board_of, board_of_meetings
from gyoryu.meetings.queries.plan_checks import broken_rules
from gyoryu.meetings.queries.planning import consultation_of
from gyoryu.meetings.queries.standby import standby_pairs
from gyoryu.programmes.models import Slot, Table
from gyoryu.web.texts.refusals import SENTENCES
from meetplan.plan import Meeting as PlanMeeting
from tests.gyoryu.consultations import BEGIN, consultation, participant, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_event")]
BEFORE = BEGIN - timedelta(days=1)


def done(run):
    run.refresh_from_db()
    assert run.state == "done", run.failure
    return run


class Fair:
    """A published timetable, and every action prepared against it. `now` is moved by one of the disturbances."""

    def __init__(self):
        self.officer = officer = person("officer@agency.example")
        self.now = BEFORE
        self.event = event = consultation(sellers=4, buyers=3, slots=6, tables=3, interpreters=3)
        # Two more who asked for nobody: walk-ins.
        self.extra = [participant(event, side, 9, lang).pk for side, lang in (("seller", "ko"), ("buyer", "zh"))]
        Wish.objects.filter(asker__number="S004").delete()
        Wish.objects.filter(asked__number="S004").delete()
        plan = request_plan(event, officer, BEFORE, seconds=1)
        make_plan(plan, lambda *_: False, BEFORE)
        self.plan = done(plan)
        adopt_plan(self.plan, officer, BEFORE)
        publish_timetable(event, officer, BEFORE, base=0)
        self.slots, self.tables = list(Slot.objects.filter(event=event)), list(Table.objects.filter(event=event))
        rows = Meeting.objects.filter(event=event, state="planned").select_related("seller", "buyer", "slot")
        self.meetings = list(rows.order_by("slot__starts_at", "pk"))
        missed = self.meetings[-1]
        self.missed = day.miss_meeting(missed, "seller", officer, version=missed.version)
        draft_from_published(event, officer, BEFORE)
        self.repair = self.repaired(Application.objects.get(event=event, number="B001"))
        self.helped = self.repaired(Interpreter.objects.get(event=event, number="I01"))
        self.walk_in_at = self.free_place(self.extra)
        self.substitute = standby_pairs(self.missed.buyer, BEFORE)
        self.hand = self.free_place(self.extra, board_of)
        self.other_buyer = Application.objects.get(event=event, number="B002").pk
        self.other_hand = self.free_place((self.extra[0], self.other_buyer), board_of)
        self.other_seller = Application.objects.get(event=event, number="S004").pk
        self.other_walk_in_at = self.free_place((self.other_seller, self.extra[1]))

    def repaired(self, absent):
        run = request_repair(absent, "event", self.officer, BEFORE)
        make_repair(run, BEFORE)
        return done(run)

    def free_place(self, pair, board=board_of_meetings):
        feasibility = next(f for f in board(self.event, BEFORE).feasibilities(tuple(pair)) if f.is_legal)
        return feasibility.slot, feasibility.tables[0]

    def seller(self, number):
        return Application.objects.get(event=self.event, number=number)

    # Actions that place meetings, each as it was prepared.

    def do_adopt(self):
        adopt_plan(self.plan, self.officer, self.now)

    def do_place(self):
        drafting.place(self.event, *self.extra, *self.hand, self.officer, self.now)

    def do_place_extra_seller_elsewhere(self):
        drafting.place(self.event, self.extra[0], self.other_buyer, *self.other_hand, self.officer, self.now)

    def do_publish(self):
        # A draft that equals what is published would be refused.
        Placement.objects.filter(event=self.event, locked=False).order_by("pk").last().delete()
        publish_timetable(self.event, self.officer, self.now, base=1)

    def do_repair(self):
        apply_repair(self.repair, self.officer, self.now)

    def do_repair_without_interpreter(self):
        apply_repair(self.helped, self.officer, self.now)

    def do_walk_in(self):
        day.add_walk_in(self.event, *self.extra, *self.walk_in_at, self.officer, self.now)

    def do_walk_in_of_another(self):
        pair = self.other_seller, self.extra[1]
        day.add_walk_in(self.event, *pair, *self.other_walk_in_at, self.officer, self.now)

    def do_restore(self):
        day.restore_meeting(self.missed, self.officer, self.now, version=self.missed.version)

    def do_move_and_lock(self):
        moved = self.meetings[0]
        placed = next(iter(Placement.objects.filter(event=self.event, seller=moved.seller, buyer=moved.buyer)))
        pair = (moved.seller_id, moved.buyer_id)
        feasibility = next(
            f for f in board_of(self.event, self.now).feasibilities(pair) if f.is_legal and f.slot != placed.slot_id
        )
        placed = drafting.place(
            self.event, *pair, feasibility.slot, feasibility.tables[0], self.officer, self.now, version=placed.version
        )
        drafting.lock(self.event, *pair, self.officer, self.now, version=placed.version, locked=True)

    # What else happens.

    def also_close_tables(self):
        for table in self.tables:
            free_slots = [slot.pk for slot in self.slots if not self.is_used(table, slot)]
            edit_table(table, table.name, self.officer, is_room=False, closed=free_slots)

    def is_used(self, table, slot):
        return any(model.objects.filter(table=table, slot=slot).exists() for model in (Meeting, Placement))

    def also_forbid(self):
        for seller in ("S001", "S009"):
            for buyer in ("B002", "B003", "B009"):
                ends = self.seller(seller).pk, self.seller(buyer).pk
                set_pair_rule(self.event, *ends, "forbidden", self.officer, reason="risk")

    def also_withdraw(self):
        Application.objects.filter(event=self.event, number__in=["S002", "S009"]).update(state="withdrawn")

    def also_lose_interpreters(self):
        for interpreter in Interpreter.objects.filter(event=self.event):
            try:
                remove_interpreter(interpreter, self.officer)
            except Refused:
                interpreter.away.set(self.slots)

    def also_begin(self):
        self.now = self.slots[2].starts_at + timedelta(minutes=1)

    def also_miss_another(self):
        meeting = Meeting.objects.filter(event=self.event, state="planned").order_by("slot__starts_at").last()
        day.miss_meeting(meeting, "buyer", self.officer, version=meeting.version)

    def also_hold(self):
        for meeting in Meeting.objects.filter(event=self.event, state="planned"):
            day.end_meeting(meeting, self.officer, self.now, version=meeting.version)

    def also_move_in_the_table(self):
        """Past every action, as an operator might at a console."""
        meeting = Meeting.objects.filter(event=self.event, state="planned").order_by("slot__starts_at", "pk").first()
        for slot in reversed(self.slots):
            occupied = Meeting.objects.filter(event=self.event, slot=slot).exclude(state__in=["missed", "cancelled"])
            if (
                not occupied.filter(seller=meeting.seller).exists()
                and not occupied.filter(buyer=meeting.buyer).exists()
            ):
                Meeting.objects.filter(pk=meeting.pk).update(slot=slot, table=None, interpreter=None)
                return

    def faults(self):
        """What is wrong with the published meetings, and with the draft."""
        return self.broken_rules_of(present_places(self.event)), self.broken_rules_of(
            {(p.seller_id, p.buyer_id): p for p in Placement.objects.filter(event=self.event)}
        )

    def draft_counts(self):
        """A draft that is older than what is published cannot be published."""
        return Draft.objects.get(event=self.event).base == latest_version(self.event)

    def broken_rules_of(self, places):
        problem = consultation_of(self.event, keep_locked=False).problem
        numbers = dict(Application.objects.filter(event=self.event).values_list("pk", "number"))
        interpreters = dict(Interpreter.objects.filter(event=self.event).values_list("pk", "number"))
        participants = {participant.id for participant in problem.participants}
        meetings, sides = [], {}
        for (seller, buyer), place in places.items():
            ends = numbers[seller], numbers[buyer]
            if participants.issuperset(ends):
                slot, table, interpreter = (
                    getattr(place, f"{n}_id", None) or getattr(place, n) for n in ("slot", "table", "interpreter")
                )
                sides[pair_id(*ends)] = ends
                meetings.append(
                    PlanMeeting(
                        pair_id(*ends), slot_id(slot), table_id(table) if table else None, interpreters.get(interpreter)
                    )
                )
        return {(code, detail) for code, detail in broken_rules(problem, meetings, sides) if code != "max_run"}


def actions_of(prefix):
    return sorted(name for name in dir(Fair) if name.startswith(prefix))


def outcome_of(fair, action):
    """The code of the refusal, "" where it was done, an error where neither."""
    try:
        with transaction.atomic():
            getattr(fair, action)()
    except Refused as refusal:
        return refusal.code if refusal.code in SENTENCES else f"no sentence for {refusal.code}"
    except StopIteration:
        return None  # the test found no place to move to
    except Exception as error:  # an error 500
        return repr(error)
    return ""


def test_whatever_happened_before_an_action_is_right_or_refused_with_a_sentence():
    fair, outcomes, wrong = Fair(), set(), []
    for disturbance in [*actions_of("do_"), *actions_of("also_")]:
        with transaction.atomic():
            fair.now = BEFORE
            getattr(fair, disturbance)()
            before = fair.faults()
            for action_name in set(actions_of("do_")) - {disturbance}:
                with transaction.atomic():
                    outcome = outcome_of(fair, action_name)
                    outcomes.add((action_name, outcome))
                    meetings, draft = fair.faults()
                    if outcome not in {"", None, *SENTENCES}:
                        wrong.append((disturbance, action_name, outcome))
                    if meetings - before[0]:
                        wrong.append((disturbance, action_name, sorted(meetings - before[0])))
                    if fair.draft_counts() and draft - before[0] - before[1]:
                        wrong.append((disturbance, action_name, "draft", sorted(draft - before[1])))
                    transaction.set_rollback(True)
            transaction.set_rollback(True)
    assert not wrong, wrong
    assert {action for action, outcome in outcomes if outcome == ""} == set(actions_of("do_"))
    codes = {outcome for _, outcome in outcomes}
    assert {"run_is_stale", "locked_meanwhile", "changed_meanwhile", "repair_is_stale", "repair_is_late"} <= codes
    assert {"slot_has_begun", "forbidden", "taken_meanwhile"} & codes

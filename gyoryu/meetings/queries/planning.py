"""An event as a problem of `meetplan` and as a consultation for documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple, cast
from zoneinfo import ZoneInfo

from gyoryu.base.names import Language, Names
from gyoryu.meetings.consultation import Attendee, Consultation, InterpreterPerson
from gyoryu.meetings.consultation import Side as SideName
from gyoryu.meetings.contacts import without_broken_groups
from gyoryu.meetings.identifiers import pair_id, slot_id, table_id
from gyoryu.meetings.models import Application, Interpreter, Meeting, PairRule, Placement, PlanRun, Side, Terms, Wish
from gyoryu.meetings.queries.contacts import groups_among
from gyoryu.meetings.queries.slots import started_slot_numbers
from gyoryu.meetings.rules import PairRequest, weights
from gyoryu.programmes.models import Event, Slot, Table
from meetplan.entities import Kind
from meetplan.problem import Interpreter as PlanInterpreter
from meetplan.problem import Options, Pair, Participant, Problem
from meetplan.problem import Slot as PlanSlot
from meetplan.problem import Table as PlanTable


def accepted(event: Event) -> list[Application]:
    """Return all accepted applications, sellers first, by number."""
    applications = Application.objects.filter(event=event, state=Application.State.ACCEPTED).select_related(
        "organisation"
    )
    return sorted(applications, key=lambda application: (application.side != Side.SELLER, application.number))


def consultation_of(event: Event, *, keep_locked: bool = True, language: Language | None = None) -> Consultation:
    """Return the event with its problem, with a fixed number of queries whatever its size.

    Ids in the problem: the numbers of participants and interpreters (S001, B001, I01), `s` and `t` with the number of a
    slot or table, and for a pair both numbers joined by a hyphen."""
    terms = Terms.objects.get(event=event)
    applications = accepted(event)
    resources = Resources.load(event)
    tables, interpreters = resources.tables, resources.interpreters
    pairs, asked_by = _pairs(event, terms, applications, keep_locked)
    problem = problem_of(event, terms, applications, resources, pairs, absent_by_repairs(event.pk))
    problem = without_broken_groups(problem, _fixed_slots(pairs))
    return Consultation(
        title=event.names,
        venue=event.venue,
        language=language or cast(Language, event.language),
        time_zone=event.time_zone,
        problem=problem,
        attendees={application.number: _attendee(application) for application in applications},
        interpreters={i.number: InterpreterPerson(i.number, i.names, cast(Language, i.language)) for i in interpreters},
        table_names={table_id(table.pk): table.name for table in tables},
        is_sample=event.is_sample,
        asked_by=asked_by,
    )


@dataclass(frozen=True, slots=True)
class Resources:
    """Rows of an event in their order."""

    slots: list[Slot]
    tables: list[Table]
    interpreters: list[Interpreter]

    @classmethod
    def load(cls, event: Event) -> Resources:
        return cls(
            list(Slot.objects.filter(event=event)),
            list(Table.objects.filter(event=event)),
            list(Interpreter.objects.filter(event=event)),
        )


def problem_of(
    event: Event,
    terms: Terms,
    applications: list[Application],
    resources: Resources,
    pairs: Iterable[Pair],
    absent: Mapping[str, frozenset[str]],
) -> Problem:
    """Return the problem of an event: the rules for every timetable, whether planned or edited by hand.
    `absent`: ids of slots for which a participant (by number) is not there, beside those it has entered itself."""
    return Problem(
        slots=tuple(_slots(resources.slots, ZoneInfo(event.time_zone))),
        tables=tuple(_tables(resources.tables)),
        participants=tuple(_participants(applications, terms, absent)),
        interpreters=tuple(_interpreters(resources.interpreters)),
        pairs=tuple(pairs),
        options=Options(break_spread=terms.break_spread, max_run=terms.max_run),
        same_person=_same_person(event, applications),
    )


def _same_person(event: Event, applications: list[Application]) -> tuple[frozenset[str], ...]:
    numbers = {application.pk: application.number for application in applications}
    participating = [application for application in applications if application.state == Application.State.ACCEPTED]
    return tuple(frozenset(numbers[number] for number in group) for group in groups_among(event, participating))


def _slots(slots: Iterable[Slot], zone: ZoneInfo) -> Iterable[PlanSlot]:
    for slot in slots:
        start, end = slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone)
        yield PlanSlot(
            slot_id(slot.pk), start.date().isoformat(), start.strftime("%H:%M"), end.strftime("%H:%M"), slot.session
        )


def _by_owner(rows: Iterable[tuple[int, int]]) -> dict[int, frozenset[str]]:
    slots_by_owner: dict[int, set[str]] = defaultdict(set)
    for owner, slot in rows:
        slots_by_owner[owner].add(slot_id(slot))
    return {owner: frozenset(slots) for owner, slots in slots_by_owner.items()}


def _tables(tables: list[Table]) -> Iterable[PlanTable]:
    rows = Table.closed.through.objects.filter(table__in=[table.pk for table in tables]).values_list(
        "table_id", "slot_id"
    )
    closed = _by_owner(rows)
    return (PlanTable(table_id(table.pk), closed.get(table.pk, frozenset())) for table in tables)


def _participants(
    applications: list[Application], terms: Terms, absent: Mapping[str, frozenset[str]]
) -> Iterable[Participant]:
    event = terms.event_id
    rows = Application.away.through.objects.filter(application__event_id=event).values_list("application_id", "slot_id")
    away = _by_owner(rows)
    for application in applications:
        min_meetings, max_meetings = _limits(application, terms)
        yield Participant(
            id=application.number,
            name=_names(application).in_language(cast(Language, application.language)),
            side=application.side,
            # Who needs no interpreter brings a common language to every meeting.
            languages=tuple(application.languages) if application.needs_interpreter else (),
            away=away.get(application.pk, frozenset()) | absent.get(application.number, frozenset()),
            min=min_meetings,
            max=max_meetings,
            table=table_id(application.table_id) if application.table_id else None,
            online=application.online,
        )


def _limits(application: Application, terms: Terms) -> tuple[int, int | None]:
    """Return the lowest and highest number of meetings: the participant's own, else those of its side."""
    is_seller = application.side == Side.SELLER
    least, most = (terms.seller_min, terms.seller_max) if is_seller else (terms.buyer_min, terms.buyer_max)
    least = application.least if application.least is not None else least
    most = application.most if application.most is not None else most
    return (least if most is None else min(least, most)), most


def absent_by_repairs(event: int) -> dict[str, frozenset[str]]:
    """Return by participant number the slots for which a repair without it was carried out: it gets no new meetings
    there. One that has a meeting in them nevertheless is present."""
    absent = _slots_of_repairs(event)
    if not absent:
        return {}
    active = Meeting.objects.filter(event=event, state__in=("planned", "running", "held"), slot__isnull=False)
    for seller, buyer, slot in active.values_list("seller__number", "buyer__number", "slot_id"):
        for number in (seller, buyer):
            if slot_id(slot) in absent.get(number, ()):
                del absent[number]
    return absent


def _slots_of_repairs(event: int) -> dict[str, frozenset[str]]:
    """By number of a participant the slots that repairs state it to be absent from."""
    absent: dict[str, frozenset[str]] = {}
    for run in PlanRun.objects.filter(event=event, carried_out=True, changes__isnull=False).only("changes"):
        for away in (run.changes or {})["away"]:
            if "participant" in away:
                number = away["participant"]
                absent[number] = absent.get(number, frozenset()) | frozenset(away["slots"])
    return absent


def _interpreters(interpreters: list[Interpreter]) -> Iterable[PlanInterpreter]:
    rows = Interpreter.away.through.objects.filter(interpreter__in=[i.pk for i in interpreters]).values_list(
        "interpreter_id", "slot_id"
    )
    away = _by_owner(rows)
    return (
        PlanInterpreter(i.number, tuple(i.languages), away.get(i.pk, frozenset()), max=i.most) for i in interpreters
    )


def _names(application: Application) -> Names:
    return application.organisation.names if application.organisation else Names()


def _attendee(application: Application) -> Attendee:
    organisation = application.organisation
    return Attendee(
        id=application.number,
        side=cast(SideName, application.side),
        names=_names(application),
        language=cast(Language, application.language),
        country=organisation.country if organisation else "",
    )


def requested_pairs(event: Event, applications: Iterable[Application]) -> dict[tuple[int, int], PairRequest | None]:
    """Return the requests between accepted participants, by (seller, buyer). `None`: it was declined."""
    sides = {application.pk: application.side for application in applications}
    wishes_by_pair: dict[tuple[int, int], dict[str, tuple[int, str, datetime]]] = defaultdict(dict)
    rows = Wish.objects.filter(event=event).values_list("asker_id", "asked_id", "rank", "answer", "created_at")
    for asker, counterpart, rank, answer, created_at in rows.order_by():
        side, other_side = sides.get(asker), sides.get(counterpart)
        if side is None or other_side is None or side == other_side:
            continue
        pair = (asker, counterpart) if side == Side.SELLER else (counterpart, asker)
        wishes_by_pair[pair][side] = (rank, answer, created_at)
    return {pair: _pair_request(pair, wishes) for pair, wishes in wishes_by_pair.items()}


def _pair_request(pair: tuple[int, int], wishes: dict[str, tuple[int, str, datetime]]) -> PairRequest | None:
    if any(answer == Wish.Answer.DECLINED for _, answer, _ in wishes.values()):
        return None
    return PairRequest(
        seller=pair[0],
        buyer=pair[1],
        seller_rank=wishes.get(Side.SELLER, (0,))[0],
        buyer_rank=wishes.get(Side.BUYER, (0,))[0],
        first_at=min(created_at for _, _, created_at in wishes.values()),
        agreed=any(answer == Wish.Answer.ACCEPTED for _, answer, _ in wishes.values()),
    )


def _pairs(
    event: Event, terms: Terms, applications: list[Application], keep_locked: bool
) -> tuple[list[Pair], dict[str, frozenset[SideName]]]:
    numbers = {application.pk: application.number for application in applications}
    requests = {pair: request for pair, request in requested_pairs(event, applications).items() if request is not None}
    weight = dict(zip(requests, weights(list(requests.values()), terms.priorities), strict=True))
    rules = _among(numbers, _rules(event))
    locked = _among(numbers, _fixed(event)) if keep_locked else {}
    pairs, asked_by = [], {}
    for seller, buyer in sorted({*requests, *rules, *locked}, key=lambda pair: (numbers[pair[0]], numbers[pair[1]])):
        pair = (seller, buyer)
        name = pair_id(numbers[seller], numbers[buyer])
        kind, fixed = _kind_and_slot(rules.get(pair), locked.get(pair))
        pairs.append(Pair(name, numbers[seller], numbers[buyer], kind=kind, weight=weight.get(pair, 1.0), fixed=fixed))
        if pair in requests:
            asked_by[name] = _sides(requests[pair])
    return pairs, asked_by


def _among(numbers: Collection[int], by_pair: dict[tuple[int, int], str]) -> dict[tuple[int, int], str]:
    """Return the entries of pairs of which both take part."""
    return {pair: value for pair, value in by_pair.items() if pair[0] in numbers and pair[1] in numbers}


def _rules(event: Event) -> dict[tuple[int, int], str]:
    rows = PairRule.objects.filter(event=event).values_list("seller_id", "buyer_id", "kind")
    return {(seller, buyer): kind for seller, buyer, kind in rows}


def _kind_and_slot(rule: str | None, locked_slot: str | None) -> tuple[Kind, str | None]:
    """Return kind and fixed slot of a pair. A locked pair is required even without a request, unless it is
    forbidden."""
    if rule == PairRule.Kind.FORBIDDEN:
        return "forbidden", None
    is_required = rule == PairRule.Kind.MUST or locked_slot is not None
    return "must" if is_required else "wish", locked_slot


class _Staying(NamedTuple):
    """A published meeting that no plan may move."""

    seller: str
    buyer: str
    slot: str


def from_now_on(event: Event, problem: Problem, now: datetime) -> Problem:
    """Return the problem as it can still be planned: published meetings that have begun and walk-ins are fixed where
    they are, and nothing else is put into slots that have begun."""
    started_slots = {slot_id(number) for number in started_slot_numbers(event.pk, now)}
    staying = _staying(event, started_slots)
    if not started_slots and not staying:
        return problem
    later = frozenset(slot.id for slot in problem.slots) - started_slots
    pairs = tuple(
        _restrict(pair, staying.get(pair.id), started_slots, later) for pair in _with_staying(problem, staying)
    )
    return without_broken_groups(replace(problem, pairs=pairs), _fixed_slots(pairs))


def _restrict(pair: Pair, staying: _Staying | None, started_slots: set[str], later: frozenset[str]) -> Pair:
    """Fix a pair to the slot of its staying meeting, or else keep it out of slots that have begun."""
    if staying is not None:
        return replace(pair, kind="must", fixed=staying.slot)
    return replace(pair, fixed=None if pair.fixed in started_slots else pair.fixed, slots=later)


def _with_staying(problem: Problem, staying: Mapping[str, _Staying]) -> Iterable[Pair]:
    """Return the pairs of a problem, and those of staying meetings between participants."""
    pairs = {pair.id: pair for pair in problem.pairs}
    participants = {participant.id for participant in problem.participants}
    for seller, buyer, _ in staying.values():
        if seller in participants and buyer in participants:
            add_pair_of_meeting(pairs, seller, buyer)
    return pairs.values()


def add_pair_of_meeting(pairs: dict[str, Pair], seller: str, buyer: str) -> str:
    """Add the pair of a meeting that is not requested or is forbidden by a rule: a published meeting remains valid.
    Return the id of the pair."""
    name = pair_id(seller, buyer)
    if name not in pairs or pairs[name].kind == "forbidden":
        pairs[name] = Pair(name, seller, buyer)
    return name


def _fixed_slots(pairs: Iterable[Pair]) -> dict[str, str]:
    return {pair.id: pair.fixed for pair in pairs if pair.fixed}


def _staying(event: Event, started_slots: set[str]) -> dict[str, _Staying]:
    """By pair each published meeting that no plan may move."""
    rows = Meeting.objects.filter(event=event, state__in=("planned", "running", "held"), slot__isnull=False)
    columns = rows.values_list("seller__number", "buyer__number", "slot_id", "state", "is_walk_in")
    return {
        pair_id(seller, buyer): _Staying(seller, buyer, slot_id(slot))
        for seller, buyer, slot, state, is_walk_in in columns
        if is_walk_in or state != Meeting.State.PLANNED or slot_id(slot) in started_slots
    }


def staying_pairs(event: Event, problem: Problem, published: Collection[str] = ()) -> frozenset[str]:
    """Pairs that are required in `problem` only because their meeting stays where it is, or is among `published`."""
    rules = PairRule.objects.filter(event=event, kind=PairRule.Kind.MUST)
    required = {pair_id(*numbers) for numbers in rules.values_list("seller__number", "buyer__number")}
    return frozenset(
        pair.id
        for pair in problem.pairs
        if pair.kind == "must" and pair.id not in required and (pair.fixed is not None or pair.id in published)
    )


def _fixed(event: Event) -> dict[tuple[int, int], str]:
    rows = Placement.objects.filter(event=event, locked=True).values_list("seller_id", "buyer_id", "slot_id")
    return {(seller, buyer): slot_id(slot) for seller, buyer, slot in rows}


def _sides(request: PairRequest) -> frozenset[SideName]:
    if request.kind == "mutual":
        return frozenset({"seller", "buyer"})
    return frozenset({request.kind})

"""The checker of plans, which is independent of the solver on purpose.

It shares no code with the solver, uses plain dictionaries, and follows the text of the format rule by rule, so that an
error in one of the two is detected by the other."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from meetplan.plan import Bounds, Meeting, Plan, Score
from meetplan.problem import Fault, Interpreter, Pair, Participant, Problem

WEIGHT_TOLERANCE = 1e-6


class InvalidPlan(ValueError):
    """The plan breaks a rule of its problem. `faults` lists every one."""

    def __init__(self, faults: Sequence[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True, init=False)
class CheckedPlan:
    """A plan that keeps every rule of its problem: there is no other way to construct it than by the check.

    Attributes
    ----------
    problem : Problem
    plan : Plan
        Without the claims that the check contradicts: such bounds are None, figures of the score are counted again,
        and the status is "feasible".
    doubtful : tuple of Fault
        The contradicted claims.

    Raises
    ------
    InvalidPlan
        Where the plan breaks a rule.
    """

    problem: Problem
    plan: Plan
    doubtful: tuple[Fault, ...]

    def __init__(self, problem: Problem, plan: Plan):
        violations = tuple(_references(problem, plan)) or _violations(problem, plan)
        if violations:
            raise InvalidPlan(violations)
        doubtful = tuple(_figures(problem, plan))
        object.__setattr__(self, "problem", problem)
        object.__setattr__(self, "plan", _without_claims(problem, plan, doubtful) if doubtful else plan)
        object.__setattr__(self, "doubtful", doubtful)


def _without_claims(problem: Problem, plan: Plan, doubtful: Iterable[Fault]) -> Plan:
    beaten = {fault.path.rpartition(".")[2]: None for fault in doubtful if fault.code == "bound_is_beaten"}
    score = score_of(problem, plan.meetings)
    return replace(plan, score=score, bounds=replace(plan.bounds, **beaten), status="feasible")


def verify(problem: Problem, plan: Plan) -> CheckedPlan:
    """Check a plan, and accept it even if its bounds are wrong.

    Parameters
    ----------
    problem : Problem
    plan : Plan

    Returns
    -------
    CheckedPlan

    Raises
    ------
    InvalidPlan
        Where the plan breaks a rule.
    """
    return CheckedPlan(problem, plan)


def check(problem: Problem, plan: Plan) -> tuple[Fault, ...]:
    """Check a plan and everything that it claims.

    Parameters
    ----------
    problem : Problem
    plan : Plan

    Returns
    -------
    tuple of Fault
        Every broken rule; empty for a valid plan with a correct score and bounds that may be correct.
    """
    return tuple(_references(problem, plan)) or (*_violations(problem, plan), *_figures(problem, plan))


def _violations(problem: Problem, plan: Plan) -> tuple[Fault, ...]:
    """Return the rules that the meetings break, regardless of the plan's own statements."""
    return (
        *_pairs(problem, plan),
        *_participants(problem, plan),
        *_tables(problem, plan),
        *_interpreters(problem, plan),
        *_unplaced(problem, plan),
    )


def _references(problem: Problem, plan: Plan) -> Iterator[Fault]:
    """Check that everything named exists, and that no pair meets twice."""
    known = {
        "pair": {pair.id for pair in problem.pairs},
        "slot": {slot.id for slot in problem.slots},
        "table": {table.id for table in problem.tables},
        "interpreter": {interpreter.id for interpreter in problem.interpreters},
    }
    seen: set[str] = set()
    for k, meeting in enumerate(plan.meetings):
        for key, ids in known.items():
            value = getattr(meeting, key)
            if value is not None and value not in ids:
                yield Fault(f"$.meetings[{k}].{key}", f"unknown_{key}", value)
        if meeting.pair in seen:
            yield Fault(f"$.meetings[{k}].pair", "meets_twice", meeting.pair)
        seen.add(meeting.pair)
    for k, unplaced in enumerate(plan.unplaced):
        unknown = [pair for pair in (unplaced.pair, *unplaced.instead_of) if pair not in known["pair"]]
        yield from (Fault(f"$.unplaced[{k}]", "unknown_pair", pair) for pair in unknown)


def _pairs(problem: Problem, plan: Plan) -> Iterator[Fault]:
    """Check kind, slots, fixed slot and order of the pairs."""
    pairs = {pair.id: pair for pair in problem.pairs}
    position = {slot.id: k for k, slot in enumerate(problem.slots)}
    held = {meeting.pair: position[meeting.slot] for meeting in plan.meetings}
    forbidden = {frozenset((pair.a, pair.b)) for pair in problem.pairs if pair.kind == "forbidden"}
    for k, meeting in enumerate(plan.meetings):
        pair, path = pairs[meeting.pair], f"$.meetings[{k}]"
        if frozenset((pair.a, pair.b)) in forbidden:
            yield Fault(path, "forbidden", pair.id)
        yield from _permitted_slot(pair, meeting, path)
        for before in pair.after:
            if before not in held or held[before] >= position[meeting.slot]:
                yield Fault(path, "order", f"{pair.id} after {before}")


def _permitted_slot(pair: Pair, meeting: Meeting, path: str) -> Iterator[Fault]:
    if pair.slots is not None and meeting.slot not in pair.slots:
        yield Fault(f"{path}.slot", "slot_not_allowed", meeting.slot)
    if pair.fixed is not None and meeting.slot != pair.fixed:
        yield Fault(f"{path}.slot", "not_at_fixed_slot", f"{meeting.slot}, fixed {pair.fixed}")


def _meetings_by_participant(problem: Problem, meetings: Iterable[Meeting]) -> dict[str, list[Meeting]]:
    """Return the meetings of each participant, in order of time."""
    position = {slot.id: k for k, slot in enumerate(problem.slots)}
    pairs = {pair.id: pair for pair in problem.pairs}
    by_participant: dict[str, list[Meeting]] = {participant.id: [] for participant in problem.participants}
    for meeting in sorted(meetings, key=lambda meeting: position[meeting.slot]):
        by_participant[pairs[meeting.pair].a].append(meeting)
        by_participant[pairs[meeting.pair].b].append(meeting)
    return by_participant


def _day_patterns(problem: Problem, meetings: Iterable[Meeting]) -> Iterator[str]:
    """Yield the days of one participant as texts of M (meeting) and - (free)."""
    busy = {meeting.slot for meeting in meetings}
    days: dict[str, str] = defaultdict(str)
    for slot in problem.slots:
        days[slot.day] += "M" if slot.id in busy else "-"
    yield from days.values()


def count_breaks(problem: Problem, meetings: Iterable[Meeting]) -> int:
    """Count the gaps between two meetings of one participant on one day."""
    return sum(
        max(0, len([run for run in pattern.split("-") if run]) - 1) for pattern in _day_patterns(problem, meetings)
    )


def _participants(problem: Problem, plan: Plan) -> Iterator[Fault]:
    by_participant = _meetings_by_participant(problem, plan.meetings)
    for participant in problem.participants:
        yield from _participant(problem, participant, by_participant[participant.id])
    pairs = {pair.id: pair for pair in problem.pairs}
    for group in problem.same_person:
        busy = Counter(m.slot for m in plan.meetings if pairs[m.pair].a in group or pairs[m.pair].b in group)
        for slot, count in busy.items():
            if count > 1:
                yield Fault("$.meetings", "same_person_twice", f"{', '.join(sorted(group))} in {slot}")


def _participant(problem: Problem, participant: Participant, meetings: list[Meeting]) -> Iterator[Fault]:
    name = participant.id
    for slot, count in Counter(meeting.slot for meeting in meetings).items():
        if count > 1:
            yield Fault("$.meetings", "participant_twice", f"{name} in {slot}")
        if slot in participant.away:
            yield Fault("$.meetings", "participant_away", f"{name} in {slot}")
    if participant.max is not None and len(meetings) > participant.max:
        yield Fault("$.meetings", "above_max", f"{name}: {len(meetings)} > {participant.max}")
    max_run = problem.options.max_run
    if max_run is not None:
        for pattern in _day_patterns(problem, meetings):
            if "M" * (max_run + 1) in pattern:
                yield Fault("$.meetings", "max_run", f"{name}: {pattern}")


def _tables(problem: Problem, plan: Plan) -> Iterator[Fault]:
    pairs = {pair.id: pair for pair in problem.pairs}
    participants = {participant.id: participant for participant in problem.participants}
    closed = {table.id: table.closed for table in problem.tables}
    uses: set[tuple[str, str]] = set()
    for k, meeting in enumerate(plan.meetings):
        people = [participants[pairs[meeting.pair].a], participants[pairs[meeting.pair].b]]
        path = f"$.meetings[{k}].table"
        if meeting.table is None:
            if not any(participant.online for participant in people):
                yield Fault(path, "no_table", meeting.pair)
            continue
        if (meeting.table, meeting.slot) in uses:
            yield Fault(path, "table_twice", f"{meeting.table} in {meeting.slot}")
        uses.add((meeting.table, meeting.slot))
        if meeting.slot in closed[meeting.table]:
            yield Fault(path, "table_closed", f"{meeting.table} in {meeting.slot}")
        for participant in people:
            if participant.table is not None and participant.table != meeting.table:
                yield Fault(path, "not_at_own_table", f"{participant.id} sits at {participant.table}")


def _interpreters(problem: Problem, plan: Plan) -> Iterator[Fault]:
    pairs = {pair.id: pair for pair in problem.pairs}
    languages = {participant.id: set(participant.languages) for participant in problem.participants}
    interpreters = {interpreter.id: interpreter for interpreter in problem.interpreters}
    for k, meeting in enumerate(plan.meetings):
        pair, path = pairs[meeting.pair], f"$.meetings[{k}].interpreter"
        a, b = languages[pair.a], languages[pair.b]
        is_needed = bool(problem.interpreters and a and b and not a & b)
        if meeting.interpreter is not None:
            yield from _interpreter_of(meeting, interpreters[meeting.interpreter], [a, b] if is_needed else [], path)
        elif is_needed:
            yield Fault(path, "no_interpreter", pair.id)
    served = [meeting for meeting in plan.meetings if meeting.interpreter is not None]
    for (name, slot), count in Counter((meeting.interpreter, meeting.slot) for meeting in served).items():
        if count > 1:
            yield Fault("$.meetings", "interpreter_twice", f"{name} in {slot}")
    total = Counter(meeting.interpreter for meeting in served)
    for interpreter in problem.interpreters:
        count, limit = total[interpreter.id], interpreter.max
        if limit is not None and count > limit:
            yield Fault("$.meetings", "interpreter_above_max", f"{interpreter.id}: {count} > {limit}")


def _interpreter_of(
    meeting: Meeting, interpreter: Interpreter, languages: Iterable[set[str]], path: str
) -> Iterator[Fault]:
    """Check the interpreter of one meeting, who must speak one of each of these sets of languages."""
    if any(spoken.isdisjoint(interpreter.languages) for spoken in languages):
        yield Fault(path, "interpreter_cannot", f"{interpreter.id}, {meeting.pair}")
    if meeting.slot in interpreter.away:
        yield Fault(path, "interpreter_away", f"{interpreter.id} in {meeting.slot}")


def _unplaced(problem: Problem, plan: Plan) -> Iterator[Fault]:
    """Check that every pair either meets or is listed as unplaced, not both."""
    placed = {meeting.pair for meeting in plan.meetings}
    listed = Counter(unplaced.pair for unplaced in plan.unplaced)
    for pair in problem.pairs:
        if (pair.id in placed) == (pair.id in listed) and not (pair.kind == "forbidden" and pair.id not in placed):
            yield Fault("$.unplaced", "placed_and_listed" if pair.id in placed else "not_listed", pair.id)
    for pair_id, count in listed.items():
        if count > 1:
            yield Fault("$.unplaced", "listed_twice", pair_id)


def score_of(problem: Problem, meetings: Iterable[Meeting]) -> Score:
    """Return the score of meetings, counted from the definitions of the format.

    Raises KeyError for ids that are not in the problem."""
    meetings = tuple(meetings)
    pairs = {pair.id: pair for pair in problem.pairs}
    by_participant = _meetings_by_participant(problem, meetings)
    breaks = [count_breaks(problem, by_participant[participant.id]) for participant in problem.participants]
    placed: list[Pair] = [pairs[meeting.pair] for meeting in meetings]
    return Score(
        must=sum(pair.kind == "must" for pair in placed),
        below_min=sum(max(0, p.min - len(by_participant[p.id])) for p in problem.participants),
        weight=sum(pair.weight for pair in placed),
        spread_excess=_spread_excess(problem, breaks),
        breaks=sum(breaks),
        most_breaks=max(breaks, default=0),
        table_changes=sum(_table_changes(by_participant[p.id]) for p in problem.participants),
    )


def _spread_excess(problem: Problem, breaks: list[int]) -> int:
    """Return by how much the break counts of two participants differ beyond the wanted spread."""
    spread = problem.options.break_spread
    if spread is None or not breaks:
        return 0
    return max(0, max(breaks) - min(breaks) - spread)


def _table_changes(meetings: list[Meeting]) -> int:
    """Count changes between consecutive meetings; online meetings, without a table, are no change."""
    tables = [meeting.table for meeting in meetings if meeting.table is not None]
    return sum(table != following for table, following in itertools.pairwise(tables))


def _figures(problem: Problem, plan: Plan) -> Iterator[Fault]:
    counted = score_of(problem, plan.meetings)
    if abs(counted.weight - plan.score.weight) > WEIGHT_TOLERANCE * max(1.0, abs(counted.weight)):
        yield Fault("$.score.weight", "wrong_score", f"{plan.score.weight}, counted {counted.weight}")
    for key in ("must", "below_min", "spread_excess", "breaks", "most_breaks", "table_changes"):
        if getattr(counted, key) != getattr(plan.score, key):
            yield Fault(f"$.score.{key}", "wrong_score", f"{getattr(plan.score, key)}, counted {getattr(counted, key)}")
    yield from _beaten_bounds(counted, plan.bounds)
    if plan.status == "optimal" and not _is_proved(counted, plan.bounds):
        yield Fault("$.status", "not_proved")


def _beaten_bounds(counted: Score, bounds: Bounds) -> Iterator[Fault]:
    """Check the bounds: the plan is a counterexample to one that it beats."""
    slack = WEIGHT_TOLERANCE * max(1.0, abs(counted.weight))
    for key, beaten in (
        ("must", bounds.must is not None and counted.must > bounds.must),
        ("below_min", bounds.below_min is not None and counted.below_min < bounds.below_min),
        ("weight", bounds.weight is not None and counted.weight > bounds.weight + slack),
        ("spread_excess", bounds.spread_excess is not None and counted.spread_excess < bounds.spread_excess),
        ("breaks", bounds.breaks is not None and counted.breaks < bounds.breaks),
    ):
        if beaten:
            yield Fault(f"$.bounds.{key}", "bound_is_beaten", f"{getattr(bounds, key)}")


def _is_proved(counted: Score, bounds: Bounds) -> bool:
    slack = WEIGHT_TOLERANCE * max(1.0, abs(counted.weight))
    return (
        counted.must == bounds.must
        and counted.below_min == bounds.below_min
        and bounds.weight is not None
        and counted.weight >= bounds.weight - slack
        and counted.spread_excess == bounds.spread_excess
        and counted.breaks == bounds.breaks
    )

"""What holds for every agreement: no day is both in force and ended, and no act changes the past."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gyoryu.agreements.terms import (
    Act,
    ActKind,
    Agreement,
    EntryIntoForce,
    Extension,
    ExtensionStart,
    FixedTerm,
    Instrument,
    OpenEnded,
    Period,
    Renewal,
    RenewalMode,
    Status,
    TermRule,
    Timeline,
    UntilDay,
    Withdrawal,
)
from gyoryu.base.date_windows import DateWindow
from tests.gyoryu.agreements.terms.chains import BOTH

START, HORIZON = date(2000, 1, 1), date(2015, 1, 1)
EXAMPLES = settings(max_examples=60, phases=[Phase.generate])
TODAY = date(2026, 11, 27)

days = st.integers(0, 3650).map(lambda n: START + timedelta(days=n))
periods = st.builds(Period, years=st.integers(0, 3), months=st.integers(0, 11), days=st.integers(1, 20))
exact = days.map(DateWindow.on)


@st.composite
def windows(draw):
    first = draw(days)
    return DateWindow(first, first + timedelta(days=draw(st.sampled_from([0, 0, 10, 60]))))


def lengths(window):
    return st.one_of(periods.map(FixedTerm), window.map(UntilDay), st.just(OpenEnded()))


def rules(window):
    renewed = st.builds(Period, months=st.integers(3, 36)).map(FixedTerm)
    notices = st.builds(Period, months=st.integers(0, 6))
    times = st.none() | st.integers(1, 3)
    renewals = st.builds(Renewal, st.sampled_from(RenewalMode), renewed, notices, times, st.just("renewal"))
    withdrawals = st.builds(Withdrawal, periods, st.just("withdrawal"))
    return st.builds(
        TermRule, lengths(window), st.none() | renewals, st.none() | withdrawals, st.booleans(), st.just("term")
    )  # fmt: skip


def extensions(window):
    return st.builds(Extension, lengths(window), st.sampled_from(ExtensionStart))


@st.composite
def agreements(draw, window):
    others = []
    for number in range(draw(st.integers(0, 2))):
        terms = draw(st.one_of(
            st.builds(lambda rule: {"rule": rule}, rules(window)),
            st.builds(lambda added: {"extension": added}, extensions(window)),
            st.just({}),
        ))  # fmt: skip
        others.append(Instrument(f"i{number}", BOTH, EntryIntoForce(), **terms))
    instruments = (Instrument("i", BOTH, EntryIntoForce(), rule=draw(rules(window))), *others)
    acts = [
        Act(ActKind.SIGNED, draw(window), party, instrument.key) for instrument in instruments for party in sorted(BOTH)
    ]
    acts += draw(st.lists(st.builds(
        Act, st.sampled_from([ActKind.NON_RENEWAL, ActKind.WITHDRAWAL, ActKind.ENDED, ActKind.SUPERSEDED]), window,
    ), max_size=2))  # fmt: skip
    return Agreement(instruments, tuple(acts))


@EXAMPLES
@given(agreements(exact))
def test_runs_of_exact_days_follow_one_another_without_overlap(facts):
    for runs in Timeline(facts, HORIZON).readings:
        for run in runs:
            firsts = [segment.first.earliest for segment in run.segments]
            assert firsts == sorted(firsts)
            assert run.last is None or not firsts or run.last.earliest >= firsts[-1]
        for before, after in pairwise(runs):
            assert before.last is not None
            assert not after.segments or after.segments[0].first.earliest > before.last.earliest


@EXAMPLES
@given(agreements(exact), st.lists(days, min_size=3, max_size=8))
def test_a_definite_answer_is_one_status_with_what_belongs_to_it(facts, asked_days):
    timeline = Timeline(facts, HORIZON)
    for day in asked_days:
        answer = timeline.status_on(day, TODAY)
        assert not answer.inexact_days
        assert bool(answer.clauses) == (answer.status is Status.IN_FORCE) or answer.status is Status.OPEN
        assert not (answer.reasons and answer.status is Status.IN_FORCE)


@EXAMPLES
@given(agreements(exact))
def test_notice_is_given_before_the_renewal_it_prevents(facts):
    for runs in Timeline(facts, HORIZON).readings:
        for run in runs:
            for segment in run.segments:
                assert segment.notice_day is None or segment.notice_day.latest < segment.first.earliest


@EXAMPLES
@given(agreements(exact), st.sampled_from(ActKind), st.sampled_from([*sorted(BOTH), ""]), days, st.data())
def test_an_act_never_changes_the_days_before_it(facts, kind, party, when, data):
    """Save where the text says so: an extension or a consent that is counted from an end that has passed."""
    key = data.draw(st.sampled_from([instrument.key for instrument in facts.instruments]))
    if kind is ActKind.SIGNED and not data.draw(st.booleans()):
        facts = Agreement(
            facts.instruments, tuple(act for act in facts.acts if act.instrument != key or act.party != party)
        )
    forward = all(
        instrument.rule is not None
        or (instrument.extension is not None and instrument.extension.start is ExtensionStart.ENTRY)
        for instrument in facts.instruments
    )
    is_new = not any((act.kind, act.party, act.instrument) == (kind, party, key) for act in facts.acts)
    if not (forward and is_new):
        return
    before = Timeline(facts, HORIZON)
    after = Timeline(Agreement(facts.instruments, (*facts.acts, Act(kind, DateWindow.on(when), party, key))), HORIZON)
    for back in (1, 30, 400):
        day = when - timedelta(days=back)
        assert after.status_on(day, TODAY).status == before.status_on(day, TODAY).status


@EXAMPLES
@given(agreements(windows()), st.lists(days, min_size=3, max_size=6), st.data())
def test_what_is_definite_with_inexact_days_stays_so_when_they_become_known(facts, asked_days, data):
    def known(window):
        return DateWindow.on(
            window.earliest + timedelta(days=data.draw(st.integers(0, (window.latest - window.earliest).days)))
        )

    def known_length(length):
        return UntilDay(known(length.day)) if isinstance(length, UntilDay) else length

    def exactly(instrument):
        rule, added = instrument.rule, instrument.extension
        if rule is not None:
            rule = TermRule(
                known_length(rule.length), rule.renewal, rule.withdrawal, rule.first_day_counts, rule.clause
            )
        if added is not None:
            added = Extension(known_length(added.length), added.start, added.clause)
        return Instrument(instrument.key, instrument.parties, instrument.entry, rule, added)

    exact_facts = Agreement(
        tuple(exactly(instrument) for instrument in facts.instruments),
        tuple(Act(act.kind, known(act.day), act.party, act.instrument) for act in facts.acts),
    )
    inexact, exact_timeline = Timeline(facts, HORIZON), Timeline(exact_facts, HORIZON)
    for day in asked_days:
        answer = inexact.status_on(day, TODAY)
        if answer.status is not Status.OPEN:
            assert exact_timeline.status_on(day, TODAY).status == answer.status

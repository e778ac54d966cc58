"""Terms of real agreements, by their published facts (cases A1 to A20), and questions about them."""

from datetime import date

import pytest

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
    Trigger,
    UntilDay,
    Withdrawal,
)
from gyoryu.agreements.terms.choices import Doubt
from gyoryu.agreements.terms.course import EndReason
from tests.gyoryu.agreements.terms.chains import BOTH, agreement, automatic, day, signed, status, timeline, years


def extension(key, length, base, clause="extension"):
    return Instrument(key, BOTH, EntryIntoForce(), extension=Extension(length, base, clause))


# A1: three years, renewed by itself for three years unless notice is given six months before (article 10, 2).
STARTUPS = agreement(
    TermRule(years(3), automatic(3, 6, "10(2)"), first_day_counts=False, clause="10(1)"), "2020-12-08"
)  # fmt: skip


@pytest.mark.parametrize(
    ("when", "expected", "clauses"),
    [
        ("2020-12-07", Status.NOT_YET, ()),
        ("2020-12-08", Status.IN_FORCE, ("10(1)",)),
        ("2023-12-08", Status.IN_FORCE, ("10(1)",)),
        ("2023-12-09", Status.IN_FORCE, ("10(2)",)),
        ("2029-12-08", Status.IN_FORCE, ("10(2)",)),
    ],
)
def test_a1_each_day_is_in_force_by_the_clause_of_its_term(when, expected, clauses):
    answer = status(STARTUPS, when)
    assert (answer.status, answer.clauses) == (expected, clauses)


def test_a1_the_last_day_of_notice_lies_six_months_before_the_end_of_the_running_term():
    notice = timeline(STARTUPS).next_notice_day(date(2026, 1, 1))
    assert (notice.day, notice.clause) == (day("2026-06-08"), "10(2)")
    # Once it has passed the next one is that of the next term.
    assert timeline(STARTUPS).next_notice_day(date(2026, 6, 9)).day == day("2029-06-08")


def test_a1_what_depends_on_nobody_giving_notice_says_until_when():
    assert status(STARTUPS, "2025-01-01", "2026-11-27").unless_notice_by is None
    assert status(STARTUPS, "2028-01-01", "2026-01-01").unless_notice_by == date(2026, 6, 8)


def test_a1_notice_in_time_ends_the_term_and_a_late_one_leaves_the_next_open():
    rule = TermRule(years(3), automatic(3, 6, "10(2)"), first_day_counts=False, clause="10(1)")
    in_time = agreement(rule, "2020-12-08", acts=(Act(ActKind.NON_RENEWAL, day("2023-06-08"), "cn"),))
    answer = status(in_time, "2023-12-09")
    assert (answer.status, answer.reasons) == (Status.ENDED, (EndReason.NOT_RENEWED,))
    late = agreement(rule, "2020-12-08", acts=(Act(ActKind.NON_RENEWAL, day("2023-06-09"), "cn"),))
    assert status(late, "2026-12-08").status is Status.IN_FORCE
    answer = status(late, "2026-12-09")
    assert (answer.status, answer.doubts) == (Status.OPEN, (Doubt.LATE_NOTICE,))


def test_a1_signed_in_two_places_on_two_days_begins_with_the_later():
    rule = TermRule(years(3), clause="10(1)", first_day_counts=True)
    acts = (Act(ActKind.SIGNED, day("2020-12-08"), "kr", "original"),)
    half = Agreement((Instrument("original", BOTH, rule=rule),), acts)
    assert status(half, "2030-01-01").status is Status.NOT_YET
    whole = Agreement(half.instruments, (*acts, Act(ActKind.SIGNED, day("2020-12-10"), "cn", "original")))
    assert status(whole, "2020-12-09").status is Status.NOT_YET
    assert status(whole, "2020-12-10").status is Status.IN_FORCE


def test_a4_an_expired_agreement_stays_expired_whatever_is_signed_elsewhere():
    answer = status(agreement(TermRule(UntilDay(day("2024-06-30"))), "2019-07-01"), "2025-01-01")
    assert (answer.status, answer.reasons) == (Status.ENDED, (EndReason.EXPIRED,))


def test_a5_a_bilateral_ends_when_three_parties_replace_it():
    bilateral = agreement(
        TermRule(years(5), automatic(5, 6), first_day_counts=True), "2001-06-01",
        acts=(Act(ActKind.SUPERSEDED, day("2022-11-09")),),
    )  # fmt: skip
    assert status(bilateral, "2022-11-08").status is Status.IN_FORCE
    answer = status(bilateral, "2022-11-09")
    assert (answer.status, answer.reasons) == (Status.ENDED, (EndReason.SUPERSEDED,))
    three = frozenset({"kr", "cn", "vn"})
    trilateral = agreement(TermRule(UntilDay(day("2027-12-31"))), "2022-11-09", parties=three)
    assert status(trilateral, "2027-12-31").status is Status.IN_FORCE
    assert status(trilateral, "2028-01-01").status is Status.ENDED


def test_a6_an_extension_that_does_not_say_from_which_day_leaves_fifteen_days_open():
    facts = agreement(
        TermRule(UntilDay(day("2021-12-17"))), "2019-12-18",
        extension("e", years(2), ExtensionStart.UNSTATED), acts=signed("e", "2021-12-02"),
    )  # fmt: skip
    assert status(facts, "2023-12-01").status is Status.IN_FORCE
    answer = status(facts, "2023-12-10")
    assert answer.status is Status.OPEN
    assert Doubt.EXTENSION_START in answer.doubts
    assert status(facts, "2023-12-18").status is Status.ENDED


def test_a7_lapsed_for_seven_years_extended_without_renewal_and_extended_after_its_end():
    facts = agreement(
        TermRule(UntilDay(day("2008-10"))), "2003",
        Instrument("2015", BOTH, rule=TermRule(UntilDay(day("2020-06-15")), clause="2015")),
        extension("2020", UntilDay(day("2023-06-15")), ExtensionStart.END, "2020"),
        extension("2023", UntilDay(day("2028-06-15")), ExtensionStart.END, "2023"),
        acts=(*signed("2015", "2015"), *signed("2020", "2020-06-01"), *signed("2023", "2023-06-30")),
    )  # fmt: skip
    assert status(facts, "2008-09-30").status is Status.IN_FORCE
    answer = status(facts, "2008-10-15")
    assert (answer.status, answer.inexact_days) == (Status.OPEN, True)
    assert status(facts, "2012-01-01").status is Status.ENDED
    assert status(facts, "2016-01-01").clauses == ("2015",)
    assert status(facts, "2022-01-01").clauses == ("2020",)
    # Signed a fortnight after the end, and counted from it: no gap.
    assert status(facts, "2023-06-20").clauses == ("2023",)
    assert status(facts, "2028-06-16").status is Status.ENDED


def test_a8_exchanges_of_notes_extend_and_a_protocol_replaces_the_term():
    notes = [
        Instrument(
            year,
            BOTH,
            EntryIntoForce(Trigger.EXCHANGE),
            extension=Extension(years(1), ExtensionStart.END, f"notes {year}"),
        )
        for year in ("2020", "2021", "2022")
    ]
    protocol = Instrument(
        "2023",
        BOTH,
        EntryIntoForce(Trigger.NOTICES),
        rule=TermRule(years(10), first_day_counts=False, clause="protocol"),
    )
    acts = [Act(ActKind.EXCHANGED, day(f"{year}-06-01"), instrument=year) for year in ("2020", "2021", "2022")]
    acts += [
        Act(ActKind.NOTIFIED, day(when), party, "2023") for party, when in (("kr", "2023-05-08"), ("cn", "2023-05-31"))
    ]
    facts = agreement(TermRule(UntilDay(day("2020-07-02"))), "1999-07-02", *notes, protocol, acts=acts)
    assert status(facts, "2021-07-03").clauses == ("notes 2021",)
    assert status(facts, "2023-05-30").clauses == ("notes 2022",)
    assert status(facts, "2023-05-31").clauses == ("protocol",)
    assert status(facts, "2033-05-31").status is Status.IN_FORCE
    assert status(facts, "2033-06-01").status is Status.ENDED


def test_a9_signed_anew_after_it_had_lapsed_begins_again_from_the_signature():
    renewed = Instrument("2022", BOTH, rule=TermRule(years(5), first_day_counts=True, clause="2022"))
    facts = agreement(
        TermRule(years(5), first_day_counts=True), "2016-05-16", renewed, acts=signed("2022", "2022-07-28")
    )
    assert status(facts, "2021-05-16").status is Status.ENDED
    assert status(facts, "2022-07-28").clauses == ("2022",)
    assert status(facts, "2027-07-28").status is Status.ENDED


def test_a10_a_renewal_that_was_only_proposed_renews_nothing():
    consent = Instrument("renewal", BOTH)
    rule = TermRule(years(2), Renewal(RenewalMode.CONSENT, years(2), clause="8"), first_day_counts=True)
    assert status(agreement(rule, "2022-02-22", consent), "2024-11-15").status is Status.ENDED
    # Consented to after the end: whether that closes the gap is not said.
    late = agreement(rule, "2022-02-22", consent, acts=signed("renewal", "2024-11-15"))
    assert status(late, "2024-06-01").status is Status.OPEN
    assert status(late, "2025-01-01").status is Status.IN_FORCE
    in_time = agreement(rule, "2022-02-22", consent, acts=signed("renewal", "2024-01-10"))
    assert status(in_time, "2026-02-21").clauses == ("8",)
    assert status(in_time, "2026-02-22").status is Status.ENDED


def test_a11_notice_three_months_before_the_end_of_five_years():
    facts = agreement(TermRule(years(5), automatic(5, 3), first_day_counts=False), "2021-09-24")
    assert timeline(facts).next_notice_day(date(2026, 1, 1)).day == day("2026-06-24")


def test_a12_pilot_then_two_years_at_a_time_then_without_an_end():
    facts = agreement(
        TermRule(years(2), clause="pilot"), "2014-01-01",
        Instrument("2016", BOTH, rule=TermRule(years(2), automatic(2, 3), first_day_counts=True, clause="2016")),
        Instrument("2023", BOTH, rule=TermRule(OpenEnded(), clause="2023")),
        acts=(*signed("2016", "2015-12-30"), *signed("2023", "2023-11-10")),
    )  # fmt: skip
    assert status(facts, "2015-12-29").clauses == ("pilot",)
    assert status(facts, "2022-01-01").clauses == ("renewal",)
    answer = status(facts, "2059-01-01")
    assert (answer.status, answer.clauses, answer.unless_notice_by) == (Status.IN_FORCE, ("2023",), None)
    assert timeline(facts).next_notice_day(date(2026, 11, 27)) is None


def test_a20_in_force_thirty_days_after_the_later_of_two_notices():
    entry = EntryIntoForce(Trigger.NOTICES, Period(days=30), clause="12")
    acts = [Act(ActKind.NOTIFIED, day("2023-01-10"), "kr"), Act(ActKind.NOTIFIED, day("2023-02-01"), "cn")]
    facts = agreement(TermRule(OpenEnded()), "2022-12-01", entry=entry, acts=acts)
    assert status(facts, "2023-03-02").status is Status.NOT_YET
    assert status(facts, "2023-03-03").status is Status.IN_FORCE
    assert (
        status(agreement(TermRule(OpenEnded()), "2022-12-01", entry=entry, acts=acts[:1]), "2030-01-01").status
        is Status.NOT_YET
    )


def test_withdrawal_takes_effect_after_its_notice_also_past_a_renewal():
    rule = TermRule(
        years(1), automatic(1, 1), Withdrawal(Period(months=6), "9"), first_day_counts=True, clause="8"
    )  # fmt: skip
    facts = agreement(rule, "2020-01-01", acts=(Act(ActKind.WITHDRAWAL, day("2020-10-01"), "kr"),))
    assert status(facts, "2021-04-01").status is Status.IN_FORCE
    answer = status(facts, "2021-04-02")
    assert (answer.status, answer.reasons) == (Status.ENDED, (EndReason.WITHDRAWN,))


def test_withdrawal_from_what_has_no_clause_on_it_is_open():
    facts = agreement(TermRule(OpenEnded()), "2020-01-01", acts=(Act(ActKind.WITHDRAWAL, day("2021-01-01"), "kr"),))
    assert status(facts, "2021-01-01").status is Status.IN_FORCE
    answer = status(facts, "2021-01-02")
    assert (answer.status, answer.doubts) == (Status.OPEN, (Doubt.WITHDRAWAL_WITHOUT_CLAUSE,))


def test_whether_the_first_day_counts_opens_one_day_only():
    facts = agreement(TermRule(years(3)), "2020-12-08")
    assert [status(facts, f"2023-12-0{n}").status for n in (7, 8, 9)] == [Status.IN_FORCE, Status.OPEN, Status.ENDED]


def test_no_more_renewals_than_the_clause_allows():
    facts = agreement(TermRule(years(1), automatic(1, 1, times=2), first_day_counts=True), "2020-01-01")
    assert status(facts, "2022-12-31").status is Status.IN_FORCE
    assert status(facts, "2023-01-01").status is Status.ENDED


def test_ended_on_the_day_of_its_entry_it_was_never_in_force():
    facts = agreement(
        TermRule(years(1), first_day_counts=True), "2020-01-01", acts=(Act(ActKind.ENDED, day("2020-01-01")),)
    )
    assert {status(facts, when).status for when in ("2020-01-01", "2021-06-01")} == {Status.ENDED}
    assert status(facts, "2019-12-31").status is Status.NOT_YET


def test_a_term_known_by_its_years_is_open_in_these_years():
    facts = agreement(TermRule(FixedTerm(Period(years=2)), first_day_counts=True), "2020")
    assert [status(facts, f"{year}-07-01").status for year in (2019, 2020, 2021, 2022, 2023)] == [
        Status.NOT_YET, Status.OPEN, Status.IN_FORCE, Status.OPEN, Status.ENDED,
    ]  # fmt: skip


def test_days_past_the_horizon_are_refused():
    with pytest.raises(ValueError, match="horizon"):
        status(STARTUPS, "2061-01-01")

import pytest

from gyoryu.agreements.terms import (
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
    TermRule,
    Trigger,
)
from tests.gyoryu.agreements.terms.chains import BOTH, day

RULE = TermRule(OpenEnded())


@pytest.mark.parametrize(
    "build",
    [
        lambda: EntryIntoForce(Trigger.DAY),
        lambda: EntryIntoForce(Trigger.SIGNATURE, day=day("2026-01-01")),
        lambda: Renewal(RenewalMode.AUTOMATIC, FixedTerm(Period())),
        lambda: Instrument("a", BOTH, rule=RULE, extension=Extension(OpenEnded(), ExtensionStart.END)),
        lambda: Instrument("a", frozenset(), rule=RULE),
        lambda: Agreement(()),
        lambda: Agreement((Instrument("a", BOTH),)),
        lambda: Agreement((Instrument("a", BOTH, rule=RULE), Instrument("a", BOTH))),
    ],
)
def test_facts_that_contradict_themselves_are_refused(build):
    with pytest.raises(ValueError, match=r"."):
        build()

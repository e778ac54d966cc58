import pytest

from gyoryu.agreements.terms import (
    Agreement,
    Base,
    Entry,
    Extension,
    Fixed,
    Instrument,
    Period,
    Renewal,
    RenewalMode,
    Rule,
    Trigger,
    Unlimited,
)
from tests.gyoryu.agreements.terms.chains import BOTH, day

RULE = Rule(Unlimited())


@pytest.mark.parametrize(
    "build",
    [
        lambda: Entry(Trigger.DAY),
        lambda: Entry(Trigger.SIGNATURE, day=day("2026-01-01")),
        lambda: Renewal(RenewalMode.AUTOMATIC, Fixed(Period())),
        lambda: Instrument("a", BOTH, rule=RULE, extension=Extension(Unlimited(), Base.END)),
        lambda: Instrument("a", frozenset(), rule=RULE),
        lambda: Agreement(()),
        lambda: Agreement((Instrument("a", BOTH),)),
        lambda: Agreement((Instrument("a", BOTH, rule=RULE), Instrument("a", BOTH))),
    ],
)
def test_facts_that_contradict_themselves_are_refused(build):
    with pytest.raises(ValueError, match=r"."):
        build()

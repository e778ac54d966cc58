"""Why an action was not carried out."""

import pytest

from gyoryu.base.refusals import Refused


def test_a_refusal_is_its_code_with_what_it_concerns():
    with pytest.raises(Refused, match=r"^too_many$") as refusal:
        raise Refused("too_many", most=3)
    assert (refusal.value.code, refusal.value.detail) == ("too_many", {"most": 3})
    assert Refused("no_terms").detail == {}

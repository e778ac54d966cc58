"""Numbers in registers."""

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.organisations import actions, queries
from gyoryu.organisations.models import Identifier

pytestmark = pytest.mark.django_db
BRN = ("kr_brn", "116-82-00276")


def search_numbers(typed, **filters):
    return list(queries.search(typed, **filters).organisations.values_list("pk", flat=True))


def test_identifiers_come_and_go(register):
    organisation = register("한빛환경")
    identifier = actions.add_identifier(organisation, *BRN, by=None)
    assert actions.add_identifier(organisation, *BRN, by=None) == identifier
    assert search_numbers("11682") == [organisation.pk]
    actions.remove_identifier(identifier, by=None)
    assert search_numbers("11682") == []


def test_nobody_shares_a_number(register):
    register("한빛환경", identifiers=[BRN])
    other = register("다른 기업")
    with pytest.raises(Refused, match="identifier_taken"):
        actions.add_identifier(other, *BRN, by=None)
    assert Identifier.objects.count() == 1

"""Registering and editing organisations."""

from datetime import UTC, datetime

import pytest

from gyoryu.base.models import AuditLine
from gyoryu.base.names import Names
from gyoryu.base.refusals import Refused
from gyoryu.organisations import actions, queries
from gyoryu.organisations.actions import OrganisationInput
from gyoryu.organisations.models import Organisation

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db
BRN = ("kr_brn", "116-82-00276")


def search_numbers(typed, **filters):
    return list(queries.search(typed, **filters).organisations.values_list("pk", flat=True))


def test_a_registered_organisation_is_found_by_name_and_number(register):
    organisation = register("(주)한빛환경", identifiers=[BRN], fields=["water", "nonsense", "air"])
    assert search_numbers("한빛환경") == search_numbers("1168200276") == [organisation.pk]
    assert organisation.fields == ["air", "water"]
    assert AuditLine.objects.get().verb == "register_organisation"


@pytest.mark.parametrize(
    ("identifiers", "code"),
    [([("kr_brn", "116-82-00275")], "wrong_identifier"), ([BRN], "identifier_taken")],
)
def test_a_wrong_or_foreign_number_is_refused_and_nothing_is_kept(register, identifiers, code):
    register("한빛환경", identifiers=[BRN])
    with pytest.raises(Refused) as refusal:
        register("다른 기업", identifiers=identifiers)
    assert refusal.value.code == code
    assert Organisation.objects.count() == 1
    assert search_numbers("다른 기업") == []


def test_a_name_is_needed():
    with pytest.raises(Refused, match="needs_a_name"):
        actions.register_organisation(OrganisationInput(Names(" ", "", "")), by=None)


def test_an_edit_keeps_the_former_name_findable(register):
    organisation = register("한빛환경")
    actions.edit_organisation(organisation.pk, 1, OrganisationInput(Names("새솔환경")), now=NOW, by=None)
    assert search_numbers("한빛") == search_numbers("새솔") == [organisation.pk]
    assert dict(organisation.name_keys.values_list("key", "is_other")) == {"한빛환경": True, "새솔환경": False}
    actions.edit_organisation(organisation.pk, 2, OrganisationInput(Names("한빛환경")), now=NOW, by=None)
    assert not organisation.name_keys.get(key="한빛환경").is_other


def test_the_second_of_two_editors_is_told(register):
    organisation = register("한빛환경")
    actions.edit_organisation(organisation.pk, 1, OrganisationInput(Names("한빛환경"), city="서울"), now=NOW, by=None)
    with pytest.raises(Refused, match="changed_meanwhile"):
        actions.edit_organisation(
            organisation.pk, 1, OrganisationInput(Names("한빛환경"), city="부산"), now=NOW, by=None
        )
    organisation.refresh_from_db()
    assert (organisation.city, organisation.version) == ("서울", 2)


@pytest.mark.parametrize("name", ["ㅤ", "\uffa0\u1160", "\u2800 ", "\u200b", "\ufe0f"])
def test_a_name_that_nobody_sees_is_none(name):
    with pytest.raises(Refused, match="needs_a_name"):
        actions.register_organisation(OrganisationInput(Names(name, name, "")), by=None)

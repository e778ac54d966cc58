"""Forms of programmes, and the choice of an organisation by its name."""

import pytest
from django.core.exceptions import ValidationError

from gyoryu.web.organiser.programmes.forms import OrganisationChoice, ProgrammeForm, RoleForm
from tests.gyoryu.web.organiser.organisations.registering import register

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["견본환경공단", " 견본환경공단 ", "样例环境公团", "Sample Environment Corporation"])
def test_an_organisation_is_chosen_by_its_name_in_any_script(typed):
    organisation = register("견본환경공단", "样例环境公团", "Sample Environment Corporation")
    assert OrganisationChoice().clean(typed) == organisation


def test_a_part_of_a_name_is_enough_while_it_fits_one_only():
    organisation = register("견본환경공단")
    assert OrganisationChoice().clean("견본환경") == organisation
    register("견본환경기술")
    with pytest.raises(ValidationError, match=r"여러|Several"):
        OrganisationChoice().clean("견본환경")
    assert OrganisationChoice().clean("견본환경공단") == organisation


def test_what_is_not_in_the_directory_is_refused_and_nothing_may_be_chosen_where_it_is_optional():
    register("견본환경공단")
    with pytest.raises(ValidationError):
        OrganisationChoice().clean("한빛")
    assert OrganisationChoice(required=False).clean("") is None


@pytest.mark.parametrize(
    ("posted", "faulty"),
    [
        ({"name_zh": "样例"}, []),
        ({}, ["name_ko"]),
        ({"name_ko": "견본", "since": "1944"}, ["since"]),
        ({"name_ko": "견본", "source": "javascript:alert(1)"}, ["source"]),
    ],
)
def test_a_programme_has_a_name_and_a_year_that_can_be(posted, faulty):
    assert list(ProgrammeForm(posted).errors) == faulty


def test_the_entry_of_a_programme_is_without_the_version():
    form = ProgrammeForm({"name_ko": "견본", "source": "agency.example/facts", "version": "7"})
    assert form.is_valid()
    assert (form.entry().name_ko, form.entry().source) == ("견본", "https://agency.example/facts")


def test_a_role_needs_an_address_and_a_known_kind():
    form = RoleForm({"email": "x", "kind": "king", "language": "ko"})
    assert list(form.errors) == ["email", "kind"]

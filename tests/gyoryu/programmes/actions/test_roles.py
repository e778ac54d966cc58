"""Who does what in a programme."""

import pytest

from gyoryu.base.emails import Email
from gyoryu.base.refusals import Refused
from gyoryu.organisations.models import Organisation
from gyoryu.programmes.actions.programmes import (
    ProgrammeInput,
    start_programme,
)
from gyoryu.programmes.actions.roles import give_role, take_role
from gyoryu.programmes.models import Role
from tests.gyoryu.consultations import person, programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return person("officer@agency.example")


def test_a_role_makes_an_account_and_is_told_once_in_its_language(officer):
    cooperation = programme()
    role = give_role(cooperation, "New@Agency.example", "viewer", "zh", officer)
    assert give_role(cooperation, "new@agency.example", "viewer", "zh", officer) == role
    assert not role.user.has_usable_password()
    email = Email.objects.get()
    assert (email.code, email.to, email.language) == ("role_given", "new@agency.example", "zh")
    assert email.params["programme"] == "样例合作项目"


def test_participants_act_for_an_organisation_and_others_for_none(officer):
    cooperation, organisation = programme(), Organisation.objects.create(name_ko="견본")
    with pytest.raises(Refused, match="needs_an_organisation"):
        give_role(cooperation, "a@firm.example", "participant", "ko", officer)
    assert (
        give_role(cooperation, "a@firm.example", "participant", "ko", officer, organisation=organisation).organisation
        == organisation
    )
    assert (
        give_role(cooperation, "a@firm.example", "gate", "ko", officer, organisation=organisation).organisation is None
    )


def test_the_last_officer_stays(officer):
    programme_ = start_programme(ProgrammeInput(name_en="One"), officer)
    with pytest.raises(Refused, match="last_officer"):
        take_role(Role.objects.get(), officer)
    give_role(programme_, "second@agency.example", "officer", "ko", officer)
    take_role(Role.objects.get(user=officer), officer)
    assert Role.objects.get().user.email == "second@agency.example"

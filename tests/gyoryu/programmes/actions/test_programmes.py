"""Programmes and their parties."""

import pytest

from gyoryu.base.models import AuditLine
from gyoryu.base.refusals import Refused
from gyoryu.organisations.models import Organisation
from gyoryu.programmes.actions.programmes import (
    ProgrammeInput,
    add_party,
    edit_programme,
    remove_party,
    start_programme,
)
from gyoryu.programmes.models import Party, Role
from tests.gyoryu.consultations import person, programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return person("officer@agency.example")


def test_whoever_starts_a_programme_is_its_officer(officer):
    programme_ = start_programme(ProgrammeInput(name_zh="样例项目", since=2005), officer)
    assert Role.objects.get(programme=programme_).kind == "officer"
    assert AuditLine.objects.get(verb="start_programme").key == str(programme_.pk)
    with pytest.raises(Refused, match="needs_a_name"):
        start_programme(ProgrammeInput(), officer)


def test_of_two_who_edit_the_second_is_told(officer):
    programme_ = start_programme(ProgrammeInput(name_en="One"), officer)
    edit_programme(programme_, ProgrammeInput(name_en="Two"), officer, seen_version=1)
    with pytest.raises(Refused, match="changed_meanwhile"):
        edit_programme(programme_, ProgrammeInput(name_en="Three"), officer, seen_version=1)
    programme_.refresh_from_db()
    assert (programme_.name_en, programme_.version) == ("Two", 2)


def test_a_body_is_a_party_once(officer):
    cooperation, body = programme(), Organisation.objects.create(name_ko="견본청")
    party = add_party(cooperation, body, "lead", officer)
    with pytest.raises(Refused, match="already_a_party"):
        add_party(cooperation, body, "supporting", officer)
    remove_party(party, officer)
    assert not Party.objects.exists()

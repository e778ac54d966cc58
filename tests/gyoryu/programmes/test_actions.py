"""Programmes, their parties, people and events."""

from datetime import date

import pytest

from gyoryu.base.emails import Email
from gyoryu.base.models import AuditLine
from gyoryu.base.refusals import Refused
from gyoryu.organisations.models import Organisation
from gyoryu.programmes.actions.events import EventInput, create_event, edit_event
from gyoryu.programmes.actions.programmes import (
    ProgrammeInput,
    add_party,
    edit_programme,
    remove_party,
    start_programme,
)
from gyoryu.programmes.actions.roles import give_role, take_role
from gyoryu.programmes.models import Party, Role
from tests.gyoryu.consultations import consultation, person, programme

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


def test_an_event_keeps_its_days_in_order(officer):
    with pytest.raises(Refused, match="ends_before_it_starts"):
        create_event(programme(), EventInput(date(2026, 5, 2), date(2026, 5, 1), name_en="A"), officer)
    event = create_event(programme(), EventInput(date(2026, 5, 1), date(2026, 5, 1), name_en="A"), officer)
    assert event.is_sample
    edit_event(event, EventInput(date(2026, 5, 1), date(2026, 5, 3), name_en="B"), officer, seen_version=1)
    with pytest.raises(Refused, match="changed_meanwhile"):
        edit_event(event, EventInput(date(2026, 5, 1), date(2026, 5, 3), name_en="C"), officer, seen_version=1)


def test_days_with_slots_are_not_dropped(officer):
    event = consultation()
    with pytest.raises(Refused, match="slots_outside"):
        edit_event(event, EventInput(date(2026, 5, 13), date(2026, 5, 14), name_en="A"), officer, seen_version=1)

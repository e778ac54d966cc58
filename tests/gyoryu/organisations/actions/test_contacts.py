"""People to write to."""

import pytest

from gyoryu.base.models import AuditLine
from gyoryu.base.names import Names
from gyoryu.organisations import actions

pytestmark = pytest.mark.django_db


def test_contacts_come_and_go_without_a_trace_of_the_person(register):
    organisation = register("한빛환경")
    contact = actions.add_contact(organisation, Names("김견본"), email="KIM@sample.example", by=None)
    assert contact.email == "kim@sample.example"
    actions.remove_contact(contact, by=None)
    assert not organisation.contacts.exists()
    assert "김" not in "".join(str(line.details) for line in AuditLine.objects.all())

"""What of the directory is about one person."""

import pytest

from gyoryu.base.names import Names
from gyoryu.organisations.actions import OrganisationInput, add_contact, register_organisation
from gyoryu.privacy.subjects import Subject
from tests.gyoryu.privacy.register.records import codes_about, rows_about

pytestmark = pytest.mark.django_db


def test_a_sole_trader_with_its_number_names_and_contacts_is_known_and_a_contact_by_its_address():
    trader = register_organisation(OrganisationInput(Names("김견본상회")), [("kr_brn", "120-81-47521")], by=None)
    other = register_organisation(OrganisationInput(Names("가람")), by=None)
    contact = add_contact(trader, Names("김견본"), email="kim@x.example", by=None)
    add_contact(other, Names("이견본"), email="lee@x.example", by=None)
    subject = Subject(organisations=frozenset({trader.pk}))
    assert codes_about(subject) == {"sole_trader", "sole_trader_number", "sole_trader_name", "contact"}
    assert rows_about("contact", subject) == [contact]
    assert rows_about("contact", Subject(addresses=frozenset({"kim@x.example"}))) == [contact]
    assert codes_about(Subject(addresses=frozenset({"kim@x.example"}))) == {"contact"}

"""What the database refuses of organisations, their numbers and names."""

import pytest
from django.db import IntegrityError, transaction

from gyoryu.base.names import Names
from gyoryu.organisations.models import Identifier, NameKey, Organisation
from tests.gyoryu.factories import make_organisation

pytestmark = pytest.mark.django_db


def refused(write, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        write(**fields)


def test_an_organisation_has_a_name_in_some_language():
    refused(Organisation.objects.create, short_ko="약칭")
    row = make_organisation(name_zh="样例", short_en="S", about_ko="소개")
    assert (row.names, row.short_names, row.about) == (Names(zh="样例"), Names(en="S"), Names(ko="소개"))


def test_a_number_of_a_register_is_one_organisations():
    first, second = make_organisation(), make_organisation()
    Identifier.objects.create(organisation=first, scheme="kr_brn", value="1")
    refused(Identifier.objects.create, organisation=second, scheme="kr_brn", value="1")
    Identifier.objects.create(organisation=second, scheme="other", value="1")


def test_several_organisations_may_have_one_name_and_each_has_it_once():
    first, second = make_organisation(), make_organisation()
    for organisation in (first, second):
        NameKey.objects.create(organisation=organisation, key="가람", name="가람")
    refused(NameKey.objects.create, organisation=first, key="가람", name="㈜가람")
    assert NameKey.objects.filter(key="가람").count() == 2

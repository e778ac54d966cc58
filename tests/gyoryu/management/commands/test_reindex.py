"""`gyoryu reindex`: what was loaded past the actions is found again."""

import pytest
from django.core.management import call_command

from gyoryu.organisations.models import NameKey
from gyoryu.organisations.queries import search
from tests.gyoryu.articles import arrived
from tests.gyoryu.factories import make_organisation

pytestmark = pytest.mark.django_db


def test_organisations_and_documents_are_indexed_again(settings, tmp_path, capsys):
    settings.FILES = tmp_path
    arrived()
    organisation = make_organisation(name_ko="한빛환경")
    NameKey.objects.create(organisation=organisation, key="한빛환경", name="한빛환경")
    assert not search("한빛").organisations.exists()
    call_command("reindex")
    assert search("한빛").organisations.get() == organisation
    assert capsys.readouterr().out.strip() == "1 organisations, 1 documents and posts"

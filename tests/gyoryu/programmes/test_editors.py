"""Who is an editor on the day of the upgrade, and what that allows."""

from importlib import import_module

import pytest
from django.apps import apps

from gyoryu.base.models import AuditLine
from gyoryu.news.documents.visibility import visible_documents
from gyoryu.programmes import rules
from gyoryu.programmes.models import Editor, Role
from gyoryu.programmes.queries import load_permissions
from tests.gyoryu.articles import EDITOR, arrived
from tests.gyoryu.consultations import editor, person, programme

pytestmark = pytest.mark.django_db
MIGRATION = import_module("gyoryu.migrations.0023_editors")


def test_officers_of_the_day_become_editors_and_nobody_else():
    first, second = programme(), programme()
    officer = person("o@agency.example", first, "officer")
    Role.objects.create(programme=second, user=officer, kind="officer")
    person("v@agency.example", first, "viewer")
    MIGRATION.appoint_officers(apps, None)
    assert [first.user for first in Editor.objects.all()] == [officer]
    assert AuditLine.objects.filter(verb="appoint_editor", key=str(officer.pk)).count() == 1
    assert not Editor.objects.filter(user=person("later@agency.example", first, "officer")).exists()


def test_an_editor_without_any_role_reads_all_documents_and_is_no_officer(settings, tmp_path):
    settings.FILES = tmp_path
    arrived(by=person("o@agency.example"), programme=programme().pk)
    permissions = load_permissions(editor("e@agency.example"))
    assert permissions == EDITOR
    assert visible_documents(permissions).count() == 1
    assert not rules.may_list_programmes(permissions)
    assert not rules.may_start_programmes(permissions)

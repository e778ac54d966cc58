"""Every stored code has a label in three languages."""

import re
from pathlib import Path
from typing import get_args

import pytest
from django.utils.translation import override

from gyoryu.base.names import DJANGO_CODES
from gyoryu.meetings.models import Application, Consent, Meeting, MeetingLog, PairRule, PlanRun, ProjectCard
from gyoryu.meetings.models.terms import PRIORITIES
from gyoryu.meetings.models.timetable import TimetableVersion
from gyoryu.privacy.models import AccessEntry
from gyoryu.programmes.models import Event, Party, Role
from gyoryu.web.participant import steps
from gyoryu.web.texts import labels
from meetplan.session import Phase

ACTIONS = Path(labels.__file__).parents[2]
CODES = {
    "RUN_STATES": PlanRun.State.values,
    "PHASES": get_args(Phase),
    "PAIR_KINDS": PairRule.Kind.values,
    "MEETING_STATES": Meeting.State.values,
    "CAUSES": TimetableVersion.Cause.values,
    "APPLICATION_STATES": Application.State.values,
    "SIDES": [code for code, _ in Application._meta.get_field("side").choices],
    "STAGES": [code for code, _ in MeetingLog._meta.get_field("stage").choices],
    "ROLES": Role.Kind.values,
    "PARTS": Party.Part.values,
    "EVENT_KINDS": Event.Kind.values,
    "MODES": Event.Mode.values,
    "PRIORITIES": PRIORITIES,
    "CONSENTS": Consent.Kind.values,
    "PROJECT_STAGES": ProjectCard.Stage.values,
    "DEEDS": AccessEntry.Deed.values,
}


@pytest.mark.parametrize("name", CODES)
def test_each_code_has_a_label_and_each_label_a_code(name):
    assert set(getattr(labels, name)) == set(CODES[name])


@pytest.mark.parametrize("name", [name for name in vars(labels) if name.isupper() and name != "APPLICATION_STYLES"])
def test_labels_are_translated(name):
    for code, label in getattr(labels, name).items():
        translations = set()
        for language in DJANGO_CODES.values():
            with override(language):
                translations.add(str(label))
        assert len(translations) == 3, code


def test_codes_of_one_table_are_told_apart():
    for name in CODES:
        for language in DJANGO_CODES.values():
            with override(language):
                texts = [str(label) for label in getattr(labels, name).values()]
            assert len(set(texts)) == len(texts), (name, language)


def test_the_history_names_actions_that_are_recorded():
    recorded = set()
    for folder in ("meetings", "privacy", "checkin"):
        for path in (ACTIONS / folder).rglob("*.py"):
            recorded |= set(re.findall(r'"([a-z_]+)"', path.read_text(encoding="utf-8")))
    assert set(labels.HISTORY) <= recorded


def test_states_with_a_style_are_states():
    assert set(labels.APPLICATION_STYLES) <= set(labels.APPLICATION_STATES)
    assert set(steps.PROJECT_STAGES) == set(labels.PROJECT_STAGES)

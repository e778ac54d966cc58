"""A person whose every field is marked asks to be forgotten, in every way that there is: nothing is found but what the
register names as locked."""

import pytest

from gyoryu.exports.event_workbook import write_export
from gyoryu.meetings.models import Application
from gyoryu.organisations.queries import search
from gyoryu.people.models import User
from gyoryu.privacy.actions.persons import erase_person
from gyoryu.privacy.actions.retention import apply_retention
from tests.gyoryu.privacy.marked import LATER, NOW, OWNER, is_locked, places_of, texts_of

pytestmark = pytest.mark.django_db


def test_every_field_of_the_register_is_marked_and_found_before(stage):
    assert set(places_of(stage.marked)) == set(stage.marked)
    assert len(stage.marked) > 90


def test_erasing_a_person_leaves_only_what_is_locked(stage, committed):
    with committed():
        erase_person(OWNER, NOW, by=None)
    personal_marks = {mark for mark, marked in stage.marked.items() if marked.path.kind != "event"}
    remaining = places_of(personal_marks | {"zqxowner"})
    locked = {mark for mark in personal_marks if is_locked(stage.marked[mark])}
    assert stage.describe(set(remaining) - locked) == []
    assert set(remaining) - {"zqxowner"} == locked, "what is locked is kept"
    assert remaining["zqxowner"] == {"gyoryu_accessentry"}


def test_nothing_is_left_thirty_years_later(stage, committed):
    User.objects.update(last_login=NOW)
    with committed():
        apply_retention(LATER)
    remaining = places_of({*stage.marked, "zqxowner"})
    assert stage.describe(remaining) == []
    assert not remaining
    assert Application.objects.count() >= 3, "applications stay for figures, without names"


def test_new_exports_and_searches_know_nothing_of_somebody_erased(stage, committed, tmp_path):
    before = next(m for m, marked in stage.marked.items() if marked.record.code == "sole_trader_name")
    assert search(before).organisations.exists()
    with committed():
        erase_person(OWNER, NOW, by=None)
    assert not search(before).organisations.exists()
    path = tmp_path / "export.xlsx"
    write_export(stage.event, "ko", path, lambda _share: None)
    texts = " ".join(texts_of(path.read_bytes())).lower()
    personal_marks = [mark for mark, marked in stage.marked.items() if marked.path.kind != "event"]
    assert not [mark for mark in personal_marks if mark in texts]

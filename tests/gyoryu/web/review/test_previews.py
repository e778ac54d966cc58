"""Emails and changes of meetings as a review sheet previews them."""

import pytest
from django.utils.translation import override

from gyoryu.base.emails import Draft
from gyoryu.meetings.difference import PlacementCell, difference
from gyoryu.web.review.previews import figures_of_changes, labels_of, previews, sections_of_changes
from tests.gyoryu.factories import make_application, make_event

PARAMS = {"event": "견본 상담회", "link": "/"}


def test_one_email_of_each_kind_and_language_with_all_its_recipients():
    drafts = [
        Draft("timetable_published", to, language, PARAMS, "timetable_version.1")
        for to, language in (("b@x.example", "ko"), ("c@x.example", "zh"), ("a@x.example", "ko"))
    ]
    with override("en"):
        korean, chinese = previews(drafts)
    assert (korean.name, korean.to) == ("Timetable published", ("a@x.example", "b@x.example"))
    assert (chinese.tag, chinese.to) == ("zh-Hans", ("c@x.example",))
    assert "견본 상담회" in korean.subject + korean.body
    assert korean.body != chinese.body
    assert previews([]) == ()


@pytest.fixture
def event(db):
    return make_event(slots=2, tables=1)


@pytest.fixture
def changes(event):
    """S001 × B001 moves, S001 × B002 is dropped, S002 × B002 is new."""
    first, second = make_application(event), make_application(event)
    buyers = make_application(event, "buyer"), make_application(event, "buyer")
    (early, late), table = event.slots.all(), event.tables.get()
    before = {
        (first.pk, buyers[0].pk): PlacementCell(early.pk, table.pk),
        (first.pk, buyers[1].pk): PlacementCell(late.pk),
    }
    after = {
        (first.pk, buyers[0].pk): PlacementCell(late.pk, table.pk),
        (second.pk, buyers[1].pk): PlacementCell(early.pk),
    }
    return difference(before, after)


def test_changes_are_listed_with_times_at_the_venue_and_counted_for_each_participant(event, changes):
    with override("en"):
        concerned, dropped, moved, new = sections_of_changes(event, changes)
        assert [count for _, count in figures_of_changes(changes)] == [1, 1, 1]
    assert [section.head for section in (dropped, moved, new)] == ["Dropped", "Moved", "New"]
    assert [line[:4] for line in concerned.lines] == ["B001", "B002", "S001", "S002"]
    assert concerned.lines[2].endswith("Dropped 1 · Moved 1")
    (line,) = moved.lines
    assert line.index("09:00") < line.index("→") < line.index("09:30")
    assert line.count(" · 1") == 2  # the table
    assert "→" not in dropped.lines[0] + new.lines[0]


def test_a_participant_is_labelled_in_the_language_of_the_reader(event):
    application = make_application(event)
    nameless = make_application(event, state="draft", organisation=None)
    labels = {}
    for code in ("ko", "zh-hans", "en"):
        with override(code):
            labels[code] = labels_of([application.pk, nameless.pk])
    assert [labels[code][application.pk] for code in labels] == ["S001 견본 S001", "S001 样例 S001", "S001 Sample S001"]
    assert labels["ko"][nameless.pk] == ""


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_labels_all(event, count, django_assert_num_queries):
    numbers = [make_application(event).pk for _ in range(count)]
    with django_assert_num_queries(1):
        assert len(labels_of(numbers)) == count

"""Interpreters of an event: added, edited by one officer at a time, removed while they have no meeting."""

import pytest

from tests.gyoryu.factories import make_application, make_event, make_interpreter, make_meeting

pytestmark = pytest.mark.django_db
ENTRY = {"name_ko": "김통역", "language": "ko", "languages": ["ko", "zh"], "fields_of_work": ["water"]}


@pytest.mark.parametrize(
    ("changes", "faulty"),
    [
        ({"name_ko": ""}, "name_ko"),
        ({"languages": ["xx"]}, "languages"),
        ({"email": "nobody"}, "email"),
        ({"most": "0"}, "most"),
    ],
)
def test_a_faulty_entry_adds_nobody(client, officer, event, changes, faulty):
    page = client.post(f"/events/{event.pk}/interpreters/new/", {**ENTRY, **changes})
    assert list(page.context["form"].errors) == [faulty]
    assert not event.interpreters.exists()


def test_one_language_is_too_few_and_nothing_typed_is_lost(client, officer, event):
    slot = event.slots.first()
    page = client.post(f"/events/{event.pk}/interpreters/new/", {**ENTRY, "languages": ["ko"], "slots": [slot.pk]})
    assert page.context["form"].errors
    assert page.context["chosen"] == {slot.pk}
    assert 'value="김통역"' in page.text
    assert not event.interpreters.exists()


def test_an_interpreter_is_added_with_absences_and_listed(client, officer, event):
    slot = event.slots.first()
    answer = client.post(f"/events/{event.pk}/interpreters/new/", {**ENTRY, "slots": [slot.pk]})
    interpreter = event.interpreters.get()
    assert (interpreter.name_ko, interpreter.fields, list(interpreter.away.all())) == ("김통역", ["water"], [slot])
    ((row, languages, fields),) = client.get(answer["Location"]).context["rows"]
    assert (row, row.away_count, row.meeting_count) == (interpreter, 1, 0)
    assert (languages, fields) == ("Korean · Chinese", "Water and waste-water treatment")


def test_the_second_of_two_editors_sees_what_the_first_has_saved(client, officer, event):
    interpreter = make_interpreter(event)
    url = f"/events/{event.pk}/interpreters/{interpreter.pk}/"
    assert client.post(url, {**ENTRY, "name_ko": "첫째", "version": interpreter.version}).status_code == 302
    page = client.post(url, {**ENTRY, "name_ko": "둘째", "version": interpreter.version})
    assert "<dd>첫째</dd>" in page.text
    assert 'value="둘째"' in page.text
    interpreter.refresh_from_db()
    assert interpreter.name_ko == "첫째"


def test_an_interpreter_with_a_meeting_is_not_removed(client, officer, event):
    interpreter = make_interpreter(event)
    url = f"/events/{event.pk}/interpreters/{interpreter.pk}/remove/"
    meeting = make_meeting(make_application(event), make_application(event, "buyer"), interpreter=interpreter)
    client.post(url)
    assert event.interpreters.count() == 1
    meeting.delete()
    client.post(url)
    assert not event.interpreters.exists()


def test_an_interpreter_of_another_event_is_not_there(client, officer, event):
    foreign = make_interpreter(make_event())
    for address in ("", "remove/"):
        assert client.post(f"/events/{event.pk}/interpreters/{foreign.pk}/{address}", ENTRY).status_code == 404

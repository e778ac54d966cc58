"""Conflicts of edits: with another user, or with another window of the same user."""

import pytest
from django.urls import reverse

# ruff: noqa: F811 (fixtures)
from gyoryu.base.emails import Email
from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.meetings.models import Invitation, MeetingLog
from gyoryu.programmes.models import Editor
from gyoryu.web.texts.refusals import is_own_conflict
from tests.gyoryu.consultations import person
from tests.gyoryu.web.site.test_outward_acts import dump, stage, way_back  # noqa: F401

pytestmark = pytest.mark.django_db
CHANGED = Refused("changed_meanwhile")
OWN, OTHERS = "다른 창에서", "다른 분이"
VERBS = {"place_meeting", "adopt_plan"}


def test_lines_of_other_rows_and_other_verbs_do_not_count():
    record("place_meeting", "event", 1, by=7, seller=1, buyer=2)
    assert is_own_conflict(CHANGED, 7, "event", 1, VERBS, seller=1, buyer=2)
    record("place_meeting", "event", 1, by=8, seller=1, buyer=3)
    record("edit_event", "event", 1, by=8)
    assert is_own_conflict(CHANGED, 7, "event", 1, VERBS, seller=1, buyer=2)
    record("adopt_plan", "event", 1, by=8, run=1)  # names no pair: it changes all of them
    assert not is_own_conflict(CHANGED, 7, "event", 1, VERBS, seller=1, buyer=2)
    assert not is_own_conflict(Refused("other"), 8, "event", 1)


def saved(stage, name):
    """The address of a form, its fields with a version that is over, and the line of whoever saved since."""
    url_values, event = stage.known, stage.event
    pair = {"seller": url_values["seller"], "buyer": url_values["buyer"]}
    return {
        "timetable-move": ({"slot": url_values["slot"], "version": 99}, ("place_meeting", "event", event.pk, pair)),
        "timetable-remove": ({"version": 99}, ("place_meeting", "event", event.pk, pair)),
        "timetable-lock": ({"version": 99}, ("place_meeting", "event", event.pk, pair)),
        "remove-log": ({"version": 99}, ("change_log", "meeting", url_values["meeting"], {"log": url_values["log"]})),
    }[name]


@pytest.mark.parametrize("is_own", [True, False])
@pytest.mark.parametrize("name", ["timetable-move", "timetable-remove", "timetable-lock", "remove-log"])
def test_it_says_who(stage, name, is_own):
    officer, other = stage.people["officer"], person("o9@agency.example")
    fields, (verb, kind, key, details) = saved(stage, name)
    record(verb, kind, key, by=(officer if is_own else other).pk, **details)
    page = stage.client.post(stage.url(name), fields, follow=True, headers={"Accept-Language": "ko"}).content.decode()
    assert (OWN in page, OTHERS in page) == (is_own, not is_own)


def sent_of(bound):
    """What a browser sends of a field that nobody has touched."""
    widget, value = bound.field.widget, bound.value()
    return value if hasattr(widget, "choices") or isinstance(value, list) else str(widget.format_value(value))


@pytest.mark.parametrize("is_own", [True, False])
@pytest.mark.parametrize("name", ["programme-edit", "event-details", "event-terms", "interpreter", "organisation-edit"])
def test_a_form_says_who(stage, name, is_own):
    page = "event-details" if name == "event-terms" else name
    form = stage.client.get(stage.url(page)).context["terms" if name == "event-terms" else "form"]
    fields = {bound.html_name: sent_of(bound) for bound in form if bound.value() not in (None, False, "")}
    first = stage.client.post(stage.url(name), fields)
    assert first.status_code == 302, (first.context["terms" if name == "event-terms" else "form"].errors, fields)
    if not is_own:
        line = {
            "programme-edit": ("edit_programme", "programme", stage.event.programme_id),
            "event-details": ("edit_event", "event", stage.event.pk),
            "event-terms": ("set_terms", "event", stage.event.pk),
            "interpreter": ("edit_interpreter", "event", stage.event.pk),
            "organisation-edit": ("edit_organisation", "organisation", stage.known["organisation"]),
        }[name]
        record(*line, by=person("o9@agency.example").pk)
    answer = stage.client.post(stage.url(name), fields | {"city": "견본"})
    text = answer.content.decode()
    assert answer.context["is_own"] is is_own
    assert ("다른 창에서" in text or "in another window" in text) is is_own


def test_a_removed_log_comes_back(stage):
    before = list(MeetingLog.objects.values())
    back, _ = way_back(stage.client.post(stage.url("remove-log"), {"version": before[0]["version"]}))
    assert not MeetingLog.objects.exists()
    stage.client.post(back)
    assert list(MeetingLog.objects.values()) == before


def test_a_dismissed_editor_comes_back_before_the_email_has_gone(stage):

    stage.client.force_login(stage.people["operator"])
    before = dump()
    back, _ = way_back(stage.client.post(reverse("editor-dismiss", args=[Editor.objects.get().pk])))
    assert not Editor.objects.exists()
    stage.client.post(back)
    assert dump() == before


@pytest.mark.parametrize(
    ("state", "is_sent"),
    [("waiting", False), ("failed", False), ("withdrawn", False), ("sent", True), ("outbox", True)],
)
def test_an_invitation_is_shown_as_its_email_is(stage, state, is_sent):
    invitation = Invitation.objects.get()
    Email.objects.create(
        code="invitation",
        to=invitation.email,
        language="ko",
        occasion=f"invitation.{invitation.pk}.{invitation.digest[:16]}",
        state=state,
    )
    rows = stage.client.get(stage.url("event-invitations")).context["rows"]
    assert (rows[0][-1] is not None) is is_sent
    assert ("No answer yet" in rows[0][3] or "응답" in rows[0][3] or "회신" in rows[0][3]) is is_sent

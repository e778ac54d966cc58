"""Pages offer nothing out of time: at several times of an event, every form of every page is sent, and none is refused
as too late or too early."""

from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.urls import reverse

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.drafting import place
from gyoryu.meetings.actions.publishing import publish_timetable
from gyoryu.meetings.models import Application
from gyoryu.programmes.models import Slot
from tests.gyoryu.consultations import APPLY, BEGIN, WISH
from tests.gyoryu.web.walking import (
    addresses,
    arguments,
    cast,
    event_with_everything,
    query_for,
    something_of_each_kind,
)

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
OUT_OF_TIME = {
    "slot_has_begun", "meeting_has_begun", "meeting_has_not_begun", "slots_have_begun", "all_slots_have_begun",
    "too_late", "repair_is_late", "window_not_open", "applications_are_over", "wishes_not_open", "wishes_are_over",
    "window_is_over", "not_today", "not_over", "stage_not_reached",
}  # fmt: skip
UNSENT = ("file", "submit", "checkbox", "radio")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOMENTS = {
    "before anything": APPLY[0] - DAY,
    "while one applies": APPLY[0] + HOUR,
    "while one asks": WISH[0] + HOUR,
    "the day before": BEGIN - DAY,
    "in the first slot": BEGIN + timedelta(minutes=10),
    "between the days": BEGIN + 12 * HOUR,
    "in the evening after": BEGIN + DAY + 10 * HOUR,
}
SECTIONS = ("/events/", "/my/", "/log/", "/applications/", "/interpreting/", "/calls/", "/start/", "/badge/")


@dataclass
class Form:
    action: str
    fields: dict = field(default_factory=dict)
    buttons: list = field(default_factory=list)


class Forms(HTMLParser):
    """The POST forms of a page, as a browser would send them untouched; one entry for each of their buttons."""

    def __init__(self, page, address):
        super().__init__()
        self.forms, self.form, self.select, self.address = [], None, "", address
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attrs = dict(attributes)
        if tag == "form" and attrs.get("method", "get").lower() == "post":
            self.form = Form(attrs.get("action") or self.address)
            self.forms.append(self.form)
        if self.form is None or "disabled" in attrs:
            return
        if tag == "select":
            self.select = attrs.get("name", "")
        elif tag == "option" and self.select and ("selected" in attrs or self.select not in self.form.fields):
            self.form.fields[self.select] = attrs.get("value", "")
        elif tag == "textarea":
            self.form.fields[attrs.get("name", "")] = "견본"
        elif tag == "button" and attrs.get("type", "submit") == "submit":
            self.form.buttons.append({attrs["name"]: attrs.get("value", "")} if attrs.get("name") else {})
        elif tag == "input" and attrs.get("name") and (attrs.get("type") not in UNSENT or "checked" in attrs):
            self.form.fields[attrs["name"]] = attrs.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""


@pytest.fixture
def stage(settings, tmp_path, clock):
    """Two days, a meeting on each, one that was missed, and a pair that has none yet."""
    settings.FILES = tmp_path
    clock(BEGIN - DAY)
    event = event_with_everything()
    half = timedelta(minutes=30)
    for k in range(2):
        start = BEGIN + DAY + k * half
        Slot.objects.create(event=event, starts_at=start, ends_at=start + half)
    event.ends_on = event.starts_on + DAY
    event.save()
    people = cast(event)
    url_values = something_of_each_kind(event, people)
    second = Application.objects.get(event=event, number="S002")
    last = Slot.objects.filter(event=event).last()
    place(event, second.pk, url_values["buyer"], last.pk, None, people["officer"], BEGIN - DAY)
    publish_timetable(event, people["officer"], BEGIN - DAY, base=1)
    return event, people, url_values


@pytest.fixture
def refused(monkeypatch):
    """The codes of all refusals that are raised."""
    codes, init = [], Refused.__init__

    def noted(self, code, **detail):
        codes.append(code)
        init(self, code, **detail)

    monkeypatch.setattr(Refused, "__init__", noted)
    return codes


def pages(event, url_values):
    for route, name, pattern in addresses():
        if route.startswith(SECTIONS) and not name.endswith(("progress", "pdf", "file", "ics", "template")):
            yield (
                reverse(name, kwargs=arguments(name, pattern.pattern.converters, url_values)),
                query_for(name, url_values),
            )
    yield reverse("walk-in", args=[event.pk]), {"seller": "S001", "buyer": "B001"}
    yield reverse("walk-in", args=[event.pk]), {"seller": "S002", "buyer": "B001"}


def sent_in_vain(client, page, address, refused, already_sent):
    """Yield the forms of the page that are refused as out of time. `already_sent`: forms sent before."""
    for form in Forms(page, address).forms:
        if not form.action.startswith(SECTIONS):
            continue
        for button in form.buttons:
            sent = str((form.action, {**form.fields, **button, "csrfmiddlewaretoken": ""}))
            if sent in already_sent:
                continue
            already_sent.add(sent)
            refused.clear()
            with transaction.atomic():
                client.post(form.action, {**form.fields, **button})
                transaction.set_rollback(True)
            if late := OUT_OF_TIME & set(refused):
                yield address, form.action, button, late


@pytest.mark.parametrize("moment", MOMENTS)
def test_no_page_offers_what_is_refused_for_its_time(client, stage, clock, refused, moment):
    event, people, url_values = stage
    clock(MOMENTS[moment])
    in_vain, seen = [], 0
    for role in ("officer", "gate", "participant", "interpreter"):
        client.force_login(people[role])
        sent = set()
        for address, query in pages(event, url_values):
            answer = client.get(address, query)
            if answer.status_code == 200 and "html" in answer.get("Content-Type", ""):
                seen += 1
                in_vain += [(role, *late) for late in sent_in_vain(client, answer.text, address, refused, sent)]
    assert seen > 50
    assert not in_vain, "\n".join(map(str, in_vain))


def test_the_forms_of_a_page_are_found():
    page = (
        '<form method="post" action="/my/1/"><input name="a" value="1"><select name="s"><option value="x">'
        '<option value="y" selected></select><button name="b" value="2"></form><form><input name="q"></form>'
    )
    (form,) = Forms(page, "/").forms
    assert (form.action, form.fields, form.buttons) == ("/my/1/", {"a": "1", "s": "y"}, [{"b": "2"}])

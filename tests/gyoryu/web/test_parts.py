"""Remembered parts of pages: nothing of one reader comes to another, and whatever is shown is among the values."""

import dataclasses
import re
from datetime import UTC, datetime

import pytest
from consultations import consultation, person
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.utils import translation

from gyoryu.base.names import Names
from gyoryu.meetings.models import Application, Meeting, Placement
from gyoryu.programmes.models import Table
from gyoryu.web.gate.board import Cell
from gyoryu.web.organiser.applications import Row
from gyoryu.web.parts import TOKEN, _rendered

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
NAMES = Names("한광환보", "韩光环保", "Hangwang")
CELL = Cell(
    7, 3, "S001", NAMES, "B001", Names("강물", "江水", "River"), "I1", 9, "planned", 4, True, True, True,
)  # fmt: skip
ROW = Row(
    7, "S001", NAMES, "ko", False, "seller", "submitted", "KR", ("water",), NOW, False,
    ("Asia/Seoul", "Asia/Shanghai"), "", True,
)  # fmt: skip
OTHER = {
    "pk": 8, "event": 4, "seller": "S002", "buyer": "B002", "interpreter": "I2", "interpreter_id": 10, "state": "held",
    "version": 5, "is_now": False, "may_note": False, "may_run": False, "number": "S003", "language": "zh",
    "is_sample": True, "side": "buyer", "country": "CN", "fields": ("air",), "submitted_at": None, "risk_flag": True,
    "zones": ("Asia/Shanghai", "Asia/Seoul"), "typed": "한광", "may_choose": False,
    "names": Names("다른 이름"), "seller_names": Names("다른 이름"), "buyer_names": Names("다른 이름"),
}  # fmt: skip
PARTS = [("gate/meeting.html", CELL), ("officer/applications/row.html", ROW)]
FIELDS = [(name, row, field.name) for name, row in PARTS for field in dataclasses.fields(row)]


def text_of(name, row, language="ko"):
    with translation.override(language):
        return _rendered(name, row, language)


@pytest.mark.parametrize(("name", "row", "field"), FIELDS)
def test_another_value_is_another_part(name, row, field):
    other = "accepted" if field == "state" and name.startswith("officer") else OTHER[field]
    assert text_of(name, dataclasses.replace(row, **{field: other})) != text_of(name, row)


@pytest.mark.parametrize(("name", "row"), PARTS)
def test_each_language_has_its_own(name, row):
    assert len({text_of(name, row, language) for language in ("ko", "zh-hans", "en")}) == 3


@pytest.mark.parametrize(("name", "row"), PARTS)
def test_a_part_knows_nothing_but_its_values(name, row):
    """A name that stands in it and is no value of the row would be one reader's, shown to all."""
    source = get_template(name).template.source
    used = set(re.findall(r"{{ ?(\w+)", source)) | set(re.findall(r"{% (?:if|elif|url \"[\w-]+\") (\w+)", source))
    assert used <= {"row", "token"}


@pytest.mark.django_db
def test_nobody_gets_the_token_of_somebody_else(monkeypatch):
    event = consultation(slots=2)
    tokens = set()
    monkeypatch.setattr("gyoryu.web.gate.board.timezone.now", lambda: event.slots.first().starts_at)
    for name in ("a", "b"):
        client = Client()
        client.force_login(person(f"{name}@agency.example", event.programme, "officer"))
        if not Meeting.objects.exists():
            seller, buyer = (Application.objects.filter(event=event, side=side).first() for side in ("seller", "buyer"))
            slot, table = event.slots.first(), event.tables.first()
            Meeting.objects.create(event=event, seller=seller, buyer=buyer, slot=slot, table=table)
        page = client.get(reverse("event-board", args=[event.pk])).text
        assert TOKEN not in page
        form = re.search(r'class="inline-acts".*?</form>', page, re.DOTALL)[0]
        tokens.add(re.search(r'csrfmiddlewaretoken" value="(\w+)"', form)[1])
    assert len(tokens) == 2
    assert TOKEN in text_of(*PARTS[0])
    assert "csrfmiddlewaretoken" not in text_of(*PARTS[0])


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_lists_of_the_day_take_a_fixed_number_of_queries(client, count, django_assert_num_queries):
    event = consultation(sellers=3, buyers=1, slots=3, ask=False)
    table = Table.objects.filter(event=event).first()
    Application.objects.filter(event=event, number__in=["S001", "S002", "S003"][:count]).update(table=table)
    buyer = Application.objects.get(event=event, side="buyer")
    Placement.objects.filter(event=event).delete()
    sellers = Application.objects.filter(event=event, side="seller")[:count]
    for seller, slot in zip(sellers, event.slots.all(), strict=False):
        Placement.objects.create(event=event, seller=seller, buyer=buyer, slot=slot, table=None)
    client.force_login(person("o@agency.example", event.programme, "officer"))
    with django_assert_num_queries(9):
        client.get(reverse("event-checkin", args=[event.pk]))
    with django_assert_num_queries(16):
        client.get(reverse("event-timetable", args=[event.pk]))

"""The fragment cache: nothing of one reader is shown to another, and a fragment shows its values only."""

import dataclasses
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from django.utils import translation

from gyoryu.base.names import Names
from gyoryu.meetings.models import Application, Meeting, Placement
from gyoryu.meetings.queries.timetable import Placed
from gyoryu.programmes.models import Table
from gyoryu.web.gate import arrivals, board
from gyoryu.web.navigation.sidebar import NavItem, NavLink, Sidebar
from gyoryu.web.organiser.applications import listing as applications
from gyoryu.web.organiser.planning import timetable
from gyoryu.web.participant import agenda
from gyoryu.web.template_tags.fragments import TOKEN, FragmentCache
from tests.gyoryu.consultations import consultation, person

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
NAMES = Names("한광환보", "韩光环保", "Hangwang")
ZONES = ("Asia/Seoul", "Asia/Shanghai")
MEETING = board.Cell(
    7, 3, "S001", NAMES, "B001", Names("강물", "江水", "River"), "I1", 9, "planned", 4, True, True, True,
)  # fmt: skip
PLACED = Placed(
    11, 12, 13, 14, 2, False, "S001", "한광", "韩光", "Hangwang", "B001", "강물", "江水", "River",
    "I1", "김", "金", "Kim",
)  # fmt: skip
CELL = timetable.Cell(3, 11, 12, False, False, True, PLACED)
EMPTY = timetable.Cell(3, 11, 15, False, True, True, None)
TOPIC = agenda.TopicLine("offer", "water", "842121", "멤브레인")
PEOPLE = (agenda.Person(NAMES, "ko", ("ko",), (TOPIC,)), agenda.Person(Names("강물", "江水", "River"), "zh"))
LINE = agenda.Row("running", NOW, NOW, *ZONES, "T1", PEOPLE, NAMES, True, "moved", "/log/7")
PARTS = [
    ("gate/meeting.html", MEETING),
    ("gate/table.html", board.Row("T1", MEETING, dataclasses.replace(MEETING, pk=8))),
    ("gate/missing.html", board.Missing(3, 7, "S001", NAMES, True)),
    ("gate/arrival.html", arrivals.Row(3, 7, "S001", NAMES, "ko", "T1", None, "Asia/Seoul", True)),
    ("gate/arrival.html", arrivals.Row(3, 7, "S001", NAMES, "ko", "T1", NOW, "Asia/Seoul", True)),
    ("officer/applications/row.html", applications.Row(
        7, "S001", NAMES, "ko", False, "seller", "submitted", "KR", ("water",), NOW, False, ZONES, "", True,
    )),
    ("officer/applications/choices.html", applications.Choices("seller", "KR", "water", ("KR", "CN"))),
    ("officer/planning/line.html", timetable.Line("T1", None, "", "", (CELL, EMPTY))),
    ("officer/planning/line.html", timetable.Line("", NOW, *ZONES, (CELL, EMPTY))),
    ("officer/planning/online.html", timetable.Online(NOW, *ZONES, CELL)),
    ("officer/planning/unmet.html", timetable.Unmet(3, True, 7, 8, "S001", NAMES, "B001", NAMES, frozenset({"buyer"}))),
    ("officer/sidebar.html", Sidebar(
        ((NavItem("wishes", "/wishes/", "Wishes", False, 3),),), NavLink("/p/", "Programme"), NavLink("/e/", "Event"),
    )),
    ("participant/agenda_row.html", LINE),
    ("participant/agenda_row.html", LINE._replace(interprets=False)),
]  # fmt: skip
CODES = {
    "state": "held", "side": "buyer", "language": "en", "zone": "Asia/Shanghai", "other_zone": "Europe/Paris",
    "country": "CN", "field": "air", "fields": "air", "countries": "JP", "languages": "zh", "direction": "need",
    "zones": "Europe/Paris", "change": "added", "typed": "한광",
}  # fmt: skip


def other(value, name):
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return "accepted" if value == "submitted" else CODES.get(name, f"{value}2")
    if isinstance(value, int):
        return value + 1000
    if isinstance(value, Names):
        return Names("다른 이름", "另一个", "Another name")
    return value + timedelta(hours=30) if isinstance(value, datetime) else frozenset({"seller"})


def variants(value, name=""):
    """Copies of a row with one value changed each, however deep it lies."""
    if dataclasses.is_dataclass(value) and not isinstance(value, Names):
        for field in dataclasses.fields(value):
            for path, changed in variants(getattr(value, field.name), field.name):
                yield f"{field.name}.{path}", dataclasses.replace(value, **{field.name: changed})
    elif hasattr(value, "_replace"):
        for field in value._fields:
            for path, changed in variants(getattr(value, field), field):
                yield f"{field}.{path}", value._replace(**{field: changed})
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            for path, changed in variants(item, name):
                yield f"{n}.{path}", (*value[:n], changed, *value[n + 1 :])
    elif value is not None:
        yield "", other(value, name)


def text_of(name, row, language="ko", cache=None):
    with translation.override(language):
        return (cache or FragmentCache()).text(name, row, language)


VARIANTS = [(name, row, path, changed) for name, row in PARTS for path, changed in variants(row)]


@pytest.mark.parametrize(("name", "row", "path", "changed"), VARIANTS)
def test_another_value_is_another_part(name, row, path, changed):
    """A row is rendered as with an empty cache, whatever row is cached."""
    cache = FragmentCache()
    for language in ("ko", "zh-hans", "en"):
        first = text_of(name, row, language, cache)
        assert text_of(name, changed, language, cache) == text_of(name, changed, language)
        assert text_of(name, row, language, cache) == first


@pytest.mark.parametrize("name", sorted({name for name, _ in PARTS}))
def test_most_values_are_shown(name):
    """Otherwise the test above would compare nothing."""
    differs = [
        any(text_of(name, row, language) != text_of(name, changed, language) for language in ("ko", "zh-hans", "en"))
        for template_name, row, _, changed in VARIANTS
        if template_name == name
    ]
    assert sum(differs) > len(differs) * 0.6


@pytest.mark.parametrize(("name", "row"), [(name, row) for name, row in PARTS if name != "officer/sidebar.html"])
def test_each_language_has_its_own(name, row):
    cache = FragmentCache()
    assert len({text_of(name, row, language, cache) for language in ("ko", "zh-hans", "en")}) == 3


@pytest.mark.parametrize("name", sorted({name for name, _ in PARTS} | {"parts/palette.html", "parts/styles.html"}))
def test_a_part_knows_nothing_but_its_values(name):
    """A name that stands in it and is no value of the row would be one reader's, shown to all."""
    source = get_template(name).template.source
    loops = re.findall(r"{% for ([\w, ]+) in (\w+)", source)
    of_loops = {variable.strip() for variables, _ in loops for variable in variables.split(",")}
    used = set(re.findall(r"{{ ?(\w+)", source)) | set(
        re.findall(r"{% (?:if|elif|url \"[\w-]+\") (?:not )?(\w+)", source)
    )
    assert used | {values for _, values in loops} <= {"row", "token", "forloop"} | of_loops
    assert "csrf_token" not in source


def test_what_is_remembered_has_a_bound():
    name, row = PARTS[0]
    size = len(text_of(name, row))
    cache = FragmentCache(max_characters=size * 3)
    for pk in range(10):
        text_of(name, dataclasses.replace(row, pk=pk), cache=cache)
    assert 0 < cache.characters <= size * 3


@pytest.mark.django_db
def test_work_that_is_not_open_to_a_reader_is_not_remembered_for_them():
    event = consultation()
    officer = person("o@agency.example", event.programme, "officer")
    operator = person("s@agency.example", event.programme, "officer", is_superuser=True)
    has_link = []
    for user in (officer, operator, officer):
        client = Client()
        client.force_login(user)
        has_link.append(f'href="{reverse("editors")}"' in client.get(reverse("event-timetable", args=[event.pk])).text)
    assert has_link == [False, True, False]


@pytest.mark.django_db
def test_who_may_not_move_meetings_gets_no_grid_of_somebody_who_may():
    event = consultation(slots=2)
    seller, buyer = (Application.objects.filter(event=event, side=side).first() for side in ("seller", "buyer"))
    slot, table = event.slots.first(), event.tables.first()
    slot.starts_at, slot.ends_at = (datetime.now(UTC) + timedelta(days=9, minutes=n) for n in (0, 20))
    slot.save()
    Placement.objects.create(event=event, seller=seller, buyer=buyer, slot=slot, table=table)
    may_drag = []
    for kind in ("officer", "viewer", "officer"):
        client = Client()
        client.force_login(person(f"{len(may_drag)}@agency.example", event.programme, kind))
        may_drag.append('draggable="true"' in client.get(reverse("event-timetable", args=[event.pk])).text)
    assert may_drag == [True, False, True]


@pytest.mark.django_db
def test_each_form_of_a_page_has_a_key_of_its_own(monkeypatch):
    event = consultation(sellers=3, buyers=1)
    monkeypatch.setattr(arrivals, "may_check_in_on", lambda *_: True)
    client = Client()
    client.force_login(person("g@agency.example", event.programme, "officer"))
    keys = re.findall(r'name="form_key" value="([\w-]+)"', client.get(reverse("event-checkin", args=[event.pk])).text)
    assert len(keys) >= 4
    assert len(set(keys)) == len(keys)


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
        form = re.search(r'class="inline-actions".*?</form>', page, re.DOTALL)[0]
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
    with django_assert_num_queries(8):
        client.get(reverse("event-checkin", args=[event.pk]))
    with django_assert_num_queries(14):
        client.get(reverse("event-timetable", args=[event.pk]))

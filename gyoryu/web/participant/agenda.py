"""Agendas of participants and interpreters: the page, the calendar feed, paper, the badge."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from gyoryu.base.names import LANGUAGES, Language, Names
from gyoryu.handouts.calendars import Reader, calendar_of
from gyoryu.handouts.notes import note_about
from gyoryu.handouts.print import write_booklets_of_attendees, write_booklets_of_interpreters
from gyoryu.handouts.timetable import Timetable
from gyoryu.meetings.actions.reading import mark_seen
from gyoryu.meetings.models import Application, Interpreter, Meeting, Side
from gyoryu.meetings.queries import agenda as reads
from gyoryu.programmes.models import Event
from gyoryu.web.languages import language_of
from gyoryu.web.organiser.rail import address
from gyoryu.web.participant.frame import frame, interpreter_for, mine_accepted
from gyoryu.web.participant.offline import let_keep
from gyoryu.web.remarks import line_of_remark

TO_COME = (Meeting.State.PLANNED, Meeting.State.RUNNING)


class TopicLine(NamedTuple):
    direction: str
    field: str
    hs6: str
    text: str


class Person(NamedTuple):
    """Whom one meets. `languages` and `topics`: for interpreters."""

    names: Names
    language: Language
    languages: tuple[str, ...] = ()
    topics: tuple[TopicLine, ...] = ()


class Row(NamedTuple):
    """All that is shown of a meeting. `people`: the other one, or both for an interpreter, who `interprets`; `table`:
    its name, "" online; `change` since the agenda was looked at last; `log`: the address."""

    state: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    other_zone: str
    table: str
    people: tuple[Person, ...]
    interpreter: Names | None
    interprets: bool
    change: str
    log: str

    @property
    def day(self) -> date:
        return self.starts_at.astimezone(ZoneInfo(self.zone)).date()

    @property
    def is_to_come(self) -> bool:
        return self.state in TO_COME

    @property
    def is_off(self) -> bool:
        return self.state in (Meeting.State.MISSED, Meeting.State.CANCELLED)


@require_safe
@login_required
def show(request: HttpRequest, application: int) -> HttpResponse:
    one = mine_accepted(request, application)
    version, changes = reads.latest(one.event), reads.changes_for(one)
    rows = [_row(entry, one.event, changes) for entry in reads.entries_of(one)]
    dropped = sum(code == "dropped" for code in changes.values())
    context = {
        **frame("agenda", one),
        **_page(one.event, rows),
        "version": version,
        "dropped": dropped,
        "may_be_kept": True,
    }
    if version is not None and version.number > one.seen:
        mark_seen(one, version.number)
    return let_keep(request, render(request, "participant/agenda.html", context), one.event, timezone.now())


@require_safe
@login_required
def interpreting(request: HttpRequest, interpreter: int) -> HttpResponse:
    one = interpreter_for(request, interpreter)
    meetings = list(reads.meetings_of_interpreter(one).prefetch_related("seller__topics", "buyer__topics"))
    rows = [_row_of_interpreter(meeting, one.event) for meeting in meetings]
    context = {"interpreter": one, "event": one.event, **_page(one.event, rows), "version": reads.latest(one.event)}
    return let_keep(request, render(request, "participant/agenda.html", context), one.event, timezone.now())


def _row(entry: reads.Entry, event: Event, changes: dict[tuple[int, int], str]) -> Row:
    return Row(
        entry.state, entry.starts_at, entry.ends_at, event.time_zone, _other_zone(event, entry.table), entry.table,
        (Person(*entry.other),), entry.interpreter, False, changes.get((entry.seller_id, entry.buyer_id), ""),
        address("meeting-log", entry.pk),
    )  # fmt: skip


def _row_of_interpreter(meeting: Meeting, event: Event) -> Row:
    slot, table = meeting.slot, meeting.table.name if meeting.table else ""
    assert slot is not None
    people = tuple(_person(one) for one in (meeting.seller, meeting.buyer))
    return Row(
        meeting.state, slot.starts_at, slot.ends_at, event.time_zone, _other_zone(event, table), table, people, None,
        True, "", address("meeting-log", meeting.pk),
    )  # fmt: skip


def _person(one: Application) -> Person:
    organisation = one.organisation
    assert organisation is not None
    topics = (TopicLine(topic.direction, topic.field, topic.hs6, topic.text) for topic in one.topics.all())
    return Person(organisation.names, cast(Language, organisation.language), tuple(one.languages), tuple(topics))


def _other_zone(event: Event, table: str) -> str:
    return event.other_time_zone if not table or event.mode != Event.Mode.ON_SITE else ""


def _page(event: Event, rows: list[Row]) -> dict[str, Any]:
    """The next one, and all by day."""
    now = timezone.now()
    first = next((row for row in rows if row.is_to_come and row.ends_at > now), None)
    days: dict[date, list[Row]] = {}
    for row in rows:
        days.setdefault(row.day, []).append(row)
    return {
        "next": first,
        "begins_in": max(0, int((first.starts_at - now).total_seconds())) if first else 0,
        "days": list(days.items()),
        "about_paper": _about_paper(rows),
        "may_be_kept": True,
    }


def _about_paper(rows: list[Row]) -> list[str]:
    """Which names the PDF cannot show whole."""
    people = dict.fromkeys(person.names for row in rows for person in row.people)
    texts = dict.fromkeys(getattr(names, language) for names in people for language in LANGUAGES)
    return [line_of_remark(note) for text in texts if (note := note_about("", text))]


@cache_control(private=True, no_cache=True)
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """A calendar for programs that cannot sign in: whoever has the address may read it. They ask again and again, and
    are answered with a few bytes while nothing has changed."""
    state = Application.State.ACCEPTED
    one = Application.objects.select_related("event").filter(calendar=token, state=state).first()
    helper = None if one else Interpreter.objects.select_related("event").filter(calendar=token).first()
    whose = one or helper
    if whose is None:
        raise Http404
    language = cast(Language, whose.language)
    reader = Reader(whose.number, language, interprets=helper is not None)
    meetings = list(reads.meetings_of(one) if one else reads.meetings_of_interpreter(cast(Interpreter, helper)))
    timetable = Timetable(*reads.timetable_of(whose.event, meetings, language))
    data = calendar_of(timetable, reader, reads.changed_at(whose.event, meetings))
    tag = quote_etag(hashlib.sha256(data).hexdigest()[:32])
    headers = {"ETag": tag, "Content-Disposition": f'inline; filename="{whose.number}.ics"'}
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=tag, response=response) or response


@never_cache
@require_safe
@login_required
def paper(request: HttpRequest, application: int) -> HttpResponse:
    one = mine_accepted(request, application)
    timetable = _timetable(one.event, list(reads.meetings_of(one)))
    whom = [attendee for number, attendee in timetable.attendees.items() if number == one.number]
    title = "booklets_firms" if one.side == Side.SELLER else "booklets_buyers"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "agenda.pdf"
        write_booklets_of_attendees(timetable, whom, title, path)
        return _pdf(path, one.number)


@never_cache
@require_safe
@login_required
def interpreter_paper(request: HttpRequest, interpreter: int) -> HttpResponse:
    one = interpreter_for(request, interpreter)
    timetable = _timetable(one.event, list(reads.meetings_of_interpreter(one)))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "agenda.pdf"
        write_booklets_of_interpreters(timetable, path)
        return _pdf(path, one.number)


def _timetable(event: Event, meetings: list[Meeting]) -> Timetable:
    """Raises `Http404` while there is nothing to print."""
    if not any(meeting.state in reads.IN_PLACE for meeting in meetings):
        raise Http404
    return Timetable(*reads.timetable_of(event, meetings, language_of(get_language())))


def _pdf(path: Path, number: str) -> HttpResponse:
    return HttpResponse(
        path.read_bytes(),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{number}.pdf"'},
    )


@never_cache
@require_safe
@login_required
def badge(request: HttpRequest, application: int) -> HttpResponse:
    """The badge with its QR code, which opens the arrival on a telephone at the gate."""
    import segno

    one = mine_accepted(request, application)
    code = segno.make(settings.SITE_URL + reverse("badge", args=[one.badge]), error="m")
    drawn = code.svg_inline(scale=1, border=2, omitsize=True, svgclass="qr", lineclass=None)
    # Drawn here from the address alone: nothing that anybody typed is in it.
    context = {**frame("more", one), "qr": mark_safe(drawn), "people": one.people.all(), "may_be_kept": True}
    return let_keep(request, render(request, "participant/badge.html", context), one.event, timezone.now())

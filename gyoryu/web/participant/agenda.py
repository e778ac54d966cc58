"""Agendas of participants and interpreters: page, calendar feed, PDF, badge."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, cast
from zoneinfo import ZoneInfo

import segno
from django.conf import settings
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
from gyoryu.exports.calendars import CalendarOwner, calendar_of
from gyoryu.exports.notes import note_about
from gyoryu.exports.print import write_booklets_of_attendees, write_booklets_of_interpreters
from gyoryu.exports.timetable import Timetable
from gyoryu.meetings.actions.reading import mark_seen
from gyoryu.meetings.models import Application, Interpreter, Meeting, Side
from gyoryu.meetings.queries import agenda as agenda_queries
from gyoryu.programmes.models import Event
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.navigation.sidebar import address
from gyoryu.web.participant.layout import get_own_accepted_application, get_own_interpreter, layout_context
from gyoryu.web.participant.offline import allow_offline
from gyoryu.web.texts.import_messages import format_issue
from gyoryu.web.texts.languages import language_of

TO_COME = (Meeting.State.PLANNED, Meeting.State.RUNNING)


class TopicLine(NamedTuple):
    direction: str
    field: str
    hs6: str
    text: str


class Person(NamedTuple):
    """The counterpart of a meeting. `languages` and `topics`: for interpreters."""

    names: Names
    language: Language
    languages: tuple[str, ...] = ()
    topics: tuple[TopicLine, ...] = ()


class Row(NamedTuple):
    """A meeting as it is shown. `people`: the counterpart, or both sides for an interpreter, who `interprets`; `table`:
    its name, "" online; `change` since the agenda was last seen; `log`: the URL."""

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
def show(request: SignedInRequest, application: int) -> HttpResponse:
    own_application = get_own_accepted_application(request, application)
    version, changes = agenda_queries.latest(own_application.event), agenda_queries.changes_for(own_application)
    rows = [_row(entry, own_application.event, changes) for entry in agenda_queries.entries_of(own_application)]
    dropped = sum(code == "dropped" for code in changes.values())
    context = {
        **layout_context("agenda", own_application),
        **_page(own_application.event, rows),
        "version": version,
        "dropped": dropped,
        "may_be_kept": True,
    }
    if version is not None and version.number > own_application.seen:
        mark_seen(own_application, version.number)
    return allow_offline(
        request, render(request, "participant/agenda.html", context), own_application.event, timezone.now()
    )


@require_safe
@login_required
def interpreting(request: SignedInRequest, interpreter_id: int) -> HttpResponse:
    own_interpreter = get_own_interpreter(request, interpreter_id)
    meetings = list(
        agenda_queries.meetings_of_interpreter(own_interpreter).prefetch_related("seller__topics", "buyer__topics")
    )
    rows = [_row_of_interpreter(meeting, own_interpreter.event) for meeting in meetings]
    context = {
        "interpreter": own_interpreter,
        "event": own_interpreter.event,
        **_page(own_interpreter.event, rows),
        "version": agenda_queries.latest(own_interpreter.event),
    }
    return allow_offline(
        request, render(request, "participant/agenda.html", context), own_interpreter.event, timezone.now()
    )


def _row(entry: agenda_queries.Entry, event: Event, changes: dict[tuple[int, int], str]) -> Row:
    return Row(
        entry.state, entry.starts_at, entry.ends_at, event.time_zone, _other_zone(event, entry.table), entry.table,
        (Person(*entry.other),), entry.interpreter, False, changes.get((entry.seller_id, entry.buyer_id), ""),
        address("meeting-log", entry.pk),
    )  # fmt: skip


def _row_of_interpreter(meeting: Meeting, event: Event) -> Row:
    slot, table = meeting.slot, meeting.table.name if meeting.table else ""
    assert slot is not None
    people = tuple(_person(application) for application in (meeting.seller, meeting.buyer))
    return Row(
        meeting.state, slot.starts_at, slot.ends_at, event.time_zone, _other_zone(event, table), table, people, None,
        True, "", address("meeting-log", meeting.pk),
    )  # fmt: skip


def _person(application: Application) -> Person:
    organisation = application.organisation
    assert organisation is not None
    topics = (TopicLine(topic.direction, topic.field, topic.hs6, topic.text) for topic in application.topics.all())
    return Person(
        organisation.names, cast(Language, organisation.language), tuple(application.languages), tuple(topics)
    )


def _other_zone(event: Event, table: str) -> str:
    return event.other_time_zone if not table or event.mode != Event.Mode.ON_SITE else ""


def _page(event: Event, rows: list[Row]) -> dict[str, Any]:
    """Return the next meeting, and all by day."""
    now = timezone.now()
    next_meeting = next((row for row in rows if row.is_to_come and row.ends_at > now), None)
    days: dict[date, list[Row]] = {}
    for row in rows:
        days.setdefault(row.day, []).append(row)
    return {
        "next": next_meeting,
        "begins_in": max(0, int((next_meeting.starts_at - now).total_seconds())) if next_meeting else 0,
        "days": list(days.items()),
        "about_paper": _unprintable_names(rows),
        "may_be_kept": True,
    }


def _unprintable_names(rows: list[Row]) -> list[str]:
    """Return a message for each name that the fonts of the PDF lack characters for."""
    people = dict.fromkeys(person.names for row in rows for person in row.people)
    texts = dict.fromkeys(getattr(names, language) for names in people for language in LANGUAGES)
    return [format_issue(note) for text in texts if (note := note_about("", text))]


@cache_control(private=True, no_cache=True)
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """Return the calendar for programs that cannot sign in: the URL is the secret. They poll, and get 304 while nothing
    has changed."""
    state = Application.State.ACCEPTED
    application = Application.objects.select_related("event").filter(calendar=token, state=state).first()
    interpreter = None if application else Interpreter.objects.select_related("event").filter(calendar=token).first()
    owner = application or interpreter
    if owner is None:
        raise Http404
    language = cast(Language, owner.language)
    calendar_owner = CalendarOwner(owner.number, language, interprets=interpreter is not None)
    meetings = list(
        agenda_queries.meetings_of(application)
        if application
        else agenda_queries.meetings_of_interpreter(cast(Interpreter, interpreter))
    )
    timetable = Timetable(*agenda_queries.timetable_of(owner.event, meetings, language))
    data = calendar_of(timetable, calendar_owner, agenda_queries.changed_at(owner.event, meetings))
    tag = quote_etag(hashlib.sha256(data).hexdigest()[:32])
    headers = {"ETag": tag, "Content-Disposition": f'inline; filename="{owner.number}.ics"'}
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, etag=tag, response=response) or response


@never_cache
@require_safe
@login_required
def paper(request: SignedInRequest, application: int) -> HttpResponse:
    own_application = get_own_accepted_application(request, application)
    timetable = _timetable(own_application.event, list(agenda_queries.meetings_of(own_application)))
    attendees = [attendee for number, attendee in timetable.attendees.items() if number == own_application.number]
    title = "booklets_firms" if own_application.side == Side.SELLER else "booklets_buyers"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "agenda.pdf"
        write_booklets_of_attendees(timetable, attendees, title, path)
        return _pdf(path, own_application.number)


@never_cache
@require_safe
@login_required
def interpreter_paper(request: SignedInRequest, interpreter_id: int) -> HttpResponse:
    own_interpreter = get_own_interpreter(request, interpreter_id)
    timetable = _timetable(own_interpreter.event, list(agenda_queries.meetings_of_interpreter(own_interpreter)))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "agenda.pdf"
        write_booklets_of_interpreters(timetable, path)
        return _pdf(path, own_interpreter.number)


def _timetable(event: Event, meetings: list[Meeting]) -> Timetable:
    """Return the meetings as a timetable. Raises `Http404` while there is nothing to print."""
    if not any(meeting.state in agenda_queries.IN_PLACE for meeting in meetings):
        raise Http404
    return Timetable(*agenda_queries.timetable_of(event, meetings, language_of(get_language())))


def _pdf(path: Path, number: str) -> HttpResponse:
    return HttpResponse(
        path.read_bytes(),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{number}.pdf"'},
    )


@never_cache
@require_safe
@login_required
def badge(request: SignedInRequest, application: int) -> HttpResponse:
    """Show the badge with its QR code, which opens the check-in on a phone at the gate."""
    own_application = get_own_accepted_application(request, application)
    code = segno.make(settings.SITE_URL + reverse("badge", args=[own_application.badge]), error="m")
    svg = code.svg_inline(scale=1, border=2, omitsize=True, svgclass="qr", lineclass=None)
    # The SVG is made from the URL alone, without user input.
    context = {
        **layout_context("more", own_application),
        "qr": mark_safe(svg),
        "people": own_application.people.all(),
        "may_be_kept": True,
    }
    return allow_offline(
        request, render(request, "participant/badge.html", context), own_application.event, timezone.now()
    )

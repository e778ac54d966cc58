"""The meetings of one person, for the screen, the calendar and paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, cast
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from gyoryu.base.models import AuditLine
from gyoryu.base.names import Language, Names
from gyoryu.meetings.consultation import Attendee, Consultation, InterpreterPerson
from gyoryu.meetings.identifiers import pair_id, slot_id, table_id
from gyoryu.meetings.models import Application, Interpreter, Meeting, Side, TimetableVersion
from gyoryu.programmes.models import Event, Slot
from meetplan.plan import Bounds, Plan, Score
from meetplan.plan import Meeting as PlanMeeting
from meetplan.problem import Interpreter as PlanInterpreter
from meetplan.problem import Pair, Participant, Problem
from meetplan.problem import Slot as PlanSlot
from meetplan.problem import Table as PlanTable

# Long texts and what was typed while it was a draft: nothing of it is shown of others, and reading it took most of the
# time of a page.
UNSHOWN_OF_APPLICATION = ("typed", "remark", "reason")
UNSHOWN_OF_ORGANISATION = ("about_ko", "about_zh", "about_en", "short_ko", "short_zh", "short_en", "website")
PRINTED = ("edit_event", "publish_timetable", "edit_table", "edit_interpreter")  # actions that change what is printed
IN_PLACE = ("planned", "running", "held")


class Counterpart(NamedTuple):
    names: Names
    language: Language


class Entry(NamedTuple):
    """A line of one's own agenda: all that the page shows of a meeting. `table` is "" online, `interpreter` None where
    there is none."""

    pk: int
    seller_id: int
    buyer_id: int
    state: str
    starts_at: datetime
    ends_at: datetime
    table: str
    interpreter: Names | None
    other: Counterpart


LANGUAGE_COLUMNS = ("name_ko", "name_zh", "name_en")
OF_COUNTERPART = (*(f"organisation__{name}" for name in LANGUAGE_COLUMNS), "organisation__language")
OF_ENTRY = (
    "pk", "seller_id", "buyer_id", "state", "slot__starts_at", "slot__ends_at", "table__name", "interpreter_id",
    *(f"interpreter__{name}" for name in LANGUAGE_COLUMNS),
    *(f"{side}__{column}" for side in ("seller", "buyer") for column in OF_COUNTERPART),
)  # fmt: skip


def entries_of(application: Application) -> list[Entry]:
    """Return the agenda of a participant, in narrow rows."""
    own = Meeting.objects.filter(Q(seller=application) | Q(buyer=application), slot__isnull=False)
    entries = []
    for row in own.order_by("slot__starts_at", "pk").values_list(*OF_ENTRY):
        interpreter = None if row[7] is None else Names(*row[8:11])
        *names, language = row[15:19] if row[1] == application.pk else row[11:15]
        entry = (*row[:6], row[6] or "", interpreter, Counterpart(Names(*names), language))
        entries.append(Entry._make(entry))
    return entries


def meetings_of(application: Application) -> QuerySet[Meeting]:
    return _meetings(Meeting.objects.filter(Q(seller=application) | Q(buyer=application)))


def meetings_of_interpreter(interpreter: Interpreter) -> QuerySet[Meeting]:
    return _meetings(Meeting.objects.filter(interpreter=interpreter))


def _meetings(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    relations = ("seller__organisation", "buyer__organisation", "interpreter")
    scheduled = meetings.filter(slot__isnull=False).select_related("slot", "table", *relations)
    return scheduled.defer(*unshown("seller", "buyer")).order_by("slot__starts_at", "pk")


def unshown(*applications: str) -> list[str]:
    """Columns to defer of the applications under these names of relations ("": the rows themselves)."""
    return [
        "__".join(filter(None, (application, relation, column)))
        for application in applications
        for relation, columns in (("", UNSHOWN_OF_APPLICATION), ("organisation", UNSHOWN_OF_ORGANISATION))
        for column in columns
    ]


def latest(event: Event) -> TimetableVersion | None:
    """Return the latest version without its meetings and changes, which are large."""
    return TimetableVersion.objects.filter(event=event).defer("difference", "meetings").order_by("-number").first()


def changed_at(event: Event, meetings: Iterable[Meeting]) -> datetime:
    """Return when the calendar data of these meetings last changed."""
    parties = [party.organisation for meeting in meetings for party in (meeting.seller, meeting.buyer)]
    moments = [event.created_at, *(party.updated_at for party in parties if party)]
    last_change = _changes(event).order_by("-at").values_list("at", flat=True).first()
    return max([*moments, last_change] if last_change else moments)


def _changes(event: Event) -> QuerySet[AuditLine]:
    """Return the audit entries about an event that change printed data: they are never removed, so that their number
    only increases."""
    return AuditLine.objects.filter(kind="event", key=str(event.pk), verb__in=PRINTED)


def changes_for(application: Application) -> dict[tuple[int, int], str]:
    """Return the changes of each pair of firm and buyer since version `seen`. Empty at the first visit: then all is
    new."""
    if not application.seen:
        return {}
    newer = TimetableVersion.objects.filter(event=application.event_id, number__gt=application.seen)
    code_by_pair: dict[tuple[int, int], str] = {}
    for difference in newer.order_by("number").values_list("difference", flat=True):
        for code in ("added", "moved", "dropped"):
            for row in difference.get(code, ()):
                if application.pk in (row["seller"], row["buyer"]):
                    code_by_pair[row["seller"], row["buyer"]] = code
    return code_by_pair


def timetable_of(event: Event, meetings: list[Meeting], language: Language) -> tuple[Consultation, Plan]:
    """These meetings alone, as documents take them: as small as one person's day, however large the event."""
    meetings = [meeting for meeting in meetings if meeting.state in IN_PLACE]
    problem = _problem(event, meetings)
    return _consultation(event, problem, meetings, language), Plan(tuple(map(_placed, meetings)), (), Score(), Bounds())


def _applications(meetings: list[Meeting]) -> dict[str, Application]:
    return {application.number: application for meeting in meetings for application in (meeting.seller, meeting.buyer)}


def _table_names(meetings: list[Meeting]) -> dict[int, str]:
    return {meeting.table.pk: meeting.table.name for meeting in meetings if meeting.table}


def _interpreters(meetings: list[Meeting]) -> dict[str, Interpreter]:
    return {meeting.interpreter.number: meeting.interpreter for meeting in meetings if meeting.interpreter}


def _problem(event: Event, meetings: list[Meeting]) -> Problem:
    return Problem(
        slots=tuple(_slots(event)),
        tables=tuple(PlanTable(table_id(pk)) for pk in sorted(_table_names(meetings))),
        participants=tuple(map(_participant, _applications(meetings).values())),
        pairs=tuple(Pair(pair_id(m.seller.number, m.buyer.number), m.seller.number, m.buyer.number) for m in meetings),
        interpreters=tuple(PlanInterpreter(i.number, tuple(i.languages)) for i in _interpreters(meetings).values()),
    )


def _consultation(event: Event, problem: Problem, meetings: list[Meeting], language: Language) -> Consultation:
    return Consultation(
        title=event.names,
        venue=event.venue,
        language=language,
        time_zone=event.time_zone,
        problem=problem,
        attendees={number: _attendee(application) for number, application in _applications(meetings).items()},
        interpreters={
            number: InterpreterPerson(number, interpreter.names, cast(Language, interpreter.language))
            for number, interpreter in _interpreters(meetings).items()
        },
        table_names={table_id(pk): name for pk, name in _table_names(meetings).items()},
        key=f"{event.pk} {event.created_at.isoformat()}",
        revision=_changes(event).count(),
        is_sample=event.is_sample,
    )


def _slots(event: Event) -> list[PlanSlot]:
    zone, slots = ZoneInfo(event.time_zone), []
    for slot in Slot.objects.filter(event=event):
        start, end = slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone)
        slots.append(PlanSlot(slot_id(slot.pk), start.date().isoformat(), f"{start:%H:%M}", f"{end:%H:%M}"))
    return slots


def _placed(meeting: Meeting) -> PlanMeeting:
    return PlanMeeting(
        pair_id(meeting.seller.number, meeting.buyer.number),
        slot_id(meeting.slot_id or 0),
        table_id(meeting.table_id) if meeting.table_id else None,
        meeting.interpreter.number if meeting.interpreter else None,
    )


def _participant(application: Application) -> Participant:
    languages = tuple(application.languages) if application.needs_interpreter else ()
    return Participant(id=application.number, side=application.side, languages=languages, online=application.online)


def _attendee(application: Application) -> Attendee:
    organisation = application.organisation
    return Attendee(
        id=application.number,
        side="seller" if application.side == Side.SELLER else "buyer",
        names=organisation.names if organisation else Names(),
        language=cast(Language, application.language),
        country=organisation.country if organisation else "",
        revision=organisation.version if organisation else 0,
    )

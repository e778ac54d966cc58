"""Everything of an event as one workbook, a sheet for each kind of thing. Slow to import: it loads openpyxl."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from gyoryu.base.names import Language
from gyoryu.base.sheets import put
from gyoryu.base.territories import country_name
from gyoryu.exports.texts import translate
from gyoryu.meetings.models import Application, Meeting, MeetingLog, Wish
from gyoryu.meetings.workbook.records import needs_quoting
from gyoryu.outcomes.queries import figures_of, verdicts
from gyoryu.programmes.models import Event

ReportProgress = Callable[[float], None]
Row = Sequence[Any]


def write_export(event: Event, language: Language, path: Path, report_progress: ReportProgress) -> None:
    """Write the workbook to `path`; `report_progress` receives the share done. Rows are streamed: memory is independent
    of size."""
    workbook = Workbook(write_only=True)
    sheets = (
        ("sheet_participants", PARTICIPANTS, _participants),
        ("sheet_wishes", WISHES, _wishes),
        ("sheet_meetings", MEETINGS, _meetings),
        ("sheet_logs", LOGS, _logs),
        ("sheet_figures", FIGURES, _figures),
    )
    for count, (title, header, rows) in enumerate(sheets, 1):
        _sheet(
            workbook, translate(title, language), [translate(key, language) for key in header], rows(event, language)
        )
        report_progress(count / len(sheets))
    workbook.save(path)


def _sheet(workbook: Workbook, title: str, header: list[str], rows: Iterable[Row]) -> None:
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, text in enumerate(header, 1):
        sheet.column_dimensions[get_column_letter(number)].width = max(10, min(34, 2 * len(text) + 6))
    heads = []
    for text in header:
        cell = put(WriteOnlyCell(sheet), text)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFEEF2F7")
        heads.append(cell)
    sheet.append(heads)
    for row in rows:
        sheet.append([_cell(WriteOnlyCell(sheet), _plain(value)) for value in row])


def _cell(cell: Cell, value: Any) -> Any:
    """Mark a name that looks like a ditto mark or a total as text, so that a later import reads it unchanged."""
    return put(cell, value, is_literal=isinstance(value, str) and bool(value) and needs_quoting(value))


def _plain(value: Any) -> Any:
    """Excel knows no decimals and no time zones."""
    if isinstance(value, Decimal):
        return float(value)
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


PARTICIPANTS = ("participant_number", "side", "name_ko", "name_zh", "name_en", "country", "table")
WISHES = ("asker", "asker_number", "asked", "asked_number", "rank", "answer", "asked_at", "note")
MEETINGS = ("day", "time", "table", "firm", "code", "buyer", "code", "interpreter", "state")
LOGS = (
    "time", "firm", "code", "buyer", "code", "written_by", "product", "hs6", "quantity", "unit", "unit_price",
    "currency", "amount", "stage", "interest", "next_action", "next_on", "note", "other_side",
)  # fmt: skip
FIGURES = ("stage", "logs_count", "currency", "amount", "confirmed_count", "disputed_count")


def _participants(event: Event, language: Language) -> Iterable[Row]:
    applications = Application.objects.filter(event=event, state=Application.State.ACCEPTED)
    for application in applications.select_related("organisation", "table").order_by("side", "number"):
        names = application.organisation.names if application.organisation else None
        yield (
            application.number,
            translate(f"by_{application.side}", language),
            names.ko if names else "",
            names.zh if names else "",
            names.en if names else "",
            country_name(application.organisation.country, language) if application.organisation else "",
            application.table.name if application.table else "",
        )


def _name(application: Application, language: Language) -> str:
    return application.organisation.names.in_language(language) if application.organisation else ""


def _wishes(event: Event, language: Language) -> Iterable[Row]:
    zone = ZoneInfo(event.time_zone)
    wishes = Wish.objects.filter(event=event).select_related("asker__organisation", "asked__organisation")
    for wish in wishes.order_by("asker__number", "rank").iterator(2000):
        yield (
            _name(wish.asker, language),
            wish.asker.number,
            _name(wish.asked, language),
            wish.asked.number,
            wish.rank,
            translate(f"answer_{wish.answer}", language),
            wish.created_at.astimezone(zone),
            wish.note,
        )


def _meetings(event: Event, language: Language) -> Iterable[Row]:
    zone = ZoneInfo(event.time_zone)
    rows = Meeting.objects.filter(event=event).select_related(
        "seller__organisation", "buyer__organisation", "slot", "table", "interpreter"
    )
    for meeting in rows.order_by("slot__starts_at", "table__order", "pk").iterator(2000):
        start = meeting.slot.starts_at.astimezone(zone) if meeting.slot else None
        yield (
            start.date() if start else "",
            start.time() if start else "",
            meeting.table.name if meeting.table else translate("online", language) if meeting.slot else "",
            _name(meeting.seller, language),
            meeting.seller.number,
            _name(meeting.buyer, language),
            meeting.buyer.number,
            meeting.interpreter.names.in_language(language) if meeting.interpreter else "",
            translate(f"state_{meeting.state}", language),
        )


def _logs(event: Event, language: Language) -> Iterable[Row]:
    zone, answers = ZoneInfo(event.time_zone), verdicts(event)
    rows = MeetingLog.objects.filter(meeting__event=event).select_related(
        "meeting__seller__organisation", "meeting__buyer__organisation", "meeting__slot"
    )
    for log in rows.iterator(2000):
        slot = log.meeting.slot
        answer = answers.get(log.pk)
        yield (
            slot.starts_at.astimezone(zone) if slot else "",
            _name(log.meeting.seller, language),
            log.meeting.seller.number,
            _name(log.meeting.buyer, language),
            log.meeting.buyer.number,
            translate(f"by_{log.author_side}", language),
            log.product,
            log.hs6,
            log.quantity,
            log.unit,
            log.unit_price,
            log.currency,
            log.amount,
            translate(f"stage_{log.stage}", language),
            log.interest,
            log.next_action,
            log.next_on,
            log.note,
            translate(f"said_{answer}", language) if answer else "",
        )


def _figures(event: Event, language: Language) -> Iterable[Row]:
    """Each stage by itself: in won, in dollars, and as it was written."""
    for stage, figures in figures_of(event).stages.items():
        name = translate(f"stage_{stage}", language)
        yield name, figures.logs, "KRW", figures.krw.quantize(Decimal(1)), figures.confirmed, figures.disputed
        yield name, "", "USD", figures.usd.quantize(Decimal("0.01")), "", ""
        for currency, amount in sorted(figures.by_currency.items()):
            yield name, "", f"{translate('as_written', language)}: {currency}", amount, "", ""

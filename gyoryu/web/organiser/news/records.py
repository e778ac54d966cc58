"""Records of a programme that were confirmed from documents: list, print, export."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from gyoryu.base.formatting import format_datetime, format_partial_date
from gyoryu.base.names import LANGUAGE_TAGS
from gyoryu.exports.records import as_csv, as_workbook
from gyoryu.news.desk import queries
from gyoryu.news.desk.models import ConfirmedRecord
from gyoryu.people.models import User
from gyoryu.programmes.models import Programme
from gyoryu.programmes.rules import may_view_programme
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_programme_or_404
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.organiser.news.labels import CHOICES, KINDS
from gyoryu.web.parameters import Query
from gyoryu.web.texts.languages import reader

PAGE_SIZE = 30
MAX_IN_PRINT = 2000
ZONE = "Asia/Seoul"
FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
STATUS_OF = {"agreement": "status", "commitment": "strength"}


@dataclass(frozen=True, slots=True)
class Row:
    record: ConfirmedRecord
    kind: Any
    title: str
    when: str
    status: str
    is_late: bool
    lang: str
    actors: list[tuple[str, bool]]  # a name, and whether it has a page


@require_safe
@login_required
def records(request: SignedInRequest, number: int) -> HttpResponse:
    """List records. `?kind=` filters; `whole=1` puts all on one page for printing; `page` pages."""
    programme: Programme = get_programme_or_404(request, number, may_view_programme)
    kind, is_whole = _kind(request), Query(request).is_on("whole")
    confirmed_records = queries.confirmed_records(programme.pk, kind)
    confirmed_records = confirmed_records.defer("proposal__document__text", "proposal__document__reading")
    page = Query(request).page(confirmed_records, MAX_IN_PRINT if is_whole else PAGE_SIZE)
    counts = queries.counts_of_records(programme.pk)
    context = {
        "sidebar": build_sidebar("", programme=programme),
        "programme": programme,
        "page": page,
        "rows": _rows(page, timezone.localdate()),
        "kind": kind,
        "whole": is_whole,
        "today": timezone.localdate(),
        "total": sum(counts.values()),
        "kinds": [(code, KINDS[code], counts.get(code, 0)) for code in ConfirmedRecord.Kind.values],
    }
    return render(request, "news/records.html", context)


def _kind(request: HttpRequest) -> str:
    return Query(request).choice("kind", ConfirmedRecord.Kind.values)


def _rows(records: Iterable[ConfirmedRecord], today: date) -> list[Row]:
    record_list = list(records)
    names_with_page = queries.bodies_named_in({record.proposal.document_id for record in record_list})
    return [
        Row(
            record, KINDS[record.kind], _title(record), _when(record), _status(record), queries.is_late(record, today),
            LANGUAGE_TAGS[record.proposal.document.language],
            [(name, name in names_with_page) for name in record.actors],
        )
        for record in record_list
    ]  # fmt: skip


def _title(record: ConfirmedRecord) -> str:
    """Return the title; an agreement without one has the label of its kind."""
    labels: dict[str, Any] = CHOICES.get((record.kind, "kind"), {})
    return str(labels.get(record.title, record.title))


def _when(record: ConfirmedRecord) -> str:
    """Format the dates; of a commitment, the due date."""
    start, end = (format_partial_date(day, reader()) for day in (record.starts, record.ends))
    if start and end and start != end:
        return f"{start} – {end}"
    return start or end


def _status(record: ConfirmedRecord) -> str:
    labels: dict[str, Any] = CHOICES.get((record.kind, STATUS_OF.get(record.kind, "")), {})
    return str(labels.get(record.status, record.status))


@require_safe
@login_required
def records_file(request: SignedInRequest, number: int, form: str) -> HttpResponse:
    """Export the records as `csv` or `xlsx`, with their evidence."""
    programme: Programme = get_programme_or_404(request, number, may_view_programme)
    if form not in FORMS:
        raise Http404
    confirmed_records = queries.confirmed_records(programme.pk, _kind(request)).defer("proposal__document__reading")[
        :MAX_IN_PRINT
    ]
    headings = [
        gettext("Kind"), gettext("Record"), gettext("Parties or actor"), gettext("Begins on"), gettext("Ends on"),
        gettext("Status"), gettext("Words that say so"), gettext("Document"), gettext("Published"),
        gettext("Address"), gettext("Confirmed by"), gettext("Confirmed at"),
    ]  # fmt: skip
    rows = [_cells(request, record) for record in confirmed_records]
    title = gettext("Records from documents")
    data = as_csv(headings, rows) if form == "csv" else as_workbook(title, headings, rows)
    name = f"{title} {programme.names.in_language(reader())}.{form}"
    disposition = f"attachment; filename=\"records.{form}\"; filename*=UTF-8''{quote(name, safe='')}"
    return HttpResponse(data, content_type=FORMS[form], headers={"Content-Disposition": disposition})


def _cells(request: HttpRequest, record: ConfirmedRecord) -> list[str]:
    document = record.proposal.document
    start, end = record.proposal.spans[0]
    by: User | None = record.proposal.decided_by
    return [
        str(KINDS[record.kind]), _title(record), " · ".join(record.actors), record.starts, record.ends, _status(record),
        " ".join(document.text[start:end].split()), document.title, str(document.published_on or ""), document.url,
        by.names.in_language(reader()) or by.email if by else "", format_datetime(record.confirmed_at, ZONE, reader()),
    ]  # fmt: skip

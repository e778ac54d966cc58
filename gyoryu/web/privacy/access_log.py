"""Middleware: one entry in the access log for each page, file or call that shows personal data of others.

`PAGES` lists them. A test opens every URL with marked values in personal fields, and fails where one of them is shown
without an entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gyoryu.people.models import User
from gyoryu.privacy.actions.accesses import log_access
from gyoryu.privacy.models import AccessEntry
from gyoryu.web.http import address_of
from gyoryu.web.parameters import Query

Deed = AccessEntry.Deed
View = Callable[[HttpRequest], HttpResponse]


class Page(NamedTuple):
    """`kind` of the rows whose people are shown; `argument` of the URL that holds the primary key of one."""

    kind: str
    argument: str = ""
    reading: str = Deed.READ
    sending: str = Deed.CHANGE


APPLICATION = Page("application", "number")
EVENT = Page("event", "event_id")
MEETING = Page("meeting", "meeting_id")
ORGANISATION = Page("organisation", "number")
API_APPLICATION = Page("application", "application")
API_EVENT = Page("event", "event")
API_MEETING = Page("meeting", "meeting")

# By URL name.
PAGES: dict[str, Page] = {
    # organisers
    "programme-people": Page("role"),
    "role-take": Page("role", "role_id", sending=Deed.DELETE),
    "event-interpreters": Page("interpreter"),
    "interpreter-new": EVENT,
    "interpreter": Page("interpreter", "interpreter_id"),
    "interpreter-remove": Page("interpreter", "interpreter_id", sending=Deed.DELETE),
    "event-invitations": Page("invitation"),
    "invitation-resend": Page("invitation", "invitation_id"),
    "invitation-withdraw": Page("invitation", "invitation_id", sending=Deed.DELETE),
    "application": APPLICATION,
    "application-decide": APPLICATION,
    "application-settings": APPLICATION,
    "application-file": Page("application", "number", reading=Deed.EXPORT),
    "event-disclosures": EVENT,
    "event-closing": EVENT,
    "event-pair": EVENT,
    "event-timetable": EVENT,
    "timetable-publish": EVENT,
    "applications-accept": EVENT,
    "repair-apply": EVENT,
    "event-logs": EVENT,
    "event-outputs": Page("event", "event_id", sending=Deed.EXPORT),
    "output": Page("output", "output_id"),
    "output-file": Page("output", "output_id", reading=Deed.EXPORT),
    "event-exchange": EVENT,
    "import": Page("import", "batch"),
    "import-bring-in": Page("import", "batch"),
    "import-take-back": Page("import", "batch"),
    "event-emails": Page("letter"),
    "event-email": Page("letter", "email"),
    "outbox": Page("letter"),
    "outbox-email": Page("letter", "email"),
    # the directory
    "organisation": ORGANISATION,
    "organisation-edit": ORGANISATION,
    "organisation-merge": ORGANISATION,
    "organisation-contacts": ORGANISATION,
    "organisation-contact-remove": Page("organisation", "number", sending=Deed.DELETE),
    # check-in and meetings
    "event-checkin": EVENT,
    "check-in": Page("application", "application"),
    "check-in-undo": Page("application", "application", sending=Deed.DELETE),
    "badge": Page("application"),
    "ask-repair-interpreter": Page("interpreter", "interpreter_id"),
    "meeting-log": MEETING,
    "edit-log": MEETING,
    "answer-log": MEETING,
    "remove-log": Page("meeting", "meeting_id", sending=Deed.DELETE),
    "interpreting": Page("interpreter", "interpreter_id"),
    # operators
    "access-log": Page("access_log"),
    "access-log-file": Page("access_log", reading=Deed.EXPORT),
    "person": Page("user"),
    "editors": Page("user"),
    # REST API
    "api:application": API_APPLICATION,
    "api:decide": API_APPLICATION,
    "api:of_application": API_APPLICATION,
    "api:other": Page("application", "other"),
    "api:of_meeting": API_MEETING,
    "api:of_event": API_EVENT,
    "api:write": API_MEETING,
    "api:change": Page("log", "log"),
}
# Query parameters that filter a list and hold no free text.
FILTERS = ("kind", "page", "side", "state", "country", "field", "sort", "language", "day", "since", "until")


def note_rows(request: HttpRequest, numbers: Iterable[int], deed: str = "") -> None:
    """Note the primary keys of the rows that a page shows. `deed`: what is done with them, where the method of the
    request does not imply it."""
    request.noted_rows, request.noted_deed = list(numbers), deed  # type: ignore[attr-defined]


def record_access(get_response: View) -> View:
    """Write the entry after the response is made. Without an entry there is no response either."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        match = request.resolver_match
        page = PAGES.get(match.view_name or "") if match else None
        if page is not None and response.status_code < 400 and isinstance(request.user, User):
            _log_page_access(request, page, response)
        return response

    return middleware


def _log_page_access(request: HttpRequest, page: Page, response: HttpResponse) -> None:
    match = request.resolver_match
    assert match is not None
    assert isinstance(request.user, User)
    is_reading = request.method in ("GET", "HEAD")
    if is_reading and response.status_code >= 300:
        return  # a redirect: nothing was shown
    keys: list[int] = getattr(request, "noted_rows", [])
    if page.argument:
        keys = [int(match.kwargs[page.argument])]
    log_access(
        request.user,
        address_of(request),
        match.view_name,
        getattr(request, "noted_deed", "") or (page.reading if is_reading else page.sending),
        timezone.now(),
        kind=page.kind,
        keys=keys,
        filters="&".join(f"{name}={value}" for name, value in Query(request).texts(FILTERS).items() if value),
    )

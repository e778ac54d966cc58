"""The sidebar of officers' pages (programme, event, navigation), and the breadcrumbs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_noop

from gyoryu.base.formatting import format_date, format_datetime
from gyoryu.base.names import Names
from gyoryu.news.rules import may_edit_news, may_read_documents
from gyoryu.programmes.models import Event, Programme
from gyoryu.programmes.rules import (
    Permissions,
    may_appoint_editors,
    may_list_programmes,
    may_manage,
    may_read_directory,
)
from gyoryu.web.texts.languages import language_of

# Code, URL name (it takes the event's number), label. Items without a URL are left out.
EVENT_WORK: tuple[tuple[tuple[str, str, str], ...], ...] = (
    (
        ("overview", "event", gettext_noop("Overview")),
        ("details", "event-details", gettext_noop("Event details")),
        ("slots", "event-slots", gettext_noop("Slots and tables")),
        ("interpreters", "event-interpreters", gettext_noop("Interpreters")),
    ),
    (
        ("invitations", "event-invitations", gettext_noop("Invitations")),
        ("applications", "event-applications", gettext_noop("Applications")),
        ("wishes", "event-wishes", gettext_noop("Wishes")),
        ("timetable", "event-timetable", gettext_noop("Timetable")),
    ),
    (
        ("board", "event-board", gettext_noop("Live board")),
        ("checkin", "event-checkin", gettext_noop("Check-in")),
        ("logs", "event-logs", gettext_noop("Logs")),
        ("results", "event-results", gettext_noop("Results")),
    ),
    (
        ("exchange", "event-exchange", gettext_noop("Import")),
        ("outputs", "event-outputs", gettext_noop("Prints and exports")),
        ("emails", "event-emails", gettext_noop("Emails sent")),
        ("people", "event-people", gettext_noop("People")),
    ),
)
# Items that only officers may open.
OFFICER_ONLY = {"invitations", "exchange", "emails", "people"}
SITE_WORK: tuple[tuple[str, str, str], ...] = (
    ("start", "start", gettext_noop("Start")),
    ("programmes", "programmes", gettext_noop("Cooperation programmes")),
    ("organisations", "organisations", gettext_noop("Organisations")),
    ("documents", "documents", gettext_noop("Documents")),
    ("sources", "sources", gettext_noop("Sources")),
    ("posts", "posts", gettext_noop("Posts")),
    ("watches", "watches", gettext_noop("Watches")),
    ("editors", "editors", gettext_noop("Editors")),
)
# Predicates of the items of the site; an item is not shown to users who may not open it.
OPEN_TO: Mapping[str, Callable[[Permissions], bool]] = {
    "programmes": may_list_programmes,
    "organisations": may_read_directory,
    "documents": may_read_documents,
    "sources": may_read_documents,
    "posts": may_edit_news,
    "watches": may_edit_news,
    "editors": may_appoint_editors,
}


def is_open(code: str, permissions: Permissions) -> bool:
    """Return whether the user may open this item of the site; items of an event were checked before."""
    return code not in OPEN_TO or OPEN_TO[code](permissions)


@dataclass(frozen=True, slots=True)
class NavLink:
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class NavItem:
    code: str
    url: str
    label: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class NextDeadline:
    """Next start or end of a period, as text. `soon`: within a day."""

    text: str
    soon: bool = False


@dataclass(frozen=True, slots=True)
class Sidebar:
    parts: tuple[tuple[NavItem, ...], ...]
    programme: NavLink | None = None
    event: NavLink | None = None
    due: NextDeadline | None = None

    @property
    def crumbs(self) -> tuple[NavLink, ...]:
        """Return the links from the programme down to the current item."""
        links = [link for link in (self.programme, self.event) if link]
        return (*links, *(NavLink(item.url, item.label) for part in self.parts for item in part if item.current))


@lru_cache(maxsize=4096)  # a page of an event has two dozen of them
def address(name: str, *numbers: int) -> str:
    """Return the URL, or "" if there is no page of that name."""
    try:
        return reverse(name, args=numbers)
    except NoReverseMatch:
        return ""


def build_sidebar(
    current: str,
    *,
    programme: Programme | None = None,
    event: Event | None = None,
    counts: Mapping[str, int] | None = None,
    due: NextDeadline | None = None,
) -> Sidebar:
    """Build the sidebar with the item `current` marked. `counts`: open tasks by code of the item. No queries if the
    event's programme is loaded."""
    counts = counts or {}
    programme = event.programme if event else programme
    hidden = OFFICER_ONLY if event and event.membership and not may_manage(event.membership) else set()
    parts = []
    for part, numbers in ((SITE_WORK, ()), *(((part, (event.pk,)) for part in EVENT_WORK) if event else ())):
        items = (
            NavItem(code, address(name, *numbers), gettext(label), code == current, counts.get(code))
            for code, name, label in part
        )
        parts.append(tuple(item for item in items if item.url and item.code not in hidden))
    event_parts, site_part = parts[1:], parts[0]
    return Sidebar(
        parts=tuple(part for part in (*event_parts, site_part) if part),
        programme=_nav_link("programme", programme.pk, programme.names) if programme else None,
        event=_nav_link("event", event.pk, event.names) if event else None,
        due=due or (next_deadline(event, timezone.now()) if event else None),
    )


def next_deadline(event: Event, now: datetime) -> NextDeadline | None:
    """Return what ends or begins next, None unless the event's terms are loaded: no page queries them for this."""
    terms, zone = event._state.fields_cache.get("terms"), ZoneInfo(event.time_zone)
    if terms is None:
        return None
    moments = (
        (terms.apply_until, gettext_noop("Applications close: {moment}")),
        (terms.wish_from, gettext_noop("Requests open: {moment}")),
        (terms.wish_until, gettext_noop("Requests close: {moment}")),
        (datetime.combine(event.starts_on, time.min, zone), gettext_noop("The event begins: {moment}")),
    )
    for moment, text in moments:
        if moment > now:
            language = language_of(get_language())
            is_day = moment == moments[-1][0]
            date_text = (
                format_date(event.starts_on, language) if is_day else format_datetime(moment, event.time_zone, language)
            )
            return NextDeadline(gettext(text).format(moment=date_text), soon=moment - now < timedelta(days=1))
    return None


def _nav_link(name: str, number: int, names: Names) -> NavLink:
    return NavLink(address(name, number), names.in_language(language_of(get_language())))

"""Parts of review sheets: previews of emails, and changes of meetings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gyoryu.base.email_texts import render_email
from gyoryu.base.emails import Draft
from gyoryu.base.formatting import format_datetime
from gyoryu.base.names import LANGUAGE_NAMES, LANGUAGE_TAGS
from gyoryu.meetings.difference import CellValues, ChangedMeeting, MeetingChanges, participants_of
from gyoryu.meetings.models import Application
from gyoryu.programmes.models import Event, Slot, Table
from gyoryu.web.review.sheet import EmailPreview, Section
from gyoryu.web.texts.languages import reader

EMAIL_NAMES = {
    "timetable_published": _("Timetable published"),
    "timetable_changed": _("Timetable changed"),
    "application_accepted": _("Application accepted"),
    "application_refused": _("Application refused"),
    "invitation": _("Invitation"),
}


def previews(drafts: Iterable[Draft]) -> tuple[EmailPreview, ...]:
    """Return one email of each kind and language, with all recipients of that kind."""
    groups: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in drafts:
        groups[draft.code, draft.language].append(draft)
    return tuple(_preview(code, language, group) for (code, language), group in sorted(groups.items()))


def _preview(code: str, language: str, drafts: list[Draft]) -> EmailPreview:
    subject, body = render_email(code, language, drafts[0].params, settings.SITE_URL)
    to = tuple(sorted(draft.to for draft in drafts))
    name, language_name = str(EMAIL_NAMES.get(code, code)), LANGUAGE_NAMES[language]
    return EmailPreview(name, language_name, LANGUAGE_TAGS[language], subject, body, to)


def figures_of_changes(changes: MeetingChanges) -> tuple[tuple[str, int | str], ...]:
    return (
        (gettext("New meetings"), len(changes["added"])),
        (gettext("Moved meetings"), len(changes["moved"])),
        (gettext("Dropped meetings"), len(changes["dropped"])),
    )


def labels_of(numbers: Iterable[int]) -> dict[int, str]:
    """Return the label `S001 Name` of each participant for the reader."""
    rows = Application.objects.filter(pk__in=[*numbers]).select_related("organisation")
    names = {
        application.pk: application.organisation.names.in_language(reader()) if application.organisation else ""
        for application in rows
    }
    return {application.pk: f"{application.number} {names[application.pk]}".strip() for application in rows}


def sections_of_changes(event: Event, changes: MeetingChanges) -> tuple[Section, ...]:
    """Return dropped, moved and new meetings, and their counts for every participant."""
    labels = labels_of(participants_of(changes))
    slots, tables = Slot.objects.filter(event=event).in_bulk(), Table.objects.filter(event=event).in_bulk()

    def place(cell: CellValues | None) -> str:
        slot, table = (slots.get(cell["slot"] or 0), tables.get(cell["table"] or 0)) if cell else (None, None)
        moment = format_datetime(slot.starts_at, event.time_zone, reader()) if slot else ""
        return f"{moment} · {table.name}" if table else moment

    def line(row: ChangedMeeting) -> str:
        where = " → ".join(part for part in (place(row["before"]), place(row["after"])) if part)
        return f"{labels[row['seller']]} × {labels[row['buyer']]}: {where}"

    headings = {"dropped": gettext("Dropped"), "moved": gettext("Moved"), "added": gettext("New")}
    by_kind = [Section(head, tuple(map(line, changes[name]))) for name, head in headings.items()]
    return (Section(gettext("Participants concerned"), _by_participant(changes, labels, headings)), *by_kind)


def _by_participant(changes: MeetingChanges, labels: Mapping[int, str], headings: Mapping[str, str]) -> tuple[str, ...]:
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for name in headings:
        for row in changes[name]:
            counts[row["seller"]][name] += 1
            counts[row["buyer"]][name] += 1
    lines = [
        f"{labels[number]}: " + " · ".join(f"{headings[name]} {count[name]}" for name in headings if count[name])
        for number, count in counts.items()
    ]
    return tuple(sorted(lines))

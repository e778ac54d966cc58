"""Publish the draft, or reset it to the published timetable, each with a preview."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.notifying import drafts_of
from gyoryu.meetings.actions.planning import latest_version
from gyoryu.meetings.actions.publishing import changes_by_publishing, draft_from_published, publish_timetable
from gyoryu.meetings.difference import PlacementCell, difference
from gyoryu.meetings.models import Draft, Meeting, Placement, TimetableVersion
from gyoryu.meetings.queries.open_points import open_points
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_event_or_404
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.review.previews import figures_of_changes, labels_of, previews, sections_of_changes
from gyoryu.web.review.sheet import Section, Sheet, confirmed
from gyoryu.web.texts.refusals import sentence, sentence_for_refusal
from gyoryu.web.undo import undoable

OPEN_POINT_LABELS = {
    "must_not_placed": _("Must meet and have no place"),
    "interpreter_missing": _("No interpreter is assigned"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def publish(request: SignedInRequest, event_id: int) -> HttpResponse:
    """Preview the changes; after confirmation, publish the draft."""
    event = get_event_or_404(request, event_id, rules.may_manage)
    now = timezone.now()
    context = {"event": event, "sidebar": build_sidebar("timetable", event=event)}
    return confirmed(request, event, lambda: _sheet(event, now), lambda _: _publish(request, event, now), context)


def _sheet(event: Event, now: datetime) -> Sheet:
    number, back_url = latest_version(event) + 1, reverse("event-timetable", args=[event.pk])
    title = gettext("Publish version {number}").format(number=number)
    try:
        changes = changes_by_publishing(event, now)
    except Refused as refusal:
        return Sheet(title, "", back_url, refusal=sentence_for_refusal(refusal))
    emails = previews(drafts_of(TimetableVersion(event=event, number=number, difference=changes)))
    count = sum(len(email.to) for email in emails)
    return Sheet(
        title=title,
        act=gettext("Publish and send {count} emails").format(count=count) if count else gettext("Publish"),
        back=back_url,
        figures=figures_of_changes(changes),
        sections=(*_open_sections(event, now), *sections_of_changes(event, changes)),
        emails=emails,
        is_held=True,
    )


def _open_sections(event: Event, now: datetime) -> list[Section]:
    """Return the open points, a section for each kind."""
    points = open_points(event, now)
    labels = labels_of({number for point in points for number in point.pair})
    by_code: dict[str, list[str]] = {}
    for (seller, buyer), code in points:
        by_code.setdefault(code, []).append(f"{labels[seller]} × {labels[buyer]}")
    return [
        Section(str(OPEN_POINT_LABELS.get(code) or sentence(code)), tuple(lines), "warning")
        for code, lines in by_code.items()
    ]


def _publish(request: SignedInRequest, event: Event, now: datetime) -> HttpResponse:
    rows = (
        TimetableVersion.objects.filter(event=event, number__gt=latest_version(event)),
        Meeting.objects.filter(event=event),
        Draft.objects.filter(event=event),
    )
    with RefusalAsNotice(request):
        with undoable(request, "publish_timetable", event, *rows, emails=True) as undo:
            version = publish_timetable(event, request.user, now, base=latest_version(event))
        text = gettext("Version {number} is published.").format(number=version.number)
        link = (gettext("Version %(number)s") % {"number": version.number}, _version_page(event, version))
        add_notice(request, text, undo=undo.back, link=link)
    return redirect("event-timetable", event.pk)  # after an undo, the page of the version no longer exists


def _version_page(event: Event, version: TimetableVersion) -> str:
    return reverse("timetable-version", args=[event.pk, version.number])


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def reset(request: SignedInRequest, event_id: int) -> HttpResponse:
    """Preview the changes that are lost; after confirmation, reset the draft."""
    event = get_event_or_404(request, event_id, rules.may_manage)
    context = {"event": event, "sidebar": build_sidebar("timetable", event=event)}
    return confirmed(request, event, lambda: _reset_sheet(event), lambda _: _reset(request, event), context)


def _reset_sheet(event: Event) -> Sheet:
    published = Meeting.objects.filter(event=event, state__in=["planned", "running", "held"], slot__isnull=False)
    columns = ("seller_id", "buyer_id", "slot_id", "table_id", "interpreter_id")
    before, after = (
        {(seller, buyer): PlacementCell(*cell) for seller, buyer, *cell in rows.values_list(*columns)}
        for rows in (Placement.objects.filter(event=event), published)
    )
    changes = difference(before, after)
    return Sheet(
        title=gettext("Reset to the published timetable"),
        act=gettext("Throw the draft away"),
        back=reverse("event-timetable", args=[event.pk]),
        figures=figures_of_changes(changes),
        sections=sections_of_changes(event, changes),
        is_danger=True,
    )


def _reset(request: SignedInRequest, event: Event) -> HttpResponse:
    draft_from_published(event, request.user, timezone.now())
    add_notice(request, gettext("The draft begins again from what is published."))
    return redirect("event-timetable", event.pk)

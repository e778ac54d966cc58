"""Check-in by name, number, or the QR code of a badge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import NamedTuple, cast
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from gyoryu.base.formatting import format_date
from gyoryu.base.keyboards import hangul_to_latin_keys
from gyoryu.base.names import Language, Names
from gyoryu.base.refusals import Refused
from gyoryu.base.text import name_key, normalize_compatibility
from gyoryu.checkin import actions
from gyoryu.checkin.models import CheckIn
from gyoryu.checkin.rules import may_check_in_on
from gyoryu.meetings.models import Application
from gyoryu.people.models import User
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event
from gyoryu.web.gate.layout import layout_context
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_event_or_404, membership_in
from gyoryu.web.navigation.todo import SOURCES, Task
from gyoryu.web.notices import add_notice
from gyoryu.web.privacy.access_log import note_rows
from gyoryu.web.texts.languages import reader
from gyoryu.web.texts.refusals import sentence_for_refusal

PAGE_SIZE = 30
MIN_BADGE_LENGTH = 16


def _may_see(membership: rules.Membership) -> bool:
    return rules.may_check_in(membership) or rules.may_view_programme(membership)


class Row(NamedTuple):
    """A row of the check-in list. `at`: time of arrival, None: not yet."""

    event: int
    pk: int
    number: str
    names: Names
    language: Language
    table: str | None
    at: datetime | None
    zone: str
    may_receive: bool


ROW_COLUMNS = (
    "pk", "number", "organisation__name_ko", "organisation__name_zh", "organisation__name_en", "organisation__language",
    "table__name",
)  # fmt: skip


@require_safe
@login_required
def search(request: SignedInRequest, event: int) -> HttpResponse:
    """Search participants. `?q=`: name in any script, number, or the code of a badge, which a scanner types."""
    current_event = get_event_or_404(request, event, _may_see)
    query = request.GET.get("q", "").strip()[:200]
    accepted = Application.objects.filter(event=current_event, state=Application.State.ACCEPTED)
    people = accepted
    if query:
        if badge := _badge_in(people, query):
            return redirect("badge", badge)
        matches = Q(number__in=[form.upper() for form in _typed_forms(query)]) | Q(
            organisation__name_keys__key__contains=name_key(query)
        )
        matches |= Q(people__name_ko__icontains=query) | Q(people__name_zh__icontains=query)
        people = people.filter(matches | Q(people__name_en__icontains=query)).distinct()
    today = _today(current_event)
    arrived = dict(CheckIn.objects.filter(event=current_event, day=today).values_list("application_id", "at"))
    page = Paginator(people.order_by("number"), PAGE_SIZE).get_page(request.GET.get("page"))
    may_receive = _may_receive(request, current_event)
    context = {
        "event": current_event,
        **layout_context(request, "checkin", current_event),
        "asked": query,
        "page": page,
        "rows": [
            Row(
                current_event.pk,
                pk,
                number,
                Names(*names),
                language,
                table,
                arrived.get(pk),
                current_event.time_zone,
                may_receive,
            )
            for pk, number, *names, language, table in cast(QuerySet[Application], page.object_list).values_list(
                *ROW_COLUMNS
            )
        ],
        "arrived": len(arrived),
        "expected": accepted.count() if query else page.paginator.count,
        "is_event_day": may_check_in_on(today, current_event.starts_on, current_event.ends_on),
    }
    return render(request, "gate/arrivals.html", context)


def _badge_in(people: QuerySet[Application], typed: str) -> str:
    """The badge whose URL a scanner typed, "" where it was none. A scanner acts as a keyboard: in Hangul mode its Latin
    characters arrive as Hangul, and case is lost."""
    codes = {re.split("[/、]", form.rstrip("/、"))[-1] for form in _typed_forms(typed)}
    conditions = [Q(badge__iexact=code) for code in codes if len(code) >= MIN_BADGE_LENGTH]
    badges = people.filter(reduce(or_, conditions)).values_list("badge", flat=True)[:2] if conditions else ()
    return next((badge for badge in badges if badge in codes or len(badges) == 1), "")


def _typed_forms(typed: str) -> tuple[str, str]:
    return normalize_compatibility(typed), hangul_to_latin_keys(normalize_compatibility(typed))


def _may_receive(request: HttpRequest, event: Event) -> bool:
    """Whether the user can check participants in today."""
    is_event_day = may_check_in_on(_today(event), event.starts_on, event.ends_on)
    return is_event_day and rules.may_check_in(membership_in(request, event.programme_id))


def _today(event: Event) -> date:
    return timezone.now().astimezone(ZoneInfo(event.time_zone)).date()


def event_day_tasks(user: User, permissions: rules.Permissions) -> Iterator[Task]:
    """Yield links to the events of today; for check-in staff from the day before, for preparation."""
    kinds = {number: membership.kinds for number, membership in permissions.by_programme.items()}
    numbers = [number for number, roles in kinds.items() if roles & {"gate", "officer"}]
    yesterday = (timezone.now() - timedelta(days=1)).date()
    events = Event.objects.filter(programme__in=numbers, ends_on__gte=yesterday).order_by("starts_on")
    for event in events if numbers else ():
        today, name = _today(event), event.names.in_language(reader())
        day = format_date(event.starts_on, reader())
        if "gate" in kinds[event.programme_id] and event.starts_on - timedelta(days=1) <= today <= event.ends_on:
            text = gettext("Check-in and live board")
            yield Task(text, reverse("event-checkin", args=[event.pk]), gettext("Open"), f"{name} · {day}")
        elif event.kind == Event.Kind.CONSULTATION and event.starts_on <= today <= event.ends_on:
            yield Task(
                gettext("Takes place today"), reverse("event-board", args=[event.pk]), gettext("Live board"), name
            )


SOURCES.append(event_day_tasks)


@require_POST
@login_required
def arrive(request: SignedInRequest, event: int, application: int) -> HttpResponse:
    current_event = get_event_or_404(request, event, rules.may_check_in)
    participant = get_object_or_404(
        Application.objects.select_related("event", "organisation"), pk=application, event=current_event
    )
    method = CheckIn.Method.BADGE if request.POST.get("method") == "badge" else CheckIn.Method.SEARCH
    try:
        _, is_new = actions.check_in(participant, request.user, timezone.now(), method)
    except Refused as refusal:
        add_notice(request, sentence_for_refusal(refusal), "error")
    else:
        text = gettext("{number} has arrived.") if is_new else gettext("{number} had already arrived today.")
        undo = reverse("check-in-undo", args=[current_event.pk, participant.pk])
        add_notice(
            request,
            text.format(number=participant.number),
            "success" if is_new else "warning",
            undo=undo if is_new else "",
        )
    return redirect("event-checkin", current_event.pk)


@require_POST
@login_required
def undo(request: SignedInRequest, event: int, application: int) -> HttpResponse:
    current_event = get_event_or_404(request, event, rules.may_check_in)
    arrival = get_object_or_404(CheckIn, event=current_event, application=application, day=_today(current_event))
    actions.undo_check_in(arrival, request.user)
    add_notice(request, gettext("The arrival was taken back."))
    return redirect("event-checkin", current_event.pk)


@require_safe
@login_required
def badge(request: SignedInRequest, badge: str) -> HttpResponse:
    """Show the page that the QR code of a badge opens on the phone of check-in staff."""
    participant = Application.objects.select_related("event__programme", "organisation").filter(badge=badge).first()
    if participant is None or not _may_see(membership_in(request, participant.event.programme_id)):
        raise Http404
    note_rows(request, [participant.pk])
    context = {
        "event": participant.event,
        **layout_context(request, "checkin", participant.event),
        "one": participant,
        "people": participant.people.all(),
        "arrived": CheckIn.objects.filter(application=participant, day=_today(participant.event)).first(),
        "may_receive": _may_receive(request, participant.event),
        "is_event_day": may_check_in_on(
            _today(participant.event), participant.event.starts_on, participant.event.ends_on
        ),
    }
    return render(request, "gate/badge.html", context)

"""Check-in by name, number, or the QR code of a badge."""

from __future__ import annotations

import re
from datetime import datetime
from functools import reduce
from operator import or_
from typing import NamedTuple, cast

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from gyoryu.base.keyboards import hangul_to_latin_keys
from gyoryu.base.names import Language, Names
from gyoryu.base.text import name_key, normalize_compatibility
from gyoryu.checkin import actions
from gyoryu.checkin.models import CheckIn
from gyoryu.checkin.rules import may_check_in_on
from gyoryu.meetings.models import Application
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event
from gyoryu.web.gate.layout import layout_context
from gyoryu.web.gate.todo import today_at
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_event_or_404, membership_in
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.parameters import Query
from gyoryu.web.privacy.access_log import note_rows

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
def search(request: SignedInRequest, event_id: int) -> HttpResponse:
    """Search participants. `?q=`: name in any script, number, or the code of a badge, which a scanner types."""
    event = get_event_or_404(request, event_id, _may_see)
    query = Query(request).text("q", 200)
    accepted = Application.objects.filter(event=event, state=Application.State.ACCEPTED)
    people = accepted
    if query:
        if badge := _badge_in(people, query):
            return redirect("badge", badge)
        matches = Q(number__in=[form.upper() for form in _typed_forms(query)]) | Q(
            organisation__name_keys__key__contains=name_key(query)
        )
        matches |= Q(people__name_ko__icontains=query) | Q(people__name_zh__icontains=query)
        people = people.filter(matches | Q(people__name_en__icontains=query)).distinct()
    today = today_at(event)
    arrived = dict(CheckIn.objects.filter(event=event, day=today).values_list("application_id", "at"))
    page = Query(request).page(people.order_by("number"), PAGE_SIZE)
    may_receive = _may_receive(request, event)
    context = {
        "event": event,
        **layout_context(request, "checkin", event),
        "query": query,
        "page": page,
        "rows": [
            Row(
                event.pk,
                pk,
                number,
                Names(*names),
                language,
                table,
                arrived.get(pk),
                event.time_zone,
                may_receive,
            )
            for pk, number, *names, language, table in cast(QuerySet[Application], page.object_list).values_list(
                *ROW_COLUMNS
            )
        ],
        "arrived": len(arrived),
        "expected": accepted.count() if query else page.paginator.count,
        "is_event_day": may_check_in_on(today, event.starts_on, event.ends_on),
    }
    return render(request, "gate/arrivals.html", context)


def _badge_in(people: QuerySet[Application], typed: str) -> str:
    """Return the badge whose URL a scanner typed, "" where it was none. A scanner acts as a keyboard: in Hangul mode
    its Latin characters arrive as Hangul, and case is lost."""
    codes = {re.split("[/、]", form.rstrip("/、"))[-1] for form in _typed_forms(typed)}
    conditions = [Q(badge__iexact=code) for code in codes if len(code) >= MIN_BADGE_LENGTH]
    badges = people.filter(reduce(or_, conditions)).values_list("badge", flat=True)[:2] if conditions else ()
    return next((badge for badge in badges if badge in codes or len(badges) == 1), "")


def _typed_forms(typed: str) -> tuple[str, str]:
    return normalize_compatibility(typed), hangul_to_latin_keys(normalize_compatibility(typed))


def _may_receive(request: HttpRequest, event: Event) -> bool:
    """Return whether the user can check participants in today."""
    is_event_day = may_check_in_on(today_at(event), event.starts_on, event.ends_on)
    return is_event_day and rules.may_check_in(membership_in(request, event.programme_id))


@require_POST
@login_required
def arrive(request: SignedInRequest, event_id: int, application: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_check_in)
    participant = get_object_or_404(
        Application.objects.select_related("event", "organisation"), pk=application, event=event
    )
    method = CheckIn.Method.BADGE if request.POST.get("method") == "badge" else CheckIn.Method.SEARCH
    with RefusalAsNotice(request):
        _, is_new = actions.check_in(participant, request.user, timezone.now(), method)
        text = gettext("{number} has arrived.") if is_new else gettext("{number} had already arrived today.")
        undo = reverse("check-in-undo", args=[event.pk, participant.pk])
        add_notice(
            request,
            text.format(number=participant.number),
            "success" if is_new else "warning",
            undo=undo if is_new else "",
        )
    return redirect("event-checkin", event.pk)


@require_POST
@login_required
def undo(request: SignedInRequest, event_id: int, application: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_check_in)
    arrival = get_object_or_404(CheckIn, event=event, application=application, day=today_at(event))
    actions.undo_check_in(arrival, request.user)
    add_notice(request, gettext("The arrival was taken back."))
    return redirect("event-checkin", event.pk)


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
        "participant": participant,
        "people": participant.people.all(),
        "arrived": CheckIn.objects.filter(application=participant, day=today_at(participant.event)).first(),
        "may_receive": _may_receive(request, participant.event),
        "is_event_day": may_check_in_on(
            today_at(participant.event), participant.event.starts_on, participant.event.ends_on
        ),
    }
    return render(request, "gate/badge.html", context)

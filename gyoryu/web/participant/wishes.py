"""Meeting requests, sent and received, and blocked times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.meetings import rules
from gyoryu.meetings.actions import requesting
from gyoryu.meetings.models import Application, Wish
from gyoryu.meetings.queries import directory as directory_queries
from gyoryu.programmes.models import Slot
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.parameters import whole, whole_numbers
from gyoryu.web.participant.layout import get_own_accepted_application, layout_context, wish_window
from gyoryu.web.undo import undoable


@never_cache
@require_safe
@login_required
def both_ways(request: SignedInRequest, application: int) -> HttpResponse:
    own_application = get_own_accepted_application(request, application)
    wishes = Wish.objects.filter(event=own_application.event)
    terms = own_application.event.terms
    sent = list(wishes.filter(asker=own_application).select_related("asked__organisation").order_by("rank", "pk"))
    received = wishes.filter(asked=own_application).select_related("asker__organisation").order_by("-created_at", "-pk")
    context = {
        **layout_context("wishes", own_application),
        "sent": sent,
        "received": sorted(received, key=lambda wish: wish.answer != Wish.Answer.OPEN),
        "most": terms.most_wishes,
        "may_wish": rules.may_wish_now(terms, timezone.now()),
        "window": wish_window(own_application),
    }
    return render(request, "participant/wishes.html", context)


def _perform(request: HttpRequest, application: Application, act: Callable[[], object], done: str) -> HttpResponse:
    """Call `act`, add a notice of success or refusal, and redirect to the page of the button."""
    with RefusalAsNotice(request):
        act()
        add_notice(request, done)
    return _back(request, application)


def _back(request: HttpRequest, application: Application) -> HttpResponse:
    back_url = request.POST.get("next", "")
    if back_url and url_has_allowed_host_and_scheme(back_url, None):
        return HttpResponseRedirect(back_url)
    return redirect("my-wishes", application.pk)


@require_POST
@login_required
def request_meeting(request: SignedInRequest, application: int, other: int) -> HttpResponse:
    own_application = get_own_accepted_application(request, application)
    counterpart = get_object_or_404(directory_queries.counterparts(own_application), pk=other)
    note = request.POST.get("note", "")
    return _perform(
        request,
        own_application,
        lambda: requesting.request_meeting(own_application, counterpart, note, request.user, timezone.now()),
        gettext("Your request has been sent."),
    )


@require_POST
@login_required
def withdraw(request: SignedInRequest, application: int, wish_id: int) -> HttpResponse:
    own_application = get_own_accepted_application(request, application)
    wish = get_object_or_404(Wish.objects.select_related("asker"), pk=wish_id, asker=own_application)
    with RefusalAsNotice(request):
        with undoable(
            request, "withdraw_wish", own_application.event, Wish.objects.filter(asker=own_application)
        ) as undo:
            requesting.withdraw_wish(wish, request.user, timezone.now())
        add_notice(request, gettext("The request was withdrawn."), undo=undo.back)
    return _back(request, own_application)


@require_POST
@login_required
def order(request: SignedInRequest, application: int) -> HttpResponse:
    """Order wishes. `order`: numbers of all wishes; with `up` or `down`, the number of the one that moves."""
    own_application = get_own_accepted_application(request, application)
    numbers = whole_numbers(request.POST.getlist("order"))
    for name, step in (("up", -1), ("down", 1)):
        moved = whole(request.POST.get(name))
        if moved in numbers:
            index = numbers.index(moved)
            new_index = min(max(index + step, 0), len(numbers) - 1)
            numbers.insert(new_index, numbers.pop(index))
    return _perform(
        request,
        own_application,
        lambda: requesting.order_wishes(own_application, numbers, request.user, timezone.now()),
        gettext("The order was saved."),
    )


@require_POST
@login_required
def answer(request: SignedInRequest, application: int, wish_id: int) -> HttpResponse:
    own_application = get_own_accepted_application(request, application)
    wish = get_object_or_404(Wish.objects.select_related("asked"), pk=wish_id, asked=own_application)
    reply = request.POST.get("answer", "")
    return _perform(
        request,
        own_application,
        lambda: requesting.answer_wish(wish, reply, request.user, timezone.now()),
        gettext("Your answer was saved."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def times(request: SignedInRequest, application: int) -> HttpResponse:
    """Show the slots by day, and block some."""
    own_application = get_own_accepted_application(request, application)
    blocked = set(own_application.away.values_list("pk", flat=True))
    if request.method == "POST":
        blocked = set(whole_numbers(request.POST.getlist("slot")))
        with RefusalAsNotice(request):
            requesting.block_times(own_application, list(blocked), request.user, timezone.now())
            add_notice(request, gettext("Saved."))
            return redirect("my-times", own_application.pk)
    days: dict[date, list[tuple[Slot, bool]]] = defaultdict(list)
    for slot in Slot.objects.filter(event=own_application.event):
        days[slot.starts_at.astimezone(ZoneInfo(own_application.event.time_zone)).date()].append(
            (slot, slot.pk in blocked)
        )
    context = {
        **layout_context("more", own_application),
        "days": list(days.items()),
        "window": wish_window(own_application),
        "may_block": timezone.now() < own_application.event.terms.wish_until,
    }
    return render(request, "participant/times.html", context)

"""The wish matrix, and the rules for pairs."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.meetings.actions.pairing import forbid_met_before, set_pair_rule
from gyoryu.meetings.models import Meeting, PairRule, Side, Wish
from gyoryu.meetings.queries.wishes import cells, counts_of, side_of
from gyoryu.programmes import rules
from gyoryu.web.forms.base import Form
from gyoryu.web.forms.conflicts import RefusalOnForm
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_event_or_404, membership_in
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import add_notice
from gyoryu.web.organiser.planning.lookup import get_pair_or_404
from gyoryu.web.parameters import Query
from gyoryu.web.texts.labels import PAIR_KINDS, PAIR_REASONS
from gyoryu.web.undo import undoable

SELLERS_A_PAGE, BUYERS_A_PAGE = 40, 25


@require_safe
@login_required
def matrix(request: SignedInRequest, event_id: int) -> HttpResponse:
    """Show firms as rows, buyers as columns; `?firm=` and `?buyer=` filter by name, `?down=` and `?across=` page."""
    event = get_event_or_404(request, event_id, rules.may_view_programme)
    filters = Query(request).texts(("firm", "buyer"))
    down = Query(request).page(side_of(event, Side.SELLER, filters["firm"]), SELLERS_A_PAGE, "down")
    across = Query(request).page(side_of(event, Side.BUYER, filters["buyer"]), BUYERS_A_PAGE, "across")
    sellers, buyers = list(down), list(across)
    cell_by_pair, counts = cells(event, sellers, buyers), counts_of([*sellers, *buyers])
    rows = [
        {
            "seller": seller,
            "counts": counts[seller.pk],
            "cells": [(buyer, cell_by_pair[seller.pk, buyer.pk]) for buyer in buyers],
        }
        for seller in sellers
    ]
    context = {
        "event": event,
        "sidebar": build_sidebar("wishes", event=event),
        "rows": rows,
        "buyers": [(buyer, counts[buyer.pk]) for buyer in buyers],
        "down": down,
        "across": across,
        "words": filters,
        "may_run": rules.may_manage(membership_in(request, event.programme_id)),
    }
    return render(request, "officer/planning/matrix.html", context)


class PairForm(Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What the organiser lays down"),
        choices=[("", gettext_lazy("As they wish")), *PAIR_KINDS.items()],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=list(PAIR_REASONS.items()), required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"), max_length=300, required=False, help_text=gettext_lazy("Seen by officers only.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def pair(request: SignedInRequest, event_id: int, seller: int, buyer: int) -> HttpResponse:
    event = get_event_or_404(
        request, event_id, rules.may_manage if request.method == "POST" else rules.may_view_programme
    )
    firm, other = get_pair_or_404(event, seller, buyer)
    rule = PairRule.objects.filter(seller=firm, buyer=other).first()
    initial = {"kind": rule.kind, "reason": rule.reason, "note": rule.note} if rule else {}
    form = PairForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        by = request.user
        with RefusalOnForm(form):
            with undoable(request, "set_pair_rule", event, PairRule.objects.filter(seller=seller, buyer=buyer)) as undo:
                set_pair_rule(event, seller, buyer, cleaned["kind"], by, reason=cleaned["reason"], note=cleaned["note"])
            add_notice(request, gettext("Saved."), undo=undo.back)
            return redirect("event-wishes", event.pk)
    requests = Wish.objects.filter(asker__in=(firm, other), asked__in=(firm, other)).order_by("created_at")
    held_meetings = Meeting.objects.filter(
        seller__organisation=firm.organisation, buyer__organisation=other.organisation, state=Meeting.State.HELD
    ).select_related("event")
    context = {
        "event": event,
        "sidebar": build_sidebar("wishes", event=event),
        "firm": firm,
        "other": other,
        "form": form,
        "requests": requests,
        "met": held_meetings.exclude(event=event),
        "may_run": rules.may_manage(membership_in(request, event.programme_id)),
    }
    return render(request, "officer/planning/pair.html", context)


@require_POST
@login_required
def met_before(request: SignedInRequest, event_id: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_manage)
    with undoable(request, "forbid_met_before", event, PairRule.objects.filter(event=event)) as undo:
        count = forbid_met_before(event, request.user)
    add_notice(request, gettext("Pairs marked as not to meet: {count}").format(count=count), undo=undo.back)
    return redirect(reverse("event-wishes", args=[event.pk]))

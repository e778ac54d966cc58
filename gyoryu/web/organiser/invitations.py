"""Invitations by e-mail."""

from __future__ import annotations

import re
from datetime import datetime
from typing import cast

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as said
from django.views.decorators.http import require_http_methods, require_POST

from gyoryu.base.addresses import parse_addresses
from gyoryu.base.emails import Email
from gyoryu.base.fields import LANGUAGE_CHOICES
from gyoryu.base.names import Language
from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.invitations import (
    emails_of,
    invitation_email,
    invite,
    invitees,
    refusal_to_invite,
    resend_invitation,
    withdraw_invitation,
)
from gyoryu.meetings.models import Invitation
from gyoryu.people.models import User
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event
from gyoryu.web.access_log import note_rows
from gyoryu.web.forms import Form
from gyoryu.web.labels import APPLICATION_STATES, APPLICATION_STYLES, SIDES
from gyoryu.web.lookup import get_event_or_404
from gyoryu.web.notices import add_notice
from gyoryu.web.organiser.emails import STATE_STYLES, STATES
from gyoryu.web.organiser.sidebar import build_sidebar
from gyoryu.web.previews import previews
from gyoryu.web.refusals import sentence_for_refusal
from gyoryu.web.review import Section, Sheet, confirmed
from gyoryu.web.undo_views import undoable

PAGE_SIZE = 50
GONE = {Email.State.SENT, Email.State.OUTBOX}
MAX_SHOWN = 10  # of what is no address


class InvitationForm(Form):
    refused: list[str]
    twice: list[str]

    emails = forms.CharField(
        label=said("E-mail addresses"), widget=forms.Textarea, max_length=30_000,
        help_text=said(
            "One on each line, or parted by commas or semicolons, with or without names. "
            "Whoever is invited already is left out."
        ),
    )  # fmt: skip
    side = forms.ChoiceField(label=said("Side"), choices=list(SIDES.items()))
    language = forms.ChoiceField(label=said("Language of the letter"), choices=LANGUAGE_CHOICES)

    def clean_emails(self) -> list[str]:
        text = self.cleaned_data["emails"]
        addresses, self.refused = parse_addresses(text)
        self.twice = [
            one for one in addresses if len(re.findall(rf"(?<![\w.+-]){re.escape(one)}(?!\w)", text, re.I)) > 1
        ]
        if not addresses:
            raise ValidationError(self.why_refused())
        return addresses

    def why_refused(self) -> str:
        """What was not understood, entry by entry."""
        shown = [*self.refused[:MAX_SHOWN], *(["…"] if len(self.refused) > MAX_SHOWN else [])]
        return gettext("These are no e-mail addresses: {list}").format(list=", ".join(shown))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invitations(request: HttpRequest, event: int) -> HttpResponse:
    found = get_event_or_404(request, event, rules.may_manage)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if "edit" not in request.POST:
            frame = {"event": found, "rail": build_sidebar("invitations", event=found)}
            return confirmed(
                request, found, lambda: _sheet(found, form), lambda _: _invited(request, found, form), frame
            )
        form = InvitationForm(initial={name: request.POST.get(name, "") for name in form.fields})
    sent = Invitation.objects.filter(event=found).select_related("application").order_by("-sent_at", "-pk")
    page = Paginator(sent, PAGE_SIZE).get_page(request.GET.get("page"))
    note_rows(request, [one.pk for one in page])
    emails = emails_of(page)
    context = {
        "event": found,
        "rail": build_sidebar("invitations", event=found),
        "form": form,
        "page": page,
        "rows": [
            (one, SIDES[one.side], *_state(one, email := emails.get(one.pk)), _sent_at(one, email)) for one in page
        ],
        "closed": sentence_for_refusal(refusal) if (refusal := refusal_to_invite(found, timezone.now())) else "",
    }
    return render(request, "officer/events/invitations.html", context)


def _sheet(event: Event, form: InvitationForm) -> Sheet:
    """Who is written to, who is left out and why, and the letter."""
    typed = form.cleaned_data
    people = invitees(event, typed["emails"])
    title, back = gettext("Send invitations"), reverse("event-invitations", args=[event.pk])
    carried = tuple((name, str(form.data.get(name, ""))) for name in form.fields)
    why = sentence_for_refusal(refusal) if (refusal := refusal_to_invite(event, timezone.now())) else ""
    if why or not people.new:
        why = why or gettext("Everybody on this list is invited already.")
        return Sheet(title, "", back, carried=carried, refusal=why)
    language = cast(Language, typed["language"])
    emails = previews(
        invitation_email(Invitation(event=event, side=typed["side"], language=language, email=email), "/invitation/…/")
        for email in people.new
    )
    return Sheet(
        title=title,
        act=gettext("Send {count} invitations").format(count=len(people.new)),
        back=back,
        figures=(
            (gettext("Side"), str(SIDES[typed["side"]])),
            (gettext("Invitations"), len(people.new)),
            (gettext("Invited already"), len(people.invited)),
            (gettext("Not understood"), len(form.refused)),
        ),
        sections=(
            Section(gettext("Not an e-mail address, left out"), tuple(form.refused), "warning"),
            Section(gettext("Invited already, left out"), tuple(people.invited)),
            Section(gettext("Typed more than once, written to once"), tuple(form.twice)),
            Section(gettext("Recipients"), tuple(people.new)),
        ),
        emails=emails,
        carried=carried,
        is_held=True,
    )


def _invited(request: HttpRequest, event: Event, form: InvitationForm) -> HttpResponse:
    typed, by = form.cleaned_data, cast(User, request.user)
    language = cast(Language, typed["language"])
    try:
        with undoable(request, "invite", event, Invitation.objects.filter(event=event), emails=True) as way:
            count = invite(event, typed["side"], language, typed["emails"], by, timezone.now())
    except Refused as refusal:
        add_notice(request, sentence_for_refusal(refusal), "error")
    else:
        add_notice(request, gettext("Invitations on their way: {count}").format(count=count), undo=way.back)
        if form.refused:
            add_notice(request, form.why_refused(), "warning")
    return redirect("event-invitations", event.pk)


def _state(one: Invitation, email: Email | None) -> tuple[str, str, bool]:
    """Look and word of the mark, and whether anything can still be done with it. Nobody can answer before the email
    has gone; one whose text was removed has gone long ago."""
    if one.withdrawn_at is not None:
        return "", gettext("Withdrawn"), False
    if one.application is not None:
        state = one.application.state
        return APPLICATION_STYLES.get(state, ""), str(APPLICATION_STATES[state]), False
    if email is not None and email.state not in GONE:
        return STATE_STYLES[email.state], str(STATES[email.state]), True
    return "wait", gettext("No answer yet"), True


def _sent_at(one: Invitation, email: Email | None) -> datetime | None:
    """When the email went, None as long as it has not."""
    if email is None:
        return one.sent_at
    return email.sent_at or one.sent_at if email.state in GONE else None


@require_POST
@login_required
def resend(request: HttpRequest, event: int, invitation: int) -> HttpResponse:
    found = get_event_or_404(request, event, rules.may_manage)
    one = get_object_or_404(Invitation.objects.select_related("event__programme"), pk=invitation, event=found)
    rows = Invitation.objects.filter(pk=one.pk)
    try:
        with undoable(request, "resend_invitation", found, rows, emails=True) as way:
            resend_invitation(one, cast(User, request.user), timezone.now())
    except Refused as refusal:
        add_notice(request, sentence_for_refusal(refusal), "error")
    else:
        add_notice(request, gettext("Sent once more. The former link no longer works."), undo=way.back)
    return redirect("event-invitations", found.pk)


@require_POST
@login_required
def withdraw(request: HttpRequest, event: int, invitation: int) -> HttpResponse:
    found = get_event_or_404(request, event, rules.may_manage)
    one = get_object_or_404(Invitation, pk=invitation, event=found)
    try:
        with undoable(request, "withdraw_invitation", found, Invitation.objects.filter(pk=one.pk)) as way:
            withdraw_invitation(one, cast(User, request.user), timezone.now())
    except Refused as refusal:
        add_notice(request, sentence_for_refusal(refusal), "error")
    else:
        add_notice(request, gettext("Withdrawn. The link no longer works."), undo=way.back)
    return redirect("event-invitations", found.pk)

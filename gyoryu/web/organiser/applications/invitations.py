"""Invitations by e-mail."""

from __future__ import annotations

import re
from datetime import datetime
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from gyoryu.base.addresses import parse_addresses
from gyoryu.base.emails import Email
from gyoryu.base.fields import LANGUAGE_CHOICES
from gyoryu.base.names import Language
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
from gyoryu.programmes import rules
from gyoryu.programmes.models import Event
from gyoryu.web.forms.base import Form
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import get_event_or_404
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.organiser.emails.labels import STATE_STYLES, STATES
from gyoryu.web.parameters import Query
from gyoryu.web.privacy.access_log import note_rows
from gyoryu.web.review.previews import previews
from gyoryu.web.review.sheet import Section, Sheet, confirmed
from gyoryu.web.texts.labels import APPLICATION_STATES, APPLICATION_STYLES, SIDES
from gyoryu.web.texts.refusals import sentence_for_refusal
from gyoryu.web.undo import undoable

PAGE_SIZE = 50
SENT_STATES = {Email.State.SENT, Email.State.OUTBOX}
MAX_SHOWN = 10  # entries without an address


class InvitationForm(Form):
    refused: list[str]
    repeated: list[str]

    emails = forms.CharField(
        label=_("E-mail addresses"), widget=forms.Textarea, max_length=30_000,
        help_text=_(
            "One on each line, or separated by commas or semicolons, with or without names. "
            "Whoever is invited already is left out."
        ),
    )  # fmt: skip
    side = forms.ChoiceField(label=_("Side"), choices=list(SIDES.items()))
    language = forms.ChoiceField(label=_("Language of the email"), choices=LANGUAGE_CHOICES)

    def clean_emails(self) -> list[str]:
        text = self.cleaned_data["emails"]
        addresses, self.refused = parse_addresses(text)
        self.repeated = [
            address
            for address in addresses
            if len(re.findall(rf"(?<![\w.+-]){re.escape(address)}(?!\w)", text, re.I)) > 1
        ]
        if not addresses:
            raise ValidationError(self.refused_text())
        return addresses

    def refused_text(self) -> str:
        """Return a message that lists the entries without an address."""
        entries = [*self.refused[:MAX_SHOWN], *(["…"] if len(self.refused) > MAX_SHOWN else [])]
        return gettext("These are no e-mail addresses: {list}").format(list=", ".join(entries))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invitations(request: SignedInRequest, event_id: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_manage)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if "edit" not in request.POST:
            page_context = {"event": event, "sidebar": build_sidebar("invitations", event=event)}
            return confirmed(
                request,
                event,
                lambda: _sheet(event, form),
                lambda _: _invite(request, event, form),
                page_context,
            )
        form = InvitationForm(initial={name: request.POST.get(name, "") for name in form.fields})
    sent_invitations = Invitation.objects.filter(event=event).select_related("application").order_by("-sent_at", "-pk")
    page = Query(request).page(sent_invitations, PAGE_SIZE)
    note_rows(request, [invitation.pk for invitation in page])
    emails = emails_of(page)
    context = {
        "event": event,
        "sidebar": build_sidebar("invitations", event=event),
        "form": form,
        "page": page,
        "rows": [
            (
                invitation,
                SIDES[invitation.side],
                *_state(invitation, email := emails.get(invitation.pk)),
                _sent_at(invitation, email),
            )
            for invitation in page
        ],
        "closed": sentence_for_refusal(refusal) if (refusal := refusal_to_invite(event, timezone.now())) else "",
    }
    return render(request, "officer/events/invitations.html", context)


def _sheet(event: Event, form: InvitationForm) -> Sheet:
    """Preview the recipients, those left out and why, and the email."""
    cleaned = form.cleaned_data
    recipients = invitees(event, cleaned["emails"])
    title, back_url = gettext("Send invitations"), reverse("event-invitations", args=[event.pk])
    hidden_values = tuple((name, str(form.data.get(name, ""))) for name in form.fields)
    refusal_text = sentence_for_refusal(refusal) if (refusal := refusal_to_invite(event, timezone.now())) else ""
    if refusal_text or not recipients.new:
        refusal_text = refusal_text or gettext("Everybody on this list is invited already.")
        return Sheet(title, "", back_url, carried=hidden_values, refusal=refusal_text)
    language = cast(Language, cleaned["language"])
    emails = previews(
        invitation_email(
            Invitation(event=event, side=cleaned["side"], language=language, email=email), "/invitation/…/"
        )
        for email in recipients.new
    )
    return Sheet(
        title=title,
        act=gettext("Send {count} invitations").format(count=len(recipients.new)),
        back=back_url,
        figures=(
            (gettext("Side"), str(SIDES[cleaned["side"]])),
            (gettext("Invitations"), len(recipients.new)),
            (gettext("Invited already"), len(recipients.invited)),
            (gettext("Not understood"), len(form.refused)),
        ),
        sections=(
            Section(gettext("Not an e-mail address, left out"), tuple(form.refused), "warning"),
            Section(gettext("Invited already, left out"), tuple(recipients.invited)),
            Section(gettext("Entered more than once, emailed once"), tuple(form.repeated)),
            Section(gettext("Recipients"), tuple(recipients.new)),
        ),
        emails=emails,
        carried=hidden_values,
        is_held=True,
    )


def _invite(request: SignedInRequest, event: Event, form: InvitationForm) -> HttpResponse:
    cleaned, by = form.cleaned_data, request.user
    language = cast(Language, cleaned["language"])
    with RefusalAsNotice(request):
        with undoable(request, "invite", event, Invitation.objects.filter(event=event), emails=True) as undo:
            count = invite(event, cleaned["side"], language, cleaned["emails"], by, timezone.now())
        add_notice(request, gettext("Invitations on their way: {count}").format(count=count), undo=undo.back)
        if form.refused:
            add_notice(request, form.refused_text(), "warning")
    return redirect("event-invitations", event.pk)


def _state(invitation: Invitation, email: Email | None) -> tuple[str, str, bool]:
    """Return style and label of the chip, and whether the invitation is still open. No email means that its text was
    removed long after it was sent."""
    if invitation.withdrawn_at is not None:
        return "", gettext("Withdrawn"), False
    if invitation.application is not None:
        state = invitation.application.state
        return APPLICATION_STYLES.get(state, ""), str(APPLICATION_STATES[state]), False
    if email is not None and email.state not in SENT_STATES:
        return STATE_STYLES[email.state], str(STATES[email.state]), True
    return "pending", gettext("No answer yet"), True


def _sent_at(invitation: Invitation, email: Email | None) -> datetime | None:
    """Return when the email was sent, None if it was not."""
    if email is None:
        return invitation.sent_at
    return email.sent_at or invitation.sent_at if email.state in SENT_STATES else None


@require_POST
@login_required
def resend(request: SignedInRequest, event_id: int, invitation_id: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_manage)
    invitation = get_object_or_404(Invitation.objects.select_related("event__programme"), pk=invitation_id, event=event)
    rows = Invitation.objects.filter(pk=invitation.pk)
    with RefusalAsNotice(request):
        with undoable(request, "resend_invitation", event, rows, emails=True) as undo:
            resend_invitation(invitation, request.user, timezone.now())
        add_notice(request, gettext("Sent once more. The former link no longer works."), undo=undo.back)
    return redirect("event-invitations", event.pk)


@require_POST
@login_required
def withdraw(request: SignedInRequest, event_id: int, invitation_id: int) -> HttpResponse:
    event = get_event_or_404(request, event_id, rules.may_manage)
    invitation = get_object_or_404(Invitation, pk=invitation_id, event=event)
    with RefusalAsNotice(request):
        with undoable(request, "withdraw_invitation", event, Invitation.objects.filter(pk=invitation.pk)) as undo:
            withdraw_invitation(invitation, request.user, timezone.now())
        add_notice(request, gettext("Withdrawn. The link no longer works."), undo=undo.back)
    return redirect("event-invitations", event.pk)

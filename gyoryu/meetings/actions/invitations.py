"""Invitations: a link for one address, by which an organisation applies."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import cast

from django.db import transaction

from gyoryu.base.emails import Draft, Email, send_batch, send_email
from gyoryu.base.formatting import format_date_range, format_datetime, zone_city
from gyoryu.base.models import record
from gyoryu.base.names import Language
from gyoryu.base.refusals import Refused
from gyoryu.meetings.models import Invitation, Terms
from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Party

MAX_PER_REQUEST = 500


def digest_of(token: str) -> str:
    """Return the digest of an invitation token: the token itself is not stored."""
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(event: Event, side: str, language: Language, emails: Sequence[str], by: User, now: datetime) -> int:
    """Invite all who are not invited yet. Returns how many that were.

    Raises `Refused`: `no_terms`, `window_is_over`, `too_many`."""
    _refuse_late(event, now)
    if len({email.strip().lower() for email in emails}) > MAX_PER_REQUEST:
        raise Refused("too_many", most=MAX_PER_REQUEST)
    Event.objects.select_for_update().get(pk=event.pk)
    new = invitees(event, emails).new
    drafts = [_with_new_link(Invitation(event=event, side=side, language=language, email=email), now) for email in new]
    line = record("invite", "event", event.pk, by=by.pk, side=side, invitations=len(new))
    send_batch(drafts, event=event.pk, batch=f"invite.{line.pk}")
    return len(new)


@transaction.atomic
def resend_invitation(invitation: Invitation, by: User, now: datetime) -> None:
    """Send an invitation again with a new link; the former link is not stored and stops working.

    Raises `Refused`: `no_terms`, `window_is_over`, `invitation_withdrawn`, `invitation_used`."""
    _refuse_late(invitation.event, now)
    _refuse_over(invitation)
    draft = _with_new_link(invitation, now)
    send_email(draft.code, draft.to, draft.language, draft.params, occasion=draft.occasion, event=invitation.event_id)
    record("resend_invitation", "event", invitation.event_id, by=by.pk, invitation=invitation.pk)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, by: User, now: datetime) -> None:
    """Withdraw an invitation; its link stops working. Raises `Refused`: `invitation_withdrawn`, `invitation_used`."""
    _refuse_over(invitation)
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    record("withdraw_invitation", "event", invitation.event_id, by=by.pk, invitation=invitation.pk)


def refusal_to_invite(event: Event, now: datetime) -> Refused | None:
    """Return the reason why invitations are impossible now: `no_terms`, `window_is_over`."""
    terms = Terms.objects.filter(event=event).first()
    if terms is None:
        return Refused("no_terms")
    return Refused("window_is_over") if now >= terms.apply_until else None


def _refuse_late(event: Event, now: datetime) -> None:
    if refusal := refusal_to_invite(event, now):
        raise refusal


def _refuse_over(invitation: Invitation) -> None:
    if invitation.withdrawn_at is not None:
        raise Refused("invitation_withdrawn")
    if invitation.application_id is not None:
        raise Refused("invitation_used")


def _with_new_link(invitation: Invitation, now: datetime) -> Draft:
    token = secrets.token_urlsafe(24)
    invitation.digest, invitation.sent_at = digest_of(token), now
    invitation.save()
    return invitation_email(invitation, f"/invitation/{token}/")


def invitation_email(invitation: Invitation, link: str) -> Draft:
    """Compose the email of an invitation, which need not be stored. `link` opens the application."""
    event, spoken = invitation.event, cast(Language, invitation.language)
    until = event.terms.apply_until
    params = {
        "event": event.names.in_language(spoken),
        "programme": event.programme.names.in_language(spoken),
        "days": format_date_range(event.starts_on, event.ends_on, spoken),
        "venue": event.venue.in_language(spoken),
        "side": invitation.side,
        "organiser": _organiser(event, spoken),
        "deadline": f"{format_datetime(until, event.time_zone, spoken)} ({zone_city(event.time_zone, spoken)})",
        "link": link,
    }
    return Draft("invitation", invitation.email, spoken, params, _occasion(invitation))


def _occasion(invitation: Invitation) -> str:
    """Return the occasion of the email: each link is sent once."""
    return f"invitation.{invitation.pk}.{invitation.digest[:16]}"


def emails_of(invitations: Iterable[Invitation]) -> dict[int, Email]:
    """Return the email with the present link of each invitation, by the number of the invitation."""
    number_by_occasion = {_occasion(invitation): invitation.pk for invitation in invitations}
    emails = Email.objects.filter(code="invitation", occasion__in=number_by_occasion).defer("body", "params")
    return {number_by_occasion[email.occasion]: email for email in emails}


@dataclass(frozen=True, slots=True)
class Invitees:
    """Typed addresses: those that would be invited, and those that have an invitation already."""

    new: list[str]
    invited: list[str]


def invitees(event: Event, emails: Sequence[str]) -> Invitees:
    addresses = list(dict.fromkeys(email.strip().lower() for email in emails))
    invited = set(Invitation.objects.filter(event=event, withdrawn_at=None).values_list("email", flat=True))
    return Invitees(
        [address for address in addresses if address not in invited],
        [address for address in addresses if address in invited],
    )


def _organiser(event: Event, language: Language) -> str:
    """Return the bodies that lead the programme; failing them, the programme."""
    leading = Party.objects.filter(programme=event.programme_id, part__in=["lead", "counterpart"])
    names = [party.organisation.names.in_language(language) for party in leading.select_related("organisation")]
    joint = {"ko": "·", "zh": "、", "en": ", "}[language]
    return joint.join(names) or event.programme.names.in_language(language)

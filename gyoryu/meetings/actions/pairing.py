"""Rules that an officer sets for pairs: they must meet, or must not."""

from __future__ import annotations

from django.db import transaction

from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.meetings.models import Application, Meeting, PairRule, Side
from gyoryu.people.models import User
from gyoryu.programmes.models import Event


@transaction.atomic
def set_pair_rule(
    event: Event, seller: int, buyer: int, kind: str, by: User, *, reason: str = "", note: str = ""
) -> None:
    """Require or forbid a meeting of two participants; "" removes the rule. The reason is a code, the note free text.

    Raises `Refused("not_in_this_event")`."""
    Event.objects.select_for_update().get(pk=event.pk)  # blocks concurrent placements
    applications = Application.objects.filter(event=event, state=Application.State.ACCEPTED)
    if not (applications.filter(pk=seller, side=Side.SELLER) and applications.filter(pk=buyer, side=Side.BUYER)):
        raise Refused("not_in_this_event")
    if kind:
        PairRule.objects.update_or_create(
            seller_id=seller, buyer_id=buyer, defaults={"event": event, "kind": kind, "reason": reason, "note": note}
        )
    else:
        PairRule.objects.filter(seller=seller, buyer=buyer).delete()
    record("set_pair_rule", "event", event.pk, by=by.pk, seller=seller, buyer=buyer, rule=kind or "none")


@transaction.atomic
def forbid_met_before(event: Event, by: User) -> int:
    """Forbid the meetings of all pairs whose organisations have met at an earlier event of the programme, unless an
    officer has set another rule. Returns how many were marked."""
    applications = {
        (application.organisation_id, application.side): application.pk
        for application in Application.objects.filter(event=event, state=Application.State.ACCEPTED)
    }
    met = Meeting.objects.filter(
        event__programme=event.programme_id, event__starts_on__lt=event.starts_on, state=Meeting.State.HELD
    ).values_list("seller__organisation_id", "buyer__organisation_id")
    pairs = {(applications.get((seller, Side.SELLER)), applications.get((buyer, Side.BUYER))) for seller, buyer in met}
    known = set(PairRule.objects.filter(event=event).values_list("seller_id", "buyer_id"))
    rules = [
        PairRule(event=event, seller_id=seller, buyer_id=buyer, kind=PairRule.Kind.FORBIDDEN, reason="met_before")
        for seller, buyer in pairs - known
        if seller is not None and buyer is not None
    ]
    PairRule.objects.bulk_create(rules)
    record("forbid_met_before", "event", event.pk, by=by.pk, pairs=len(rules))
    return len(rules)

"""Who could take a place that has become free."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from gyoryu.meetings.models import Application, Meeting, PairRule, Side, Wish
from gyoryu.meetings.queries.board import board_of_meetings
from gyoryu.meetings.queries.slots import slots_to_come
from gyoryu.programmes.models import Slot

MAX_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Standby:
    """A pair whose wish was not met, and the first slot from now on in which both are free."""

    seller: Application
    buyer: Application
    slot: Slot
    table: int | None


def standby_pairs(application: Application, now: datetime) -> list[Standby]:
    """Return pairs of `application` with an unmet wish of either side, first choices first, in the slots that
    begin next."""
    slots = slots_to_come(application.event_id, now)[:3]
    if not slots:
        return []
    met = Meeting.objects.filter(Q(seller=application) | Q(buyer=application)).exclude(state=Meeting.State.CANCELLED)
    excluded = {number for pair in met.values_list("seller", "buyer") for number in pair}
    excluded |= {
        number
        for pair in PairRule.objects.filter(Q(seller=application) | Q(buyer=application), kind="forbidden").values_list(
            "seller", "buyer"
        )
        for number in pair
    }
    wishes = Wish.objects.filter(Q(asker=application) | Q(asked=application)).exclude(answer=Wish.Answer.DECLINED)
    candidates: dict[int, Application] = {}
    for wish in wishes.order_by("rank", "pk").select_related("asker__organisation", "asked__organisation"):
        counterpart = wish.asked if wish.asker_id == application.pk else wish.asker
        if counterpart.pk not in excluded and counterpart.state == Application.State.ACCEPTED:
            candidates.setdefault(counterpart.pk, counterpart)
    return _first_free_slots(application, list(candidates.values()), slots, now)


def _first_free_slots(
    application: Application, candidates: list[Application], slots: list[Slot], now: datetime
) -> list[Standby]:
    board, standby = board_of_meetings(application.event, now), []
    for counterpart in candidates:
        seller, buyer = (application, counterpart) if application.side == Side.SELLER else (counterpart, application)
        feasibilities = board.feasibilities((seller.pk, buyer.pk), [slot.pk for slot in slots])
        for slot, feasibility in zip(slots, feasibilities, strict=True):
            if feasibility.is_legal:
                standby.append(Standby(seller, buyer, slot, next(iter(feasibility.tables), None)))
                break
        if len(standby) == MAX_SHOWN:
            break
    return standby

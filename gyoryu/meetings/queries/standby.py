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


def standby_pairs(one: Application, now: datetime) -> list[Standby]:
    """Those whom `one` asked for or who asked for it and who do not meet it, first choices first, in the slots that
    begin next."""
    slots = slots_to_come(one.event_id, now)[:3]
    if not slots:
        return []
    met = Meeting.objects.filter(Q(seller=one) | Q(buyer=one)).exclude(state=Meeting.State.CANCELLED)
    gone = {number for pair in met.values_list("seller", "buyer") for number in pair}
    gone |= {
        number
        for pair in PairRule.objects.filter(Q(seller=one) | Q(buyer=one), kind="forbidden").values_list(
            "seller", "buyer"
        )
        for number in pair
    }
    wishes = Wish.objects.filter(Q(asker=one) | Q(asked=one)).exclude(answer=Wish.Answer.DECLINED)
    people: dict[int, Application] = {}
    for wish in wishes.order_by("rank", "pk").select_related("asker__organisation", "asked__organisation"):
        other = wish.asked if wish.asker_id == one.pk else wish.asker
        if other.pk not in gone and other.state == Application.State.ACCEPTED:
            people.setdefault(other.pk, other)
    return _free(one, list(people.values()), slots, now)


def _free(one: Application, others: list[Application], slots: list[Slot], now: datetime) -> list[Standby]:
    board, found = board_of_meetings(one.event, now), []
    for other in others:
        seller, buyer = (one, other) if one.side == Side.SELLER else (other, one)
        feasibilities = board.feasibilities((seller.pk, buyer.pk), [slot.pk for slot in slots])
        for slot, feasibility in zip(slots, feasibilities, strict=True):
            if feasibility.is_legal:
                found.append(Standby(seller, buyer, slot, next(iter(feasibility.tables), None)))
                break
        if len(found) == MAX_SHOWN:
            break
    return found

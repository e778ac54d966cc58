"""Candidates for a place that has become free."""

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
    excluded = _excluded(application)
    wishes = Wish.objects.filter(Q(asker=application) | Q(asked=application)).exclude(answer=Wish.Answer.DECLINED)
    candidates: dict[int, Application] = {}
    for wish in wishes.order_by("rank", "pk").select_related("asker__organisation", "asked__organisation"):
        counterpart = wish.asked if wish.asker_id == application.pk else wish.asker
        if counterpart.pk not in excluded and counterpart.state == Application.State.ACCEPTED:
            candidates.setdefault(counterpart.pk, counterpart)
    return _first_free_slots(application, list(candidates.values()), slots, now)


def _excluded(application: Application) -> set[int]:
    """Return those whom a participant has met, will meet, or must not meet."""
    is_concerned = Q(seller=application) | Q(buyer=application)
    met = Meeting.objects.filter(is_concerned).exclude(state=Meeting.State.CANCELLED)
    forbidden = PairRule.objects.filter(is_concerned, kind=PairRule.Kind.FORBIDDEN)
    pairs = [*met.values_list("seller", "buyer"), *forbidden.values_list("seller", "buyer")]
    return {number for pair in pairs for number in pair}


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

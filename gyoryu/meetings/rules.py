"""When and by whom something may be done at a consultation: pure predicates, and the weights of wishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Protocol
from zoneinfo import ZoneInfo

# Weight of a pair by the place of its kind in the order of priorities. The steps are so large that no tie-breaker below
# reaches across them, and so few that the planner soon proves the best choice and has time left for fewer breaks.
WEIGHTS_OF_KINDS = (12.0, 8.0, 4.0)
MIN_WEIGHT = 1.0  # of a kind that the officer left out
FIRST_CHOICES = 3
WEIGHT_OF_FIRST_CHOICES = 2.0
WEIGHTS_OF_TIES = (1.0, 0.5)
KINDS = ("mutual", "buyer", "seller")

Kind = Literal["mutual", "buyer", "seller"]


class Window(Protocol):
    @property
    def apply_from(self) -> datetime: ...
    @property
    def apply_until(self) -> datetime: ...
    @property
    def wish_from(self) -> datetime: ...
    @property
    def wish_until(self) -> datetime: ...


def may_apply_now(terms: Window, now: datetime) -> bool:
    """The closing moment itself is too late."""
    return terms.apply_from <= now < terms.apply_until


def may_wish_now(terms: Window, now: datetime) -> bool:
    return terms.wish_from <= now < terms.wish_until


def has_begun(starts_at: datetime, now: datetime) -> bool:
    """Return whether a time slot has begun: nothing in it is offered, placed or moved any more. The moment of its start
    is too late."""
    return starts_at <= now


def may_log(starts_at: datetime | None, now: datetime) -> bool:
    """A meeting is logged once it has begun; one that was taken out of its slot was held whenever it was."""
    return starts_at is None or has_begun(starts_at, now)


def may_edit_application(state: str, terms: Window, now: datetime) -> bool:
    """Edit a draft until the window closes; applicants who were asked for more information may answer after that,
    too."""
    return state == "more_asked" or (state in ("draft", "submitted") and may_apply_now(terms, now))


def may_decide(state: str) -> bool:
    """An organiser may change its mind as long as the applicant takes part at all."""
    return state in ("submitted", "more_asked", "accepted", "refused")


class Dates(Protocol):
    @property
    def ends_on(self) -> date: ...
    @property
    def time_zone(self) -> str: ...


def is_over(event: Dates, now: datetime) -> bool:
    """From the day after its last one, where it takes place."""
    return now.astimezone(ZoneInfo(event.time_zone)).date() > event.ends_on


def needs_its_people(state: str, event: Dates, now: datetime) -> bool:
    """Whether an application takes part in something still to come, for which its people must be known."""
    return state in ("submitted", "more_asked", "accepted") and not is_over(event, now)


@dataclass(frozen=True, slots=True)
class PairRequest:
    """Requests of the two of a pair. `seller_rank` and `buyer_rank`: 1 is a first choice, 0 not asked. `first_at`: the
    earlier of the two requests."""

    seller: int
    buyer: int
    seller_rank: int
    buyer_rank: int
    first_at: datetime
    agreed: bool = False  # one asked and the other accepted

    @property
    def kind(self) -> Kind:
        if self.agreed or (self.seller_rank and self.buyer_rank):
            return "mutual"
        return "buyer" if self.buyer_rank else "seller"


def weights(pairs: Sequence[PairRequest], priorities: Sequence[str]) -> list[float]:
    """The weight of each pair under an order of priorities (codes of `models.terms.PRIORITIES`).

    Kinds of pairs come first in their order; then the first choices of those who ask; then, in their order, `early`
    (the earlier half of the requests) and `few` (firms in fewer pairs than half of the firms)."""
    kinds = [code for code in priorities if code in KINDS]
    weight_by_kind = {kind: WEIGHTS_OF_KINDS[k] for k, kind in enumerate(kinds)}
    ties = dict(zip((code for code in priorities if code in ("early", "few")), WEIGHTS_OF_TIES, strict=False))
    pairs_by_seller = Counter(pair.seller for pair in pairs)
    middle_moment = _middle([pair.first_at for pair in pairs])
    middle_count = _middle(list(pairs_by_seller.values()))
    return [
        weight_by_kind.get(pair.kind, MIN_WEIGHT)
        + WEIGHT_OF_FIRST_CHOICES * _is_first_choice(pair)
        + ties.get("early", 0.0) * (pair.first_at < middle_moment)
        + ties.get("few", 0.0) * (pairs_by_seller[pair.seller] < middle_count)
        for pair in pairs
    ]


def _is_first_choice(pair: PairRequest) -> bool:
    return min(rank for rank in (pair.seller_rank or 999, pair.buyer_rank or 999)) <= FIRST_CHOICES


def _middle(values: list[Any]) -> Any:
    """Return the middle one of `values`; nothing is before it where there are none."""
    return sorted(values)[len(values) // 2] if values else None

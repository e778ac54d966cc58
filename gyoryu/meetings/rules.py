"""When and by whom something may be done at a consultation: pure predicates, and the weights of wishes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

# Weight of a pair by the place of its kind in the order of priorities; the steps are so large that no tie-breaker
# below reaches across them.
WEIGHTS_OF_KINDS = (8.0, 4.0, 2.0)
LEAST_WEIGHT = 1.0  # of a kind that the officer left out
WEIGHT_OF_FIRST_CHOICE = 1.0  # spread between a first and a last choice
WEIGHTS_OF_TIES = (0.1, 0.01)
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


def may_edit_application(state: str, terms: Window, now: datetime) -> bool:
    """Drafts until the window closes; whoever was asked for more may answer after that, too."""
    return state == "more_asked" or (state in ("draft", "submitted") and may_apply_now(terms, now))


def may_decide(state: str) -> bool:
    """An organiser may change its mind as long as the applicant takes part at all."""
    return state in ("submitted", "more_asked", "accepted", "refused")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the two of a pair have asked. `seller_rank` and `buyer_rank`: 1 is a first choice, 0 not asked. `first_at`:
    the earlier of the two requests."""

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


def weights(pairs: Sequence[Asked], priorities: Sequence[str]) -> list[float]:
    """The weight of each pair under an order of priorities (codes of `models.terms.PRIORITIES`).

    Kinds of pairs come first in their order; then the choice of the askers; then, in their order, `early` (the earlier
    request) and `few` (firms that few ask for)."""
    kinds = [code for code in priorities if code in KINDS]
    of_kind = {kind: WEIGHTS_OF_KINDS[k] for k, kind in enumerate(kinds)}
    ties = dict(zip((code for code in priorities if code in ("early", "few")), WEIGHTS_OF_TIES, strict=False))
    earliness = _earliness([pair.first_at for pair in pairs])
    of_seller: dict[int, int] = {}
    for pair in pairs:
        of_seller[pair.seller] = of_seller.get(pair.seller, 0) + 1
    last_choice = max((max(pair.seller_rank, pair.buyer_rank) for pair in pairs), default=1)
    return [
        round(
            of_kind.get(pair.kind, LEAST_WEIGHT)
            + WEIGHT_OF_FIRST_CHOICE * _choice(pair, last_choice)
            + ties.get("early", 0.0) * earliness[pair.first_at]
            + ties.get("few", 0.0) / of_seller[pair.seller],
            4,
        )
        for pair in pairs
    ]


def _choice(pair: Asked, last: int) -> float:
    """1 for a first choice of all who asked, towards 0 for the last."""
    ranks = [rank for rank in (pair.seller_rank, pair.buyer_rank) if rank]
    return 1.0 - (sum(ranks) / len(ranks) - 1.0) / last if ranks else 0.0


def _earliness(moments: Iterable[datetime]) -> dict[datetime, float]:
    order = sorted(set(moments))
    return {moment: 1.0 - k / len(order) for k, moment in enumerate(order)}

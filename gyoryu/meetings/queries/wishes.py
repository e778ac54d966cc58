"""The wish matrix, a window of it at a time: an event may have thousands on each side."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gyoryu.meetings.models import Application, PairRule, Placement, Side, Wish
from gyoryu.programmes.models import Event


@dataclass(slots=True)
class Cell:
    """Requests and rules of one pair. Ranks are 0 where a side has not asked."""

    seller: int
    buyer: int
    seller_rank: int = 0
    buyer_rank: int = 0
    answers: set[str] = field(default_factory=set)
    rule: str = ""
    is_placed: bool = False

    @property
    def mark(self) -> str:
        """Code: mutual, seller, buyer, declined, none."""
        if Wish.Answer.DECLINED in self.answers:
            return "declined"
        if (self.seller_rank and self.buyer_rank) or Wish.Answer.ACCEPTED in self.answers:
            return "mutual"
        return "seller" if self.seller_rank else "buyer" if self.buyer_rank else "none"


def side_of(event: Event, side: Side, words: str = "") -> QuerySet[Application]:
    """Return the accepted applications of one side by number; with `words`, only those whose names match."""
    applications = Application.objects.filter(event=event, side=side, state=Application.State.ACCEPTED)
    if words:
        name = Q()
        for language in ("ko", "zh", "en"):
            name |= Q(**{f"organisation__name_{language}__icontains": words})
        applications = applications.filter(name | Q(number__iexact=words))
    return applications.select_related("organisation").order_by("number")


def counts_of(applications: list[Application]) -> dict[int, tuple[int, int]]:
    """By application: how many ask for it, and for how many it asks. Two queries."""
    numbers = [application.pk for application in applications]
    received = dict(Wish.objects.filter(asked__in=numbers).order_by().values_list("asked").annotate(Count("pk")))
    sent = dict(Wish.objects.filter(asker__in=numbers).order_by().values_list("asker").annotate(Count("pk")))
    return {number: (received.get(number, 0), sent.get(number, 0)) for number in numbers}


def cells(event: Event, sellers: list[Application], buyers: list[Application]) -> dict[tuple[int, int], Cell]:
    """All that is known of the pairs between these: four queries."""
    seller_numbers, buyer_numbers = (
        [application.pk for application in sellers],
        [application.pk for application in buyers],
    )
    cells_by_pair = {(seller, buyer): Cell(seller, buyer) for seller in seller_numbers for buyer in buyer_numbers}
    rows = Wish.objects.order_by().values_list("asker_id", "asked_id", "rank", "answer")
    for asker, counterpart, rank, answer in rows.filter(asker__in=seller_numbers, asked__in=buyer_numbers):
        cell = cells_by_pair[asker, counterpart]
        cell.seller_rank = rank
        cell.answers.add(answer)
    for asker, counterpart, rank, answer in rows.filter(asker__in=buyer_numbers, asked__in=seller_numbers):
        cell = cells_by_pair[counterpart, asker]
        cell.buyer_rank = rank
        cell.answers.add(answer)
    window = {"seller__in": seller_numbers, "buyer__in": buyer_numbers}
    for seller, buyer, kind in PairRule.objects.filter(**window).values_list("seller_id", "buyer_id", "kind"):
        cells_by_pair[seller, buyer].rule = kind
    for seller, buyer in Placement.objects.filter(event=event, **window).values_list("seller_id", "buyer_id"):
        cells_by_pair[seller, buyer].is_placed = True
    return cells_by_pair


def unmet_wishes(event: Event) -> QuerySet[Wish]:
    """Wishes that stand and have no place in the draft, first choices first. Of a pair that asked each other both are
    there."""
    as_seller = Placement.objects.filter(seller=OuterRef("asker"), buyer=OuterRef("asked"))
    as_buyer = Placement.objects.filter(seller=OuterRef("asked"), buyer=OuterRef("asker"))
    open_wishes = Wish.objects.filter(event=event).exclude(answer=Wish.Answer.DECLINED)
    return open_wishes.filter(~Exists(as_seller), ~Exists(as_buyer)).order_by("rank", "pk")

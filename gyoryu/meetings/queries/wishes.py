"""The wish matrix, a window of it at a time: an event may have thousands on each side."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gyoryu.meetings.models import Application, PairRule, Placement, Side, Wish
from gyoryu.programmes.models import Event


@dataclass(slots=True)
class Cell:
    """What is known of one pair. Ranks are 0 where nobody asked."""

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
    """The accepted of one side by number; of those named by `words`, where there are any."""
    found = Application.objects.filter(event=event, side=side, state=Application.State.ACCEPTED)
    if words:
        name = Q()
        for language in ("ko", "zh", "en"):
            name |= Q(**{f"organisation__name_{language}__icontains": words})
        found = found.filter(name | Q(number__iexact=words))
    return found.select_related("organisation").order_by("number")


def counts_of(people: list[Application]) -> dict[int, tuple[int, int]]:
    """By application: how many ask for it, and for how many it asks. Two queries."""
    numbers = [one.pk for one in people]
    wanted = dict(Wish.objects.filter(asked__in=numbers).order_by().values_list("asked").annotate(Count("pk")))
    wants = dict(Wish.objects.filter(asker__in=numbers).order_by().values_list("asker").annotate(Count("pk")))
    return {number: (wanted.get(number, 0), wants.get(number, 0)) for number in numbers}


def cells(event: Event, sellers: list[Application], buyers: list[Application]) -> dict[tuple[int, int], Cell]:
    """All that is known of the pairs between these: four queries."""
    firms, others = [one.pk for one in sellers], [one.pk for one in buyers]
    found = {(seller, buyer): Cell(seller, buyer) for seller in firms for buyer in others}
    rows = Wish.objects.order_by().values_list("asker_id", "asked_id", "rank", "answer")
    for asker, asked, rank, answer in rows.filter(asker__in=firms, asked__in=others):
        cell = found[asker, asked]
        cell.seller_rank = rank
        cell.answers.add(answer)
    for asker, asked, rank, answer in rows.filter(asker__in=others, asked__in=firms):
        cell = found[asked, asker]
        cell.buyer_rank = rank
        cell.answers.add(answer)
    window = {"seller__in": firms, "buyer__in": others}
    for seller, buyer, kind in PairRule.objects.filter(**window).values_list("seller_id", "buyer_id", "kind"):
        found[seller, buyer].rule = kind
    for seller, buyer in Placement.objects.filter(event=event, **window).values_list("seller_id", "buyer_id"):
        found[seller, buyer].is_placed = True
    return found


def unmet_wishes(event: Event) -> QuerySet[Wish]:
    """Wishes that stand and have no place in the draft, first choices first. Of a pair that asked each other both are
    there."""
    as_seller = Placement.objects.filter(seller=OuterRef("asker"), buyer=OuterRef("asked"))
    as_buyer = Placement.objects.filter(seller=OuterRef("asked"), buyer=OuterRef("asker"))
    standing = Wish.objects.filter(event=event).exclude(answer=Wish.Answer.DECLINED)
    return standing.filter(~Exists(as_seller), ~Exists(as_buyer)).order_by("rank", "pk")

"""Wishes of a workbook, and its rules for pairs that must or must not meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, cast

from gyoryu.meetings.consultation import ImportIssue, Side
from gyoryu.meetings.models import PairRule, Wish
from gyoryu.meetings.queries.incoming.items import Item, new_item
from gyoryu.meetings.queries.incoming.participants import SIDES, Key, Participants
from gyoryu.meetings.workbook.layouts import split_partners
from gyoryu.meetings.workbook.people import find_among
from gyoryu.meetings.workbook.records import Findings, Record
from gyoryu.meetings.workbook.wishes import weight_of
from gyoryu.programmes.models import Event

MAX_RANK = 32_767
Pair = tuple[Item, Item]
RULES = {"must": "priority", "forbidden": ""}


class _Choice(NamedTuple):
    """A wish as its row states it. `rank`: 0 if it states none."""

    rank: int
    weight: float
    record: Record

    @property
    def order(self) -> tuple[int, float]:
        """By rank; those without one come last, the heavier first."""
        return self.rank or MAX_RANK, -self.weight


def _kind_and_rank(record: Record) -> tuple[str, int]:
    """The kind of a pair, and the rank of the wish: 0 if none is stated. One column may be for both."""
    kind, rank = record.get("kind", "wish"), record.get("rank") or 0
    return ("wish", rank or kind) if isinstance(kind, int) else (kind, rank)


def _changed_rank(wish: Wish, choice: _Choice) -> Item:
    """Return a known wish with the rank of its row, where that states another."""
    if choice.rank in (0, wish.rank):
        return Item("wish", choice.record, wish.pk, {}, {})
    return Item("wish", choice.record, wish.pk, {"rank": choice.rank}, {"rank": wish.rank})


class Wishes:
    """By asker and asked. A rank that the row does not state follows from its weight, and from the order of rows."""

    def __init__(self, event: Event, findings: Findings, participants: Participants):
        self._event, self._findings, self._participants = event, findings, participants
        self._wishes = {(w.asker_id, w.asked_id): w for w in Wish.objects.filter(event=event)}
        self._rules = {(r.seller_id, r.buyer_id): r for r in PairRule.objects.filter(event=event)}
        self._choices: dict[Item, dict[Item, _Choice]] = {}
        self._kinds: dict[Pair, tuple[str, Record]] = {}
        self.items: list[Item] = []

    def add(self, records: Sequence[Record]) -> None:
        self._last: dict[int, int] = {}
        for wish in self._wishes.values():
            self._last[wish.asker_id] = max(self._last.get(wish.asker_id, 0), wish.rank)
        for record in split_partners(records, self._find):
            ends = self._ends(record)
            if ends is not None:
                self._note(record, *ends)
        for asker, choices in self._choices.items():
            self._rank(asker, choices)
        self.items += [self._rule(pair, *rule) for pair, rule in self._kinds.items()]

    def _find(self, column: str, text: str) -> bool:
        return any(
            self._participants.directories[side].find(text) for side in SIDES if column not in SIDES or side == column
        )

    def _ends(self, record: Record) -> tuple[Item, Item, tuple[Side, ...]] | None:
        """Seller, buyer, and the sides that ask."""
        if {"asker", "asked"} <= record.places.keys() and not {"seller", "buyer"} <= record.places.keys():
            return self._ends_by_asker(record)
        seller = self._find_participant(record, record.column_of("seller", "asker"), ("seller",))
        buyer = self._find_participant(record, record.column_of("buyer", "asked"), ("buyer",))
        if seller is None or buyer is None:
            return None
        by_number = self._participants.by_number
        return by_number[seller], by_number[buyer], record.get("asked_by", ("seller",))

    def _ends_by_asker(self, record: Record) -> tuple[Item, Item, tuple[Side, ...]] | None:
        asker = self._find_participant(record, "asker", SIDES)
        counterpart = self._find_participant(record, "asked", SIDES)
        if asker is None or counterpart is None:
            return None
        if asker[0] == counterpart[0]:
            self._findings.faults.append(record.issue("same_side", "asked", record.get("asked")))
            return None
        seller, buyer = (asker, counterpart) if asker[0] == "seller" else (counterpart, asker)
        by_number = self._participants.by_number
        return by_number[seller], by_number[buyer], (cast(Side, asker[0]),)

    def _find_participant(self, record: Record, column: str, sides: Sequence[Side]) -> Key | None:
        text = record.get(f"{column}_id", record.get(column))
        if text is None:
            if column in record.places and column not in record.faulty:
                self._findings.faults.append(record.issue("missing", column))
            return None
        keys = find_among(self._participants.directories, sides, text)
        if len(keys) == 1:
            return keys[0]
        self._findings.faults.append(self._not_found(record, column, text, sides, keys))
        return None

    def _not_found(
        self, record: Record, column: str, text: str, sides: Sequence[Side], keys: Sequence[Key]
    ) -> ImportIssue:
        """Make the fault of a cell that names several participants or none."""
        if keys:
            return record.issue("ambiguous_name", column, text, ", ".join(number for _, number in keys))
        hint = next(filter(None, (self._participants.directories[side].nearest(text) for side in sides)), "")
        return record.issue(f"unknown_{sides[0]}" if len(sides) == 1 else "unknown_participant", column, text, hint)

    def _note(self, record: Record, seller: Item, buyer: Item, asking: tuple[Side, ...]) -> None:
        kind, rank = _kind_and_rank(record)
        for code in filter(record.get, ("fixed", "slots", "after")):
            self._findings.notes.append(record.issue("times_not_kept", code, record.get("seller", "")))
        if kind in RULES:
            self._note_rule(record, (seller, buyer), kind)
        if kind != "forbidden":
            for side in asking:
                self._note_choice(record, *((seller, buyer) if side == "seller" else (buyer, seller)), rank)

    def _note_rule(self, record: Record, pair: Pair, kind: str) -> None:
        before = self._kinds.get(pair)
        if before is not None and before[0] != kind:
            names = f"{record.get('seller', '')}, {record.get('buyer', '')}"
            self._findings.faults.append(record.issue("must_and_forbidden", "kind", names))
        self._kinds[pair] = (kind, record)

    def _note_choice(self, record: Record, asker: Item, counterpart: Item, rank: int) -> None:
        choices = self._choices.setdefault(asker, {})
        if counterpart in choices:
            self._findings.notes.append(record.issue("asked_twice", "buyer", record.get("buyer", "")))
        else:
            weight = record.get("weight", weight_of(rank or None))
            choices[counterpart] = _Choice(min(rank, MAX_RANK), weight, record)

    def _rank(self, asker: Item, choices: dict[Item, _Choice]) -> None:
        last_rank = self._last_rank(asker, choices)
        for counterpart, choice in sorted(choices.items(), key=lambda entry: entry[1].order):
            present = self._known_wish(asker, counterpart)
            if present is not None:
                self.items.append(_changed_rank(present, choice))
            elif {asker, counterpart} & self._participants.not_taking_part:
                issue = choice.record.issue("application_stands", "asked", choice.record.get("asked", ""))
                self._findings.faults.append(issue)
            else:
                if not choice.rank:
                    last_rank += 1
                self.items.append(self._new_wish(asker, counterpart, choice, last_rank))

    def _last_rank(self, asker: Item, choices: dict[Item, _Choice]) -> int:
        return max([self._last.get(asker.pk or 0, 0), *(choice.rank for choice in choices.values())])

    def _known_wish(self, asker: Item, counterpart: Item) -> Wish | None:
        return self._wishes.get((asker.pk or 0, counterpart.pk or 0))

    def _new_wish(self, asker: Item, counterpart: Item, choice: _Choice, next_rank: int) -> Item:
        rank = choice.rank or min(next_rank, MAX_RANK)
        keys = {"event_id": self._event.pk, "asker_id": asker, "asked_id": counterpart}
        return new_item("wish", choice.record, {**keys, "rank": rank})

    def _rule(self, pair: Pair, kind: str, record: Record) -> Item:
        present = self._rules.get((pair[0].pk or 0, pair[1].pk or 0))
        if present is not None:
            differs = present.kind != kind
            values, before = ({"kind": kind}, {"kind": present.kind}) if differs else ({}, {})
            return Item("rule", record, present.pk, values, before)
        keys = {"event_id": self._event.pk, "seller_id": pair[0], "buyer_id": pair[1]}
        return new_item("rule", record, {**keys, "kind": kind, "reason": RULES[kind]})

"""Wishes of a workbook, and what it says about pairs that must or must not meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from gyoryu.meetings.consultation import Side
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


class Wishes:
    """By asker and asked. A rank that the row does not state follows from its weight, and from the order of rows."""

    def __init__(self, event: Event, findings: Findings, participants: Participants):
        self._event, self._findings, self._participants = event, findings, participants
        self._wishes = {(w.asker_id, w.asked_id): w for w in Wish.objects.filter(event=event)}
        self._rules = {(r.seller_id, r.buyer_id): r for r in PairRule.objects.filter(event=event)}
        self._choices: dict[Item, dict[Item, tuple[int, float, Record]]] = {}
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
        is_by_asker = {"asker", "asked"} <= record.places.keys() and not {"seller", "buyer"} <= record.places.keys()
        if is_by_asker:
            first, second = (
                self._find_participant(record, "asker", SIDES),
                self._find_participant(record, "asked", SIDES),
            )
        else:
            first = self._find_participant(record, "seller" if "seller" in record.places else "asker", ("seller",))
            second = self._find_participant(record, "buyer" if "buyer" in record.places else "asked", ("buyer",))
        if first is None or second is None:
            return None
        if first[0] == second[0]:
            self._findings.faults.append(record.issue("same_side", "asked", record.get("asked")))
            return None
        asking: tuple[Side, ...] = (cast(Side, first[0]),) if is_by_asker else record.get("asked_by", ("seller",))
        seller, buyer = (first, second) if first[0] == "seller" else (second, first)
        return self._participants.by_number[seller], self._participants.by_number[buyer], asking

    def _find_participant(self, record: Record, column: str, sides: Sequence[Side]) -> Key | None:
        text = record.get(f"{column}_id", record.get(column))
        if text is None:
            if column in record.places and column not in record.faulty:
                self._findings.faults.append(record.issue("missing", column))
            return None
        directories = self._participants.directories
        keys = find_among(directories, sides, text)
        if len(keys) == 1:
            return keys[0]
        if keys:
            hint = ", ".join(sign for _, sign in keys)
            self._findings.faults.append(record.issue("ambiguous_name", column, text, hint))
            return None
        hint = next(filter(None, (directories[side].nearest(text) for side in sides)), "")
        code = f"unknown_{sides[0]}" if len(sides) == 1 else "unknown_participant"
        self._findings.faults.append(record.issue(code, column, text, hint))
        return None

    def _note(self, record: Record, seller: Item, buyer: Item, asking: tuple[Side, ...]) -> None:
        kind, rank = record.get("kind", "wish"), record.get("rank") or 0
        if isinstance(kind, int):  # one column for both
            kind, rank = "wish", rank or kind
        for code in ("fixed", "slots", "after"):
            if record.get(code):
                self._findings.notes.append(record.issue("times_not_kept", code, record.get("seller", "")))
        if kind in RULES:
            before = self._kinds.get((seller, buyer))
            if before is not None and before[0] != kind:
                names = f"{record.get('seller', '')}, {record.get('buyer', '')}"
                self._findings.faults.append(record.issue("must_and_forbidden", "kind", names))
            self._kinds[seller, buyer] = (kind, record)
        if kind == "forbidden":
            return
        for side in asking:
            asker, counterpart = (seller, buyer) if side == "seller" else (buyer, seller)
            choices = self._choices.setdefault(asker, {})
            if counterpart in choices:
                self._findings.notes.append(record.issue("asked_twice", "buyer", record.get("buyer", "")))
            else:
                choices[counterpart] = (min(rank, MAX_RANK), record.get("weight", weight_of(rank or None)), record)

    def _rank(self, asker: Item, choices: dict[Item, tuple[int, float, Record]]) -> None:
        order = sorted(choices.items(), key=lambda choice: (choice[1][0] or MAX_RANK, -choice[1][1]))
        last_rank = max([self._last.get(asker.pk or 0, 0), *(rank for rank, _, _ in choices.values())])
        for counterpart, (rank, _, record) in order:
            present = self._wishes.get((asker.pk or 0, counterpart.pk or 0))
            if present is not None:
                differs = bool(rank) and rank != present.rank
                values, before = ({"rank": rank}, {"rank": present.rank}) if differs else ({}, {})
                self.items.append(Item("wish", record, present.pk, values, before))
                continue
            if {asker, counterpart} & self._participants.not_taking_part:
                self._findings.faults.append(record.issue("application_stands", "asked", record.get("asked", "")))
                continue
            if not rank:
                last_rank += 1
            keys = {"event_id": self._event.pk, "asker_id": asker, "asked_id": counterpart}
            self.items.append(new_item("wish", record, {**keys, "rank": rank or min(last_rank, MAX_RANK)}))

    def _rule(self, pair: Pair, kind: str, record: Record) -> Item:
        present = self._rules.get((pair[0].pk or 0, pair[1].pk or 0))
        if present is not None:
            differs = present.kind != kind
            values, before = ({"kind": kind}, {"kind": present.kind}) if differs else ({}, {})
            return Item("rule", record, present.pk, values, before)
        keys = {"event_id": self._event.pk, "seller_id": pair[0], "buyer_id": pair[1]}
        return new_item("rule", record, {**keys, "kind": kind, "reason": RULES[kind]})

"""Wishes of a workbook, and what it says about pairs that must or must not meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from gyoryu.meetings.consultation import Side
from gyoryu.meetings.models import PairRule, Wish
from gyoryu.meetings.queries.incoming.items import Item, new
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
    """By asker and asked. A choice that the row does not tell follows from its weight, and from the order of rows."""

    def __init__(self, event: Event, findings: Findings, participants: Participants):
        self._event, self._findings, self._participants = event, findings, participants
        self._wishes = {(w.asker_id, w.asked_id): w for w in Wish.objects.filter(event=event)}
        self._rules = {(r.seller_id, r.buyer_id): r for r in PairRule.objects.filter(event=event)}
        self._asked: dict[Item, dict[Item, tuple[int, float, Record]]] = {}
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
        for asker, wanted in self._asked.items():
            self._rank(asker, wanted)
        self.items += [self._rule(pair, *said) for pair, said in self._kinds.items()]

    def _find(self, column: str, text: str) -> bool:
        return any(
            self._participants.directories[side].find(text) for side in SIDES if column not in SIDES or side == column
        )

    def _ends(self, record: Record) -> tuple[Item, Item, tuple[Side, ...]] | None:
        """Seller, buyer, and the sides that ask."""
        by_asker = {"asker", "asked"} <= record.places.keys() and not {"seller", "buyer"} <= record.places.keys()
        if by_asker:
            one, other = self._known(record, "asker", SIDES), self._known(record, "asked", SIDES)
        else:
            one = self._known(record, "seller" if "seller" in record.places else "asker", ("seller",))
            other = self._known(record, "buyer" if "buyer" in record.places else "asked", ("buyer",))
        if one is None or other is None:
            return None
        if one[0] == other[0]:
            self._findings.faults.append(record.remark("same_side", "asked", record.get("asked")))
            return None
        asking: tuple[Side, ...] = (cast(Side, one[0]),) if by_asker else record.get("asked_by", ("seller",))
        seller, buyer = (one, other) if one[0] == "seller" else (other, one)
        return self._participants.by_sign[seller], self._participants.by_sign[buyer], asking

    def _known(self, record: Record, column: str, sides: Sequence[Side]) -> Key | None:
        text = record.get(f"{column}_id", record.get(column))
        if text is None:
            if column in record.places and column not in record.faulty:
                self._findings.faults.append(record.remark("missing", column))
            return None
        directories = self._participants.directories
        found = find_among(directories, sides, text)
        if len(found) == 1:
            return found[0]
        if found:
            hint = ", ".join(sign for _, sign in found)
            self._findings.faults.append(record.remark("ambiguous_name", column, text, hint))
            return None
        hint = next(filter(None, (directories[side].nearest(text) for side in sides)), "")
        code = f"unknown_{sides[0]}" if len(sides) == 1 else "unknown_participant"
        self._findings.faults.append(record.remark(code, column, text, hint))
        return None

    def _note(self, record: Record, seller: Item, buyer: Item, asking: tuple[Side, ...]) -> None:
        kind, rank = record.get("kind", "wish"), record.get("rank") or 0
        if isinstance(kind, int):  # one column for both
            kind, rank = "wish", rank or kind
        for code in ("fixed", "slots", "after"):
            if record.get(code):
                self._findings.notes.append(record.remark("times_not_kept", code, record.get("seller", "")))
        if kind in RULES:
            before = self._kinds.get((seller, buyer))
            if before is not None and before[0] != kind:
                names = f"{record.get('seller', '')}, {record.get('buyer', '')}"
                self._findings.faults.append(record.remark("must_and_forbidden", "kind", names))
            self._kinds[seller, buyer] = (kind, record)
        if kind == "forbidden":
            return
        for side in asking:
            asker, asked = (seller, buyer) if side == "seller" else (buyer, seller)
            mine = self._asked.setdefault(asker, {})
            if asked in mine:
                self._findings.notes.append(record.remark("asked_twice", "buyer", record.get("buyer", "")))
            else:
                mine[asked] = (min(rank, MAX_RANK), record.get("weight", weight_of(rank or None)), record)

    def _rank(self, asker: Item, wanted: dict[Item, tuple[int, float, Record]]) -> None:
        order = sorted(wanted.items(), key=lambda one: (one[1][0] or MAX_RANK, -one[1][1]))
        last = max([self._last.get(asker.pk or 0, 0), *(rank for rank, _, _ in wanted.values())])
        for asked, (rank, _, record) in order:
            present = self._wishes.get((asker.pk or 0, asked.pk or 0))
            if present is not None:
                differs = bool(rank) and rank != present.rank
                values, before = ({"rank": rank}, {"rank": present.rank}) if differs else ({}, {})
                self.items.append(Item("wish", record, present.pk, values, before))
                continue
            if {asker, asked} & self._participants.not_taking_part:
                self._findings.faults.append(record.remark("application_stands", "asked", record.get("asked", "")))
                continue
            if not rank:
                last += 1
            keys = {"event_id": self._event.pk, "asker_id": asker, "asked_id": asked}
            self.items.append(new("wish", record, {**keys, "rank": rank or min(last, MAX_RANK)}))

    def _rule(self, pair: Pair, kind: str, record: Record) -> Item:
        present = self._rules.get((pair[0].pk or 0, pair[1].pk or 0))
        if present is not None:
            differs = present.kind != kind
            values, before = ({"kind": kind}, {"kind": present.kind}) if differs else ({}, {})
            return Item("rule", record, present.pk, values, before)
        keys = {"event_id": self._event.pk, "seller_id": pair[0], "buyer_id": pair[1]}
        return new("rule", record, {**keys, "kind": kind, "reason": RULES[kind]})

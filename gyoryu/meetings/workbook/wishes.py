"""Wishes of a workbook, combined into pairs.

The weight of a wish is its own if the row has one, else by rank (first choice 5, second 4, third 3, fourth 2, any other
1), else 1. Where a firm and a buyer ask for each other there is one pair with the sum of both weights; if the same side
asks twice, its heavier wish counts. Must takes precedence over wish, "forbidden" by either side over a wish of the
other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from gyoryu.base.text import comparison_key
from gyoryu.meetings.consultation import ImportIssue, Side
from gyoryu.meetings.workbook.layouts import split_partners
from gyoryu.meetings.workbook.people import Directory, find_among
from gyoryu.meetings.workbook.records import Findings, Record
from gyoryu.meetings.workbook.time_phrases import SpokenTimes
from gyoryu.meetings.workbook.times import Origin, parse_time_cell

RANK_WEIGHTS = (5.0, 4.0, 3.0, 2.0)
MIN_WEIGHT = 1.0
SIDES: tuple[Side, Side] = ("seller", "buyer")
_FIELDS = ("id", "kind", "weight", "slots", "after", "fixed")
_PAIR_SIGNS = ("–", "—", "-", "↔", "~", ":", "→")


def weight_of(rank: int | None) -> float:
    """Return the weight of a wish of this rank; None: no rank was given."""
    return RANK_WEIGHTS[rank - 1] if rank is not None and rank <= len(RANK_WEIGHTS) else MIN_WEIGHT


@dataclass(slots=True)
class _Pair:
    """Combined rows about one seller and one buyer."""

    id: str
    seller: str
    buyer: str
    first: Record
    kinds: dict[str, Record] = field(default_factory=dict)
    weights: dict[Side, float] = field(default_factory=dict)
    slots: set[str] | None = None
    fixed: str | None = None
    after: list[tuple[Record, str]] = field(default_factory=list)

    def kind(self) -> str:
        return next(kind for kind in ("forbidden", "must", "wish") if kind in self.kinds)


class Wishes:
    """Pairs as `meetplan/1` objects, with the record behind each, and who asked for them."""

    def __init__(self, directories: dict[Side, Directory], times: SpokenTimes, findings: Findings):
        self._directories, self._times, self._findings = directories, times, findings
        self._pairs: dict[tuple[str, str], _Pair] = {}
        self._by_row_id: dict[str, _Pair] = {}
        self.objects: list[dict[str, Any]] = []
        self.origins: list[Origin] = []
        self.asked_by: dict[str, frozenset[Side]] = {}

    def read(self, records: Sequence[Record]) -> None:
        records = split_partners(records, self._find)
        width = max(4, len(str(len(records))))
        for number, record in enumerate(records, 1):
            ends = self._ends(record)
            if ends is not None:
                self._add(record, *ends, made_id=f"P{number:0{width}d}")
        self._name_pairs()
        for pair in self._pairs.values():
            self._finish(pair)

    def _find(self, column: str, text: str) -> bool:
        sides = (column,) if column in SIDES else SIDES
        return any(self._directories[side].find(text) for side in SIDES if side in sides)

    def _name_pairs(self) -> None:
        """Two rows of different pairs may not have one id; rows of one pair may."""
        used_ids: set[str] = set()
        for pair in self._pairs.values():
            if comparison_key(pair.id) in used_ids:
                self._findings.faults.append(pair.first.issue("duplicate_id", "id", pair.id))
                pair.id = f"{pair.seller}-{pair.buyer}"
            used_ids.add(comparison_key(pair.id))

    def _ends(self, record: Record) -> tuple[str, str, tuple[Side, ...]] | None:
        """Seller, buyer, and the sides that ask; None after a fault."""
        if {"asker", "asked"} <= record.places.keys() and not {"seller", "buyer"} <= record.places.keys():
            return self._ends_by_asker(record)
        seller = self._find_participant(record, record.column_of("seller", "asker"), ("seller",))
        buyer = self._find_participant(record, record.column_of("buyer", "asked"), ("buyer",))
        if seller is None or buyer is None:
            return None
        return seller[0], buyer[0], record.get("asked_by", ("seller",))

    def _ends_by_asker(self, record: Record) -> tuple[str, str, tuple[Side, ...]] | None:
        asker, counterpart = (
            self._find_participant(record, "asker", SIDES),
            self._find_participant(record, "asked", SIDES),
        )
        if asker is None or counterpart is None:
            return None
        if asker[1] == counterpart[1]:
            self._findings.faults.append(record.issue("same_side", "asked", record.get("asked")))
            return None
        seller, buyer = (asker, counterpart) if asker[1] == "seller" else (counterpart, asker)
        return seller[0], buyer[0], (asker[1],)

    def _find_participant(self, record: Record, column: str, sides: Sequence[Side]) -> tuple[str, Side] | None:
        text = record.get(f"{column}_id", record.get(column))
        if text is None:
            if column in record.places and column not in record.faulty:
                self._findings.faults.append(record.issue("missing", column))
            return None
        participants = [(identity, side) for side, identity in find_among(self._directories, sides, text)]
        if len(participants) == 1:
            return participants[0]
        if any(map(self._directories.get, sides)):  # else the missing sheet has been reported
            self._findings.faults.append(self._not_found(record, column, text, sides, participants))
        return None

    def _not_found(
        self, record: Record, column: str, text: str, sides: Sequence[Side], participants: Sequence[tuple[str, Side]]
    ) -> ImportIssue:
        """Make the fault of a cell that names several participants or none."""
        if participants:
            return record.issue("ambiguous_name", column, text, ", ".join(identity for identity, _ in participants))
        hint = next(filter(None, (self._directories[side].nearest(text) for side in sides)), "")
        return record.issue(f"unknown_{sides[0]}" if len(sides) == 1 else "unknown_participant", column, text, hint)

    def _add(self, record: Record, seller: str, buyer: str, sides: tuple[Side, ...], made_id: str) -> None:
        row_id = record.get("id")
        pair = self._pairs.get((seller, buyer))
        if pair is None:
            pair = self._pairs[seller, buyer] = _Pair(row_id or made_id, seller, buyer, record)
        if row_id:
            self._by_row_id.setdefault(comparison_key(row_id), pair)
        self._add_wish(pair, record, sides)
        self._add_times(pair, record)
        pair.after.extend((record, text) for text in record.get("after", ()))

    def _add_wish(self, pair: _Pair, record: Record, sides: tuple[Side, ...]) -> None:
        """Add the kind of a row and, unless it forbids the pair, its weight for each side that asks."""
        kind, rank = record.get("kind", "wish"), record.get("rank")
        if isinstance(kind, int):  # one column for both
            kind, rank = "wish", kind if rank is None else rank
        pair.kinds.setdefault(kind, record)
        if kind == "forbidden":
            return
        weight = record.get("weight", weight_of(rank))
        for side in sides:
            if side in pair.weights:
                self._findings.notes.append(record.issue("asked_twice", "buyer", record.get("buyer", "")))
            pair.weights[side] = max(pair.weights.get(side, 0.0), weight)

    def _add_times(self, pair: _Pair, record: Record) -> None:
        allowed = parse_time_cell(record, "slots", self._times.within, self._findings, None)
        if allowed is not None:
            pair.slots = set(allowed) if pair.slots is None else pair.slots & set(allowed)
        fixed = parse_time_cell(record, "fixed", self._times.single, self._findings, None)
        if fixed is not None and pair.fixed not in (None, fixed):
            self._findings.faults.append(record.issue("fixed_twice", "fixed", record.get("fixed")))
        pair.fixed = pair.fixed or fixed

    def _finish(self, pair: _Pair) -> None:
        if "forbidden" in pair.kinds:
            self._note_contradiction(pair)
        after = (self._preceding_pair(pair, record, text) for record, text in pair.after)
        self.objects.append(
            {
                "id": pair.id,
                "a": pair.seller,
                "b": pair.buyer,
                "kind": pair.kind(),
                "weight": sum(pair.weights[side] for side in SIDES if side in pair.weights) if pair.weights else 1.0,
                "slots": None if pair.slots is None else sorted(pair.slots),
                "after": list(dict.fromkeys(filter(None, after))),
                "fixed": pair.fixed,
            }
        )
        origin = pair.after[0][0] if pair.after else pair.first
        self.origins.append((origin, dict(zip(_FIELDS, _FIELDS, strict=True)) | {"a": "seller", "b": "buyer"}))
        self.asked_by[pair.id] = frozenset(pair.weights)

    def _note_contradiction(self, pair: _Pair) -> None:
        """Note a row that contradicts a forbidden pair."""
        names = f"{pair.seller}, {pair.buyer}"
        if "must" in pair.kinds:
            self._findings.faults.append(pair.kinds["must"].issue("must_and_forbidden", "kind", names))
        elif "wish" in pair.kinds:
            self._findings.notes.append(pair.kinds["wish"].issue("wish_is_forbidden", "kind", names))

    def _preceding_pair(self, pair: _Pair, record: Record, text: str) -> str | None:
        """The pair that must be held before: by the id of its row, as "firm – buyer", or by the other partner's
        name."""
        earlier = self._pair_of_id(text) or self._pair_of_partner(pair, text) or self._pair_of_both(text)
        if earlier is not None and earlier is not pair:
            return earlier.id
        problem = "meets_before_itself" if earlier else "unknown_pair"
        self._findings.faults.append(record.issue(problem, "after", text))
        return None

    def _pair_of_id(self, text: str) -> _Pair | None:
        key = comparison_key(text)
        pairs = (pair for pair in self._pairs.values() if comparison_key(pair.id) == key)
        return self._by_row_id.get(key) or next(pairs, None)

    def _pair_of_partner(self, pair: _Pair, text: str) -> _Pair | None:
        buyers, sellers = self._directories["buyer"].find(text), self._directories["seller"].find(text)
        if len(buyers) == 1 and not sellers:
            return self._pairs.get((pair.seller, buyers[0]))
        if len(sellers) == 1 and not buyers:
            return self._pairs.get((sellers[0], pair.buyer))
        return None

    def _pair_of_both(self, text: str) -> _Pair | None:
        for sign in _PAIR_SIGNS:
            seller_text, separator, buyer_text = text.partition(sign)
            sellers, buyers = self._directories["seller"].find(seller_text), self._directories["buyer"].find(buyer_text)
            if separator and len(sellers) == 1 and len(buyers) == 1:
                return self._pairs.get((sellers[0], buyers[0]))
        return None

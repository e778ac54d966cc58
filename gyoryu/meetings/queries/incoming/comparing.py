"""Compare a workbook with an event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from gyoryu.meetings.consultation import ImportIssue
from gyoryu.meetings.queries.incoming.accounts import Accounts, numbers_at
from gyoryu.meetings.queries.incoming.items import Item
from gyoryu.meetings.queries.incoming.organisations import Directory, Near
from gyoryu.meetings.queries.incoming.participants import SIDES, Interpreters, Participants
from gyoryu.meetings.queries.incoming.places import Places
from gyoryu.meetings.queries.incoming.wishes import Wishes
from gyoryu.meetings.workbook.incoming import Incoming, sort_issues
from gyoryu.programmes.models import Event

SHEETS = {"seller": "sellers", "buyer": "buyers"}
SHOWN = ("organisation", "application", "user", "wish", "rule", "interpreter", "slot", "table")


@dataclass(slots=True)
class Comparison:
    """`items` in the order in which they can be made. `renamed`: names that are spelled otherwise than the
    organisation's own, with its number."""

    items: list[Item]
    faults: list[ImportIssue]
    notes: list[ImportIssue]
    near: list[Near] = field(default_factory=list)
    renamed: list[tuple[str, int]] = field(default_factory=list)

    def counts(self) -> dict[str, dict[str, int]]:
        """Return by kind of item how many are new, changed and the same."""
        counts_by_kind: dict[str, Counter[str]] = {}
        for item in self.items:
            if item.kind in SHOWN:
                counts_by_kind.setdefault(item.kind, Counter())[item.state] += 1
        return {kind: dict(counts_by_kind[kind]) for kind in SHOWN if kind in counts_by_kind}


def compare(event: Event, incoming: Incoming, decisions: Mapping[str, str], *, with_slots: bool) -> Comparison:
    """Compare all rows, with a fixed number of queries. `decisions`: by "sheet!row" the organisation that is
    meant, or "new". With slots: those of the workbook are taken where the event has none, and tables likewise."""
    findings, records = incoming.findings, incoming.records
    places = Places(event, incoming, take=with_slots)
    organisations = Directory(decisions, incoming.language, incoming.is_sample, findings, at_event=numbers_at(event))
    organisations.add([record for code in ("organisations", *SHEETS.values()) for record in records.get(code, [])])
    accounts = Accounts(event, organisations.contacts)
    participants = Participants(event, incoming.language, findings, places, accounts)
    for side in SIDES:
        participants.add(records.get(SHEETS[side], []), side, organisations)
    participants.add_absent_from_workbook()
    interpreters = Interpreters(event, incoming.language, findings, places)
    interpreters.add(records.get("interpreters", []))
    wishes = Wishes(event, findings, participants)
    wishes.add(records.get("wishes", []))
    items = [
        *organisations.items, *organisations.extras, *places.items, *accounts.items, *participants.items,
        *participants.extras, *accounts.extras, *interpreters.items, *wishes.items,
    ]  # fmt: skip
    faults = sort_issues(findings.faults, incoming.sheets)
    notes = sort_issues(findings.notes, incoming.sheets)
    return Comparison(items, faults, notes, organisations.near, organisations.renamed)

"""Plan with all ids resolved: participants, times, tables and interpreters. All documents are generated from it."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest

from gyoryu.base.names import LANGUAGES, Language, Names
from gyoryu.meetings.consultation import Attendee, Consultation, InterpreterPerson
from meetplan.plan import Plan
from meetplan.problem import Pair, Participant, Slot


@dataclass(frozen=True, slots=True)
class Appointment:
    """One meeting. `table` is None online; `languages` are those of firm and buyer where they have none in common."""

    pair: Pair
    slot: Slot
    firm: Attendee
    buyer: Attendee
    table: str | None
    interpreter: InterpreterPerson | None
    languages: tuple[str, str] | None

    @property
    def online(self) -> bool:
        return self.table is None

    def other(self, attendee_id: str) -> Attendee:
        return self.buyer if self.firm.id == attendee_id else self.firm


@dataclass(frozen=True, slots=True)
class Gap:
    """A break: free slots between two meetings of one person on one day."""

    slots: tuple[Slot, ...]


def one_line(text: str) -> str:
    """Text as it may be printed: one line, without control characters and without marks that turn the reading
    direction (a name holding one would turn the rest of its row). Lone surrogates cannot be written and are dropped."""
    characters = (
        " " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in {"Cc", "Cf", "Cs"}
    )
    return " ".join("".join(characters).split())


def _clean(names: Names, otherwise: str) -> Names:
    cleaned = Names(one_line(names.ko), one_line(names.zh), one_line(names.en))
    return cleaned if cleaned != Names() else Names(en=one_line(otherwise))


def _order_of(ids: Iterable[str]) -> dict[str, int]:
    return {identity: k for k, identity in enumerate(ids)}


def _mother_tongue(languages: Iterable[str], default: Language) -> Language:
    supported = [language for language in LANGUAGES if language in set(languages)]
    # who speaks English and another of ours is better addressed in the other
    return next((language for language in supported if language != "en"), supported[0] if supported else default)


class Timetable:
    """`firms` and `buyers` in the order of the problem; `appointments` by time, then table; `days` as (day, slots)."""

    def __init__(self, consultation: Consultation, plan: Plan):
        self.consultation, self.plan, self.problem = consultation, plan, consultation.problem
        self.language = consultation.language
        self.title = _clean(consultation.title, "")
        self.venue = _clean(consultation.venue, "")
        self.slots = {slot.id: slot for slot in self.problem.slots}
        self.slot_order = _order_of(self.slots)
        self.pairs = {pair.id: pair for pair in self.problem.pairs}
        self.participants = {p.id: p for p in self.problem.participants}
        self.attendees = {p.id: self._attendee(p) for p in self.problem.participants}
        self.firms, self.buyers = self._on_side("seller"), self._on_side("buyer")
        self.interpreters = {i.id: self._interpreter(i.id, i.languages) for i in self.problem.interpreters}
        self.table_names = self._table_names()
        self.appointments = self._appointments()

    def _on_side(self, side: str) -> list[Attendee]:
        return [attendee for attendee in self.attendees.values() if attendee.side == side]

    def _table_names(self) -> dict[str, str]:
        names = self.consultation.table_names
        return {table.id: one_line(names.get(table.id, "")) or table.id for table in self.problem.tables}

    def _appointments(self) -> list[Appointment]:
        """Return all meetings by time, then by table, online ones last."""
        table_order = _order_of(self.table_names)
        return sorted(
            (self._appointment(m.pair, m.slot, m.table, m.interpreter) for m in self.plan.meetings),
            key=lambda a: (self.slot_order[a.slot.id], table_order.get(a.table or "", len(table_order)), a.pair.id),
        )

    @cached_property
    def appointment_at(self) -> dict[tuple[str, str], Appointment]:
        """Appointments by table and slot."""
        return {(a.table, a.slot.id): a for a in self.appointments if a.table is not None}

    def online_rows(self, slots: Sequence[Slot]) -> list[tuple[Appointment | None, ...]]:
        """Appointments held online in these slots: as many rows as there are at once, None where a slot has fewer."""
        online: dict[str, list[Appointment]] = {slot.id: [] for slot in slots}
        for appointment in self.appointments:
            if appointment.online and appointment.slot.id in online:
                online[appointment.slot.id].append(appointment)
        return list(zip_longest(*online.values()))

    @cached_property
    def days(self) -> list[tuple[str, list[Slot]]]:
        by_day: dict[str, list[Slot]] = {}
        for slot in self.problem.slots:
            by_day.setdefault(slot.day, []).append(slot)
        return list(by_day.items())

    @cached_property
    def by_attendee(self) -> dict[str, list[Appointment]]:
        appointments: dict[str, list[Appointment]] = {id: [] for id in self.attendees}
        for a in self.appointments:
            appointments[a.pair.a].append(a)
            appointments[a.pair.b].append(a)
        return appointments

    @cached_property
    def by_interpreter(self) -> dict[str, list[Appointment]]:
        appointments: dict[str, list[Appointment]] = {id: [] for id in self.interpreters}
        for a in self.appointments:
            if a.interpreter:
                appointments[a.interpreter.id].append(a)
        return appointments

    @cached_property
    def by_table(self) -> dict[str, list[Appointment]]:
        appointments: dict[str, list[Appointment]] = {id: [] for id in self.table_names}
        for a in self.appointments:
            if a.table is not None:
                appointments.setdefault(a.table, []).append(a)
        return appointments

    @cached_property
    def placed(self) -> frozenset[str]:
        return frozenset(a.pair.id for a in self.appointments)

    @cached_property
    def wishes(self) -> list[Pair]:
        """Return all pairs that want to meet."""
        return [pair for pair in self.problem.pairs if pair.kind != "forbidden"]

    @cached_property
    def wishes_of(self) -> dict[str, int]:
        count: dict[str, int] = defaultdict(int)
        for pair in self.wishes:
            count[pair.a] += 1
            count[pair.b] += 1
        return count

    def sides(self, pair: Pair) -> tuple[Attendee, Attendee]:
        """Firm and buyer of a pair; where both are of one side, in the order of the pair."""
        a, b = self.attendees[pair.a], self.attendees[pair.b]
        return (b, a) if (a.side, b.side) == ("buyer", "seller") else (a, b)

    def day_of(self, appointments: Sequence[Appointment], day: str) -> list[Appointment | Gap]:
        """Return the meetings of one person on one day, with the breaks between them."""
        day_appointments = [a for a in appointments if a.slot.day == day]
        slots = dict(self.days)[day]
        rows: list[Appointment | Gap] = []
        for k, a in enumerate(day_appointments):
            if k:
                previous, current = self.slot_order[day_appointments[k - 1].slot.id], self.slot_order[a.slot.id]
                free = tuple(s for s in slots if previous < self.slot_order[s.id] < current)
                rows += [Gap(free)] if free else []
            rows.append(a)
        return rows

    def breaks_of(self, attendee_id: str) -> int:
        appointments = self.by_attendee[attendee_id]
        return sum(isinstance(row, Gap) for day, _ in self.days for row in self.day_of(appointments, day))

    def table_name(self, table: str) -> str:
        return self.table_names.get(table, table)

    def _appointment(self, pair_id: str, slot: str, table: str | None, interpreter: str | None) -> Appointment:
        pair = self.pairs[pair_id]
        firm, buyer = self.sides(pair)
        return Appointment(
            pair=pair,
            slot=self.slots[slot],
            firm=firm,
            buyer=buyer,
            table=table,
            interpreter=self.interpreters[interpreter] if interpreter else None,
            languages=self._interpreted_languages(firm.id, buyer.id),
        )

    def _interpreted_languages(self, firm: str, buyer: str) -> tuple[str, str] | None:
        firm_languages, buyer_languages = self.participants[firm].languages, self.participants[buyer].languages
        if not firm_languages or not buyer_languages or set(firm_languages) & set(buyer_languages):
            return None
        return firm_languages[0], buyer_languages[0]

    def _attendee(self, participant: Participant) -> Attendee:
        attendee = self.consultation.attendees.get(participant.id)
        if attendee is None:
            asks = any(pair.a == participant.id for pair in self.problem.pairs)
            side = participant.side if participant.side in {"seller", "buyer"} else ("seller" if asks else "buyer")
            language = _mother_tongue(participant.languages, self.language)
            attendee = Attendee(participant.id, "buyer" if side == "buyer" else "seller", Names(), language)
        names = _clean(attendee.names, participant.name or participant.id)
        return replace(attendee, names=names, field=one_line(attendee.field), contact=one_line(attendee.contact))

    def _interpreter(self, id: str, languages: Sequence[str]) -> InterpreterPerson:
        person = self.consultation.interpreters.get(id)
        if person is None:
            person = InterpreterPerson(id, Names(), _mother_tongue(languages, self.language))
        return replace(person, names=_clean(person.names, id))


def full_name(names: Names, own_language: Language, reader_language: Language) -> str:
    """Own script first, the reader's in brackets: `韩光环保 (한광환보)`."""
    own_name, reader_name = names.both(own_language, reader_language)
    if not reader_name:
        return own_name
    return f"{own_name}（{reader_name}）" if reader_language == "zh" else f"{own_name} ({reader_name})"

"""What the meetings of a timetable use, in the numbers of the model: counted for the constraint programmes, which share
no rule with `meetplan.timetable`."""

from __future__ import annotations

import numpy as np

from meetplan.model import Ints, Model, units


class TimetableSnapshot:
    """Who is where, and what is used in each slot, as plain lists.

    `slots` (M): number of the slot of each meeting, -1 where it is not held."""

    def __init__(self, model: Model, slots: Ints):
        arrays = model.arrays
        ends = [[unit for unit in row if unit >= 0] for row in arrays.ends.tolist()]
        crews_of_need = [
            arrays.crew_list[arrays.crew_start[n] : arrays.crew_start[n + 1]].tolist() for n in range(len(model.needs))
        ]
        self.people: list[tuple[int, int]] = [(row[0], row[1]) for row in ends]
        self.at = [[-1] * model.slots for _ in range(units(arrays))]
        self.count = [0] * model.people
        self.crews_of: list[list[int]] = [crews_of_need[need] if need >= 0 else [] for need in arrays.need.tolist()]
        self.on_site: list[int] = arrays.on_site.tolist()
        self.tables = [0] * model.slots
        self.crews = [[0] * len(arrays.crew_total) for _ in range(model.slots)]
        self.crews_total = [0] * len(arrays.crew_total)
        self.crew_open: list[list[int]] = arrays.crew_open.tolist()
        self.crew_total: list[int] = arrays.crew_total.tolist()
        self.open_tables: list[int] = arrays.open_tables.tolist()
        self.most: list[int] = arrays.most.tolist()
        for meeting in np.flatnonzero(slots >= 0).tolist():
            self._add(meeting, int(slots[meeting]), ends[meeting])

    def _add(self, meeting: int, slot: int, units_of_meeting: list[int]) -> None:
        for unit in units_of_meeting:
            self.at[unit][slot] = meeting
        for person in self.people[meeting]:
            self.count[person] += 1
        self.tables[slot] += self.on_site[meeting]
        for crew in self.crews_of[meeting]:
            self.crews[slot][crew] += 1
            self.crews_total[crew] += 1

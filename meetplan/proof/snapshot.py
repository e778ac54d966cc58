"""Resources used by a timetable, in the numbers of the model: counted for the constraint programmes, which share no
rule with `meetplan.timetable`."""

from __future__ import annotations

import numpy as np

from meetplan.model import Ints, Model, count_units


class TimetableSnapshot:
    """Places of participants and used resources in each slot, as plain lists.

    `slots` (M): number of the slot of each meeting, -1 where it is not held."""

    def __init__(self, model: Model, slots: Ints):
        arrays = model.arrays
        ends = [[unit for unit in row if unit >= 0] for row in arrays.ends.tolist()]
        pools_of_need = [
            arrays.pool_list[arrays.pool_start[n] : arrays.pool_start[n + 1]].tolist() for n in range(len(model.needs))
        ]
        self.people: list[tuple[int, int]] = [(row[0], row[1]) for row in ends]
        self.at = [[-1] * model.slots for _ in range(count_units(arrays))]
        self.count = [0] * model.people
        self.pools_of: list[list[int]] = [pools_of_need[need] if need >= 0 else [] for need in arrays.need.tolist()]
        self.on_site: list[int] = arrays.on_site.tolist()
        self.tables = [0] * model.slots
        self.pools = [[0] * len(arrays.pool_total) for _ in range(model.slots)]
        self.pools_total = [0] * len(arrays.pool_total)
        self.pool_capacity: list[list[int]] = arrays.pool_capacity.tolist()
        self.pool_total: list[int] = arrays.pool_total.tolist()
        self.open_tables: list[int] = arrays.open_tables.tolist()
        self.max_meetings: list[int] = arrays.max_meetings.tolist()
        for meeting in np.flatnonzero(slots >= 0).tolist():
            self._add(meeting, int(slots[meeting]), ends[meeting])

    def _add(self, meeting: int, slot: int, units_of_meeting: list[int]) -> None:
        for unit in units_of_meeting:
            self.at[unit][slot] = meeting
        for person in self.people[meeting]:
            self.count[person] += 1
        self.tables[slot] += self.on_site[meeting]
        for pool in self.pools_of[meeting]:
            self.pools[slot][pool] += 1
            self.pools_total[pool] += 1

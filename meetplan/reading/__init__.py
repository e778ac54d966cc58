"""JSON in, `Problem`, `Plan` or `Changes` out, and every fault on the way.

A reader walks the whole object once. Each fault is noted with its JSON path and reading goes on with a harmless
value, so that one wrong cell does not hide the next one."""

from meetplan.reading.changes import read_changes
from meetplan.reading.plan import read_plan
from meetplan.reading.problem import read_problem
from meetplan.reading.walking import MOST_TABLES

__all__ = ["MOST_TABLES", "read_changes", "read_plan", "read_problem"]

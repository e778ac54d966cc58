"""A workbook beside what the database holds: what is new, what is different, what is wrong."""

from gyoryu.meetings.queries.incoming.comparing import Comparison, compare
from gyoryu.meetings.queries.incoming.items import Item

__all__ = ["Comparison", "Item", "compare"]

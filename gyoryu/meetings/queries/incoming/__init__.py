"""Compare a workbook with the database: new rows, changed rows, faults."""

from gyoryu.meetings.queries.incoming.comparing import Comparison, compare
from gyoryu.meetings.queries.incoming.items import Item

__all__ = ["Comparison", "Item", "compare"]

"""A measure without labels: dates with a printed weekday but no year are resolved without looking at the weekday, which
must then agree."""

from __future__ import annotations

import gzip
import json
import re
from datetime import date
from pathlib import Path

from docread.temporal import When, find, resolve
from docread.text import fold, lines_of, sentences_of

_DAY = re.compile(r'approve_date: "(\d\d)/(\d\d)/(\d{4})')


def agreement(releases: Path) -> dict[str, float]:
    """Share of full dates and of bare days whose weekday agrees; none where the file is not there."""
    if not releases.exists():
        return {}
    right = {"weekdays of full dates": [0, 0], "weekdays of bare days": [0, 0]}
    with gzip.open(releases, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            if match := _DAY.search(text):
                month, day, year = map(int, match.groups())
                _count(fold(text.split("## 본문")[-1]), date(year, month, day), right)
    return {name: good / count for name, (good, count) in right.items() if count}


def _count(folded: str, reference: date, right: dict[str, list[int]]) -> None:
    for line in lines_of(folded):
        before: list[When] = []
        for sentence in sentences_of(folded, line.start, line.end):
            found = find(folded, sentence.start, sentence.end, "ko")
            whens = resolve(found, folded, sentence.span, reference, "ko", before, use_weekdays=False)
            before += whens
            by_start = {when.span[0]: when for when in whens}
            for each in found:
                when = by_start.get(each.start)
                if each.weekday is None or each.year is not None or each.years is not None or each.months is not None:
                    continue
                if each.day is None or when is None or not when.is_day or "X" in when.start:
                    continue
                kind = "weekdays of full dates" if each.month else "weekdays of bare days"
                right[kind][0] += date.fromisoformat(when.start).weekday() == each.weekday
                right[kind][1] += 1

"""A measure without labels: dates with a printed weekday but no year are resolved without looking at the weekday, which
must then agree."""

from __future__ import annotations

import gzip
import json
import re
from datetime import date
from pathlib import Path

from docread.temporal import TimeExpression, find_mentions, resolve
from docread.text import fold, split_lines, split_sentences

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
    for line in split_lines(folded):
        before: list[TimeExpression] = []
        for sentence in split_sentences(folded, line.start, line.end):
            found = find_mentions(folded, sentence.start, sentence.end, "ko")
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

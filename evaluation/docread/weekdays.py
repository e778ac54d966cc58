"""A measure without labels: dates printed with a weekday but no year are resolved without the weekday, which must then
agree."""

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
    """Return the shares of full dates and of bare days whose weekday agrees; empty if the file is missing."""
    if not releases.exists():
        return {}
    counts = {"weekdays of full dates": [0, 0], "weekdays of bare days": [0, 0]}
    with gzip.open(releases, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            if match := _DAY.search(text):
                month, day, year = map(int, match.groups())
                _count(fold(text.split("## 본문")[-1]), date(year, month, day), counts)
    return {name: agreeing / total for name, (agreeing, total) in counts.items() if total}


def _count(folded: str, reference: date, counts: dict[str, list[int]]) -> None:
    for line in split_lines(folded):
        preceding: list[TimeExpression] = []
        for sentence in split_sentences(folded, line.start, line.end):
            mentions = find_mentions(folded, sentence.start, sentence.end, "ko")
            times = resolve(mentions, folded, sentence.span, reference, "ko", preceding, use_weekdays=False)
            preceding += times
            by_start = {time.span[0]: time for time in times}
            for mention in mentions:
                time = by_start.get(mention.start)
                if mention.weekday is None or any(
                    value is not None for value in (mention.year, mention.years, mention.months)
                ):
                    continue
                if mention.day is None or time is None or not time.is_day or "X" in time.start:
                    continue
                kind = "weekdays of full dates" if mention.month else "weekdays of bare days"
                counts[kind][0] += date.fromisoformat(time.start).weekday() == mention.weekday
                counts[kind][1] += 1

"""What is known beforehand of bodies, places and media: public names with their spellings and years."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
MEDIA = ("KBS", "MBC", "SBS", "YTN", "연합뉴스", "뉴시스", "뉴스1", "한겨레", "조선일보", "중앙일보", "동아일보", "매일경제", "한국경제",
         "아시아경제", "머니투데이", "이데일리", "헤럴드경제", "전자신문", "新华社", "新华网", "人民网", "人民日报", "中新网", "中国新闻网", "央视网", "光明网",
         "澎湃新闻", "环球网", "经济日报", "中国经济网", "齐鲁网", "大众日报", "大众网", "Yonhap", "Xinhua", "China Daily", "Reuters")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Body:
    """A body that is known. `since` and `until`: years in which the name was valid, or None."""

    name: str
    others: tuple[str, ...]
    chinese: tuple[str, ...]
    english: str
    country: str
    kind: str
    since: int | None
    until: int | None

    def is_valid_in(self, year: int | None) -> bool:
        return year is None or ((self.since or 0) <= year and (self.until is None or year <= self.until))


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    country: str
    kind: str
    chinese: tuple[str, ...]


def _rows(name: str) -> list[list[str]]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def bodies() -> tuple[Body, ...]:
    """Every body of the table."""
    return tuple(
        Body(
            name,
            tuple(filter(None, others.split("|"))),
            tuple(filter(None, chinese.split("|"))),
            english,
            country,
            kind,
            int(since) if since else None,
            int(until) if until else None,
        )
        for name, others, chinese, english, country, kind, since, until in (row[:8] for row in _rows("bodies.tsv"))
    )


@cache
def bodies_by_form() -> dict[str, tuple[Body, ...]]:
    """Bodies by each form of their name, in any script. A form that several share names them all."""
    forms: dict[str, tuple[Body, ...]] = {}
    for body in bodies():
        for form in (body.name, *body.others, *body.chinese, body.english):
            if form:
                forms[form] = (*forms.get(form, ()), body)
    return forms


@cache
def places() -> dict[str, Place]:
    """Places by Korean name (without 성, 시, 도) and by Chinese name."""
    found: dict[str, Place] = {}
    for name, country, kind, chinese in _rows("places.tsv"):
        place = Place(name, country, kind, tuple(filter(None, chinese.split("|"))))
        found.setdefault(name, place)
        for form in place.chinese:
            found.setdefault(form, place)
    return found


@cache
def _common() -> frozenset[str]:
    return frozenset(word for row in _rows("common.txt") for word in row[0].split())


def is_word(text: str) -> bool:
    """Whether a Korean word is one that many texts use."""
    return text in _common()


def is_common(word: str) -> bool:
    """Whether a Korean word is one that many texts use, or two of them written together: no name that a text brings."""
    words = _common()
    return word in words or any(word[:cut] in words and word[cut:] in words for cut in range(2, len(word) - 1))

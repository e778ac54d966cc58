"""Places as Chinese texts name them, and the country that a name of a body tells by them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from docread.names.gazetteer import places

_FILE = Path(__file__).parents[1] / "data" / "places_chinese.txt"
_SUFFIX = r"(?:特别自治道|特别行政区|特别自治市|广域市|特别市|自治区|自治州|特别行政区|回族自治区|维吾尔自治区|壮族自治区|新区|省|市|道|州|盟|县|郡|区)"


@cache
def by_name() -> dict[str, tuple[str, str]]:
    """Country and kind (`country`, `province`, `city`) by Chinese name without suffix."""
    found = {
        form: (place.country, place.kind)
        for place in places().values()
        for form in place.chinese
        if form and re.match("[一-鿿]", form)
    }
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            country, *names = line.split()
            for name in names:
                found.setdefault(name, (country, "city"))
    found |= {"大韩民国": ("KR", "country"), "中华人民共和国": ("CN", "country"), "大韩": ("KR", "country")}
    # Half of all bodies named after the directions or the sea would seem to be of these.
    for word in ("中山", "高新", "东海", "山口", "江南", "朝阳", "丰田", "光明", "白银"):
        found.pop(word, None)
    return found


@cache
def _names() -> str:
    """All places as one pattern: first the set of first signs, so that most positions fail at once."""
    groups: dict[str, list[str]] = {}
    for name in sorted(by_name(), key=len, reverse=True):
        groups.setdefault(name[0], []).append(re.escape(name[1:]))
    branches = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items())
    return f"(?=[{''.join(groups)}])(?:{branches})"


@cache
def place_pattern() -> re.Pattern[str]:
    """A place with its suffix, if it has one."""
    return re.compile(rf"(?P<stem>{_names()})(?P<suffix>{_SUFFIX})?")


@cache
def local_pattern() -> re.Pattern[str]:
    """A province, city or county with its suffix, known or not, perhaps within another."""
    return re.compile(
        rf"(?P<name>(?P<stem>{_names()})(?P<suffix>{_SUFFIX}))|(?:{_names()})(?:{_SUFFIX})?(?P<other>(?![市省道])[一-鿿]{{2,3}}?(?:广域市|特别市|自治州|市|道|县|郡|(?<!开发)(?<!园)(?<!示范)(?<!高新)(?<!保税)(?<!自贸)(?<!片)(?<!地)(?<!社)(?<!景)(?<!学)(?<!厂)区)(?![场区道际业民]))"
    )


def at(text: str, position: int = 0) -> re.Match[str] | None:
    """The place that stands at a position."""
    return place_pattern().match(text, position)


def country_of(name: str) -> str | None:
    """The country that the beginning of a name tells: `韩国环境部`, `山东省商务厅`, `中国驻韩国大使馆`."""
    if name.startswith("驻"):
        return None
    match = at(name)
    return by_name()[match["stem"]][0] if match else None


def last_country_in(text: str) -> str | None:
    """The country of the place named last."""
    found = None
    for match in place_pattern().finditer(text):
        found = by_name()[match["stem"]][0]
    return found

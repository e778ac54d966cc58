"""Embassies, consulates and chambers of one country in another: `주한 중국대사관`, `주(駐)광주 중국 총영사관`, `주한중국상의`."""

from __future__ import annotations

from collections.abc import Iterator

from docread.names.entities import Mention
from docread.names.gazetteer import places
from docread.patterns import regex

_MISSION = regex(
    r"(?<![가-힣])(?P<name>주(?:\(駐\))?\s?(?P<states>[가-힣]{1,9}(?:\s[가-힣]{2,8})?)\s?(?P<what>대사관|총영사관|대표부|상의|상공회의소|상회))(?=(?:은|는|이|가|을|를|과|와|의|도|측|에서|에|에는)?[\s,.·)(/]|$)"
)
_HOSTS = set("한중일미영독불러태")
_CHAMBER = regex(
    r"(?<![가-힣])(?P<name>(?:(?P<place>[가-힣]{2,4})상의|한국(?P<owner>[가-힣]{2,6})상회))(?=(?:은|는|이|가|을|를|과|와|의|도|에서)?\s?(?:회장|부회장|관계자)?[\s,.·)(/]|$)"
)


def find(folded: str, start: int, end: int) -> Iterator[Mention]:
    """Missions and chambers; their country is the one that sends them."""
    for match in _MISSION.finditer(folded, start, end):
        country = _owner(match["states"].replace(" ", ""))
        if country:
            is_chamber = match["what"].startswith("상")
            kind = "association" if is_chamber else "embassy"
            key = f"{country} chamber" if is_chamber else match["name"].replace(" ", "").replace("(駐)", "")
            yield Mention(match.start(), match.end("name"), match["name"], "headed", key, country, kind)
    for match in _CHAMBER.finditer(folded, start, end):
        place = places().get(match["place"] or match["owner"])
        if place and (match["owner"] or place.kind != "country"):
            key = f"{place.country} chamber" if match["owner"] else match["name"]
            yield Mention(*match.span("name"), match["name"], "headed", key, place.country, "association")


def _owner(states: str) -> str | None:
    """Who sends the mission: the second of two states; where one is named, it is Korea's there."""
    if _is_host(states):
        return "KR" if states not in {"한", "한국"} else None
    for length in range(len(states) - 2, 0, -1):
        owner = states[length:]
        if _is_host(states[:length]) and (owner in places() or owner == "우리"):
            return "KR" if owner == "우리" else places()[owner].country
    return None


def _is_host(name: str) -> bool:
    return name in _HOSTS or name in places()

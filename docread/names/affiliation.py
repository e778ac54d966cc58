"""For which body, province or state somebody speaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from docread.names.entities import Entity
from docread.names.gazetteer import places

_LONGEST_NAME = 200
Word = tuple[str, int, int, str]
"""A word left of a role: its text, start, end, the gloss in brackets after it."""


@dataclass(slots=True)
class Bodies:
    """The bodies of a text by where they stand."""

    folded: str
    ends: dict[int, Entity]
    inside: list[tuple[int, int, Entity]]  # by where they begin

    @classmethod
    def of(cls, folded: str, entities: list[Entity]) -> Bodies:
        mentions = [(m.start, m.end, entity) for entity in entities for m in entity.mentions]
        others = [(start, end, entity) for entity in entities for _, (start, end) in entity.others]
        inside = sorted(mentions + others, key=lambda item: item[0])
        return cls(folded, {end: entity for _, end, entity in mentions}, inside)

    def _beginning(self, start: int, end: int) -> list[tuple[int, int, Entity]]:
        first, last = (bisect_left(self.inside, at, key=lambda item: item[0]) for at in (start, end))
        return self.inside[first:last]

    def at(self, start: int, end: int) -> Entity | None:
        """The last body named between two positions; a part of a longer word counts, as in `산둥성장`."""
        found = [(a, entity) for a, b, entity in self._beginning(start - _LONGEST_NAME, end) if b > start]
        return max(found, key=lambda item: item[0])[1] if found else None

    def before(self, words: list[Word], index: int, name_start: int) -> Entity | None:
        """The body right before the name: `조달청 김…`, `산업통상자원부(장관 …) 정…`, with a department between."""
        text = self.folded[max(0, name_start - 60) : name_start]
        tail = re.search(r"(?:\([^()]*\))?\s?(?:[가-힣]{2,12}(?:국|과|실|사|본부|센터)\s)?$", text)
        at = name_start - len(text) + (tail.start() if tail else len(text))
        for end in (at, at - 1):
            if end in self.ends:
                return self.ends[end]
        for finish in range(name_start, name_start - 4, -1):
            if finish in self.ends and self.folded[finish:name_start].strip(" (") == "":
                return self.ends[finish]
        return None

    def province_before(self, start: int, before: int) -> Entity | None:
        """The province or city named last, not far before: `랴오닝성 서열 1위 … 당서기`."""
        near = [(a, e) for a, _, e in self._beginning(max(start, before - 40), before) if e.kind == "local_gov"]
        return max(near, key=lambda item: item[0])[1] if near else None

    def state(self, between: list[Word], country: str, before: int) -> str | None:
        """The foreign state that somebody without a body speaks for."""
        named = (text for text, *_ in between if text in places() and places()[text].kind == "country")
        state = next(named, None) or (self.country_named(before) if country == "?" else None)
        return state if state not in {"한국", "대한민국"} else None

    def country_named(self, before: int) -> str | None:
        """The foreign country that the text named last."""
        words = re.findall(r"[가-힣]{2,}", self.folded[max(0, before - 500) : before])
        bare = [re.sub(r"(?:에서는|에서|에는|으로|로|은|는|의|와|과|을|를|이|가|에)$", "", word) for word in words]
        named = [word for word in bare if word in places() and places()[word].kind == "country"]
        return next((word for word in reversed(named) if places()[word].country != "KR"), None)

    def state_before(self, start: int) -> str | None:
        """The foreign state right before a name: `중국 리창 총리`."""
        word = re.search(r"(?<![가-힣])(?P<state>[가-힣]{2,8})\s$", self.folded[max(0, start - 10) : start])
        place = places().get(word["state"]) if word else None
        return word["state"] if word and place and place.kind == "country" and place.country != "KR" else None

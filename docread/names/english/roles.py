"""Which body a role in an English text belongs to: named after it, before it, told by its place or its ministry."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docread.document import Span
from docread.names.english.person_names import is_person
from docread.names.english.places import country_in, places, places_in
from docread.names.english.vocabulary import ROLE_WORDS, STARTERS, SUBJECTS
from docread.names.entities import Entity
from docread.patterns import regex


@dataclass(frozen=True, slots=True)
class Hit:
    """A person with a role as they stand."""

    name: str
    role: str
    at: Span  # of the name
    role_at: Span
    tail: Span  # the words after the role that may tell the body


_OF_NAME = regex(
    r"\s(?:of|at|with)\s(?:the\s)?(?P<of>[A-Z][\w&.'’-]*[\w](?:\s(?:(?:of|and|for|in)\s(?:the\s)?)?[A-Z][\w&'’-]*){0,6})"
)
_GOVERNED = regex(r"\b(?:with|in|at|to|from|by|of|for|between|and)\s(?:the\s)?$")
_PLACE_BEFORE = regex(r"(?:^|[^A-Za-z.])(?P<place>[A-Z][a-z]+)(?:['’]s)?\s$")
_OWN_WORD = regex(
    r"\b(ministry|company|agency|city|firm|association|institute|bank|group|university|provincial)(?:['’]s)?\s$"
)


class Orgs:
    """Finds the body of a role."""

    def __init__(self, folded: str, entities: list[Entity], host: Entity | None) -> None:
        self.folded, self.entities, self.host = folded, entities, host
        self.named = sorted(
            [(m.start, m.end, e) for e in entities for m in e.mentions]
            + [(a, b, e) for e in entities for a, b in e.anaphora]
            + [(a, b, e) for e in entities for _, (a, b) in e.others],
            key=lambda item: item[0],
        )

    def of(self, hit: Hit) -> tuple[str | None, bool]:
        """The body of the role, and whether the words say so."""
        within = [e for a, b, e in self.named if hit.tail[0] <= a < hit.tail[1]]
        if within:
            return within[-1 if self._under(within) else 0].name, True
        found = (
            self._before(hit)
            or ("inister" in hit.role and self._ministry(hit))
            or self._place(hit)
            or self._own(hit)
            or self._printed(hit)
        )
        if found:
            return found, True
        near = [
            e for _, b, e in self.named
            if b <= hit.at[0] and "\n" not in self.folded[b : hit.at[0]] and hit.at[0] - b < 160
        ]  # fmt: skip
        if (
            hit.role in {"President", "Prime Minister", "Premier"}
            and self.host
            and self.host.kind in {"ministry", "local_gov"}
        ):
            return None, False  # of a state, and the text does not say which body
        acting = self._acting(hit)
        if acting or self.host:
            return acting or (self.host.name if self.host else None), False
        return (near[-1].name if near else None), False

    def _acting(self, hit: Hit) -> str | None:
        """A body that acts in the same sentence before the name: nearer than who speaks in the text as a whole."""
        told = [(a, b, e) for a, b, e in self.named if b <= hit.at[0] and hit.at[0] - b < 120]
        if not told:
            return None
        start, end, entity = told[-1]
        gap = self.folded[end : hit.at[0]]
        governed = _GOVERNED.search(self.folded[max(0, start - 20) : start])
        return None if governed or re.search(r"[.!?\"”]\s|\n", gap) else entity.name

    def _before(self, hit: Hit) -> str | None:
        """`KOTRA President`, `the ministry's deputy director general`."""
        gap = re.compile(r"(?:['’]s)?\s(?:[A-Za-z-]+\s){0,2}")
        before = [e for _, b, e in self.named if b <= hit.role_at[0] and gap.fullmatch(self.folded, b, hit.role_at[0])]
        return before[-1].name if before else None

    def _printed(self, hit: Hit) -> str | None:
        """A name right after the role, whether or not it is known as a body: `president of Hanul Valley`."""
        limit = hit.at[0] if hit.at[0] > hit.role_at[1] else hit.role_at[1] + 120
        match = _OF_NAME.match(self.folded, hit.role_at[1], limit)
        words = match["of"].split() if match and hit.tail[0] <= match.start("of") <= hit.tail[1] + 4 else []
        plain = words and not all(word in SUBJECTS or word == "and" for word in words) and not is_person(words)
        return match["of"] if match and plain else None

    def _own(self, hit: Hit) -> str | None:
        """The embassy of an envoy; `company president`: the one of that kind named last."""
        if _is_envoy(hit.role) and self.host and "Embassy" in self.host.name:
            return self.host.name
        word = _OWN_WORD.search(self.folded[max(0, hit.role_at[0] - 14) : hit.role_at[0]].lower())
        if word is None:
            return None
        firm = word[1] in {"company", "firm"}
        kin = [
            e for a, _, e in self.named
            if a < hit.role_at[0] and (word[1] in e.name.lower() or (firm and e.kind == "company"))
        ]  # fmt: skip
        return kin[-1].name if kin else None

    def _under(self, within: list[Entity]) -> bool:
        """`director of the … Bureau at the Ministry of …`: the body above."""
        first = within[0].name
        return (
            len(within) > 1
            and bool(
                re.search(
                    r"(?:Bureau|Division|Department|Office|Team|Center|Centre|Branch|Institute)$|^(?:Bureau|Division|Department|Office)\sof\b",
                    first,
                )
            )
            and within[-1].kind in {"ministry", "local_gov", "agency"}
        )

    def _place(self, hit: Hit) -> str | None:
        """`Incheon Mayor`, `vice governor of Shandong Province`, `Chinese Ambassador to South Korea`."""
        if not re.search(r"[Gg]overnor|[Mm]ayor|[Pp]arty [Ss]ecretary|[Pp]remier|[Aa]mbassador", hit.role):
            return None
        after = (
            self.folded[hit.tail[0] : hit.tail[1] + 50]
            if hit.at[0] > hit.role_at[0] < hit.tail[0]
            else self.folded[hit.role_at[1] : hit.role_at[1] + 50]
        )
        before = self.folded[max(0, hit.role_at[0] - 34) : hit.role_at[0]]
        said = [
            each
            for each in places_in(before)
            if re.fullmatch(
                r"(?:['’]s)?\s(?:Province\s|City\s|Metropolitan City\s|Provincial\s|Municipal\s|[A-Z]\w+\s)?",
                before[each[1] :],
            )
        ]
        if _is_envoy(hit.role):
            own = self._printed(hit) if re.search(r"[Cc]onsul", hit.role) else None
            return self._embassy(before[said[-1][0] : said[-1][1]] if said else None) or own
        of = re.match(r"\sof\s(?:the\s)?(?:city of\s)?(?P<place>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)", after)
        name = of["place"] if of else (before[said[-1][0] : said[-1][1]] if said else None)
        if name is None and (unknown := _PLACE_BEFORE.search(before)) and unknown["place"] not in STARTERS | ROLE_WORDS:
            name = unknown["place"]
        if name is None or (not of and places().get(name, ("", ""))[1] in {"country", "adjective"}):
            return None
        stem = name.split()[0]
        local = next(
            (e for e in self.entities if e.key == f"gov:{stem}" or (e.kind == "local_gov" and e.name.startswith(name))),
            None,
        )
        return local.name if local else name

    def _embassy(self, adjective: str | None) -> str | None:
        code = places()[adjective][0] if adjective else None
        return next(
            (e.name for e in self.entities if e.kind == "embassy" and (code is None or e.country == code)), adjective
        )

    def _ministry(self, hit: Hit) -> str | None:
        """`Environment Minister`, `Minister of Environment`: the ministry whose name has that word; else the host's or the first."""
        state = re.search(
            r"(?P<of>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)(?:['’]s)?\s(?:[A-Z][a-z]+\s){0,3}$",
            self.folded[max(0, hit.role_at[0] - 50) : hit.role_at[0]],
        )
        country = country_in(state["of"]) if state else None
        words = re.findall(r"[A-Z][a-z]+", self.folded[max(0, hit.role_at[0] - 24) : hit.role_at[0]])[-2:] + re.findall(
            r"[A-Z][a-z]+", self.folded[hit.tail[0] : hit.tail[1]]
        )
        ministries = [e for e in self.entities if e.kind == "ministry" and country in {None, e.country}]
        if country and not ministries:
            return state["of"].split()[0] if state else None
        for word in reversed(words):
            if fitting := [e for e in ministries if word in e.name or (e.body and word in e.body.english)]:
                before = [e for e in fitting if e.mentions[0].start < hit.at[0]]
                return (before or fitting)[-1].name
        subject = re.match(r"\sof\s(?P<of>[A-Z].{2,60}?)\s?$", self.folded[hit.role_at[1] : hit.at[0]])
        if subject:
            return "Ministry of " + subject["of"]
        if self.host and self.host.kind == "ministry":
            return self.host.name
        return ministries[0].name if ministries else None


def _is_envoy(role: str) -> bool:
    return role.lower().endswith(("ambassador", "consul general", "consul"))

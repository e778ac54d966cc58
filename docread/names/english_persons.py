"""Persons of English texts with role and body: `Vice Minister Lee Byung-hwa`, `Wang Lei, vice governor of Shandong`,
`said Park, the CEO of …`; afterwards by surname."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docread.document import Span
from docread.names.english_names import is_east_asian, is_person, is_surname, surname_of
from docread.names.english_places import country_in, places, places_in
from docread.names.english_words import SUBJECTS
from docread.names.organisations import Entity
from docread.names.persons import Found

_MODIFIER = r"(?:[Ss]enior|[Dd]eputy|[Vv]ice|[Ee]xecutive|[Ff]irst|[Ss]econd|[Aa]ssistant|[Aa]cting|[Hh]onorary|[Cc]hief|[Gg]eneral|[Mm]anaging|[Aa]ssociate|[Ff]ormer|[Pp]rincipal|[Ss]pecial|[Ss]tanding|[Ff]ounding|[Rr]egional|[Mm]arketing|[Ss]ales|[Oo]verseas|[Tt]echnical|[Oo]perating|[Ff]inancial|[Tt]echnology|[Ii]nformation|[Pp]rime|[Pp]arty|[Cc]ommercial|[Ee]conomic|[Rr]esearch|[Pp]roject|[Pp]olicy|[Ss]ecretary|[Gg]roup|[Cc]ountry|[Bb]ranch|[Dd]ivision|[Tt]eam|[Pp]residential|[Bb]oard|[Ii]nterim|[Jj]oint|[Ll]ead|[Ss]taff|[Dd]epartment|[Bb]ureau|[Oo]ffice|[Ee]xport)"
_HEAD = r"(?:(?:[Vv]ice|[Cc]o|[Dd]eputy|[Ss]ub)-)?(?:[Mm]inister|[Pp]resident|[Cc]hairman|[Cc]hairwoman|[Cc]hairperson|[Cc]hair|CEO|CTO|COO|CFO|CMO|[Dd]irector|[Gg]overnor|[Mm]ayor|[Aa]mbassador|[Cc]onsul|[Cc]ommissioner|[Aa]dministrator|[Ss]ecretary|[Pp]rof(?:essor|\.)|[Mm]anager|[Ss]pokesperson|[Ss]pokesman|[Ss]pokeswoman|[Rr]epresentative|[Cc]ounsell?or|[Aa]ttach[eé]|[Cc]hief|[Hh]ead|[Ff]ounder|[Dd]ean|[Rr]ector|[Cc]hancellor|[Ll]awmaker|[Rr]esearcher|[Ee]ngineer|[Ss]cientist|[Ff]ellow|[Aa]dvis[eo]r|[Aa]nalyst|[Pp]artner|[Oo]fficer|[Ee]nvoy|[Cc]oordinator|[Ll]eader|[Pp]remier|[Oo]wner|[Cc]urator|[Ee]conomist|[Ss]pecialist|[Ss]uperintendent|[Ee]xecutive|[Oo]fficial|[Mm]inister-[Cc]ounsell?or|[Aa]dmiral|[Gg]eneral|[Pp]resident-[Dd]irector)"
ROLE = rf"(?:{_MODIFIER}[ -]){{0,3}}{_HEAD}(?:[ -][Gg]eneral)?(?:\s(?:and|&)\s(?:{_MODIFIER}[ -]){{0,2}}{_HEAD})?"
_ROLE = re.compile(rf"(?<![\w-]){ROLE}(?![\w])")
_NAME_WORD = r"(?:[A-Z][A-Za-zÀ-ÿ’'-]*\.?|bin|van|von|de|da|al|bint)"
_RUN = re.compile(rf"{_NAME_WORD}(?:\s{_NAME_WORD}){{0,5}}")
_AFTER_ROLE = re.compile(r"(?:,)?\s(?:(?:Mr|Ms|Mrs|Dr|Prof|H\.?E)\.?\s)?")
_OF = re.compile(r"\s(?:of|for|at|to|in charge of)\s(?:the\s)?")
_FOR = re.compile(r"\s(?:of|for|at|in charge of)\s[^,.;:\"“”]{3,70},\s(?=[A-Z])|,\s(?=[A-Z])")
_FULL = re.compile(
    rf"(?<![\w-])(?:(?:Mr|Ms|Mrs|Dr|Prof|H\.?E)\.?\s)?(?P<name>[A-Z][A-Za-zÀ-ÿ’'-]*(?:\s{_NAME_WORD}){{0,3}})(?:\s\((?:[가-힣一-鿿 ]+|aged?\s\d+)\))?(?:,\s\d{{2}})?(?P<sep>,|\s\(|\s-\s|:\s)\s?"
)
_TAIL_END = re.compile(
    r"[,;:()\"“”]|\.(?:\s|$)|\s(?:said|says|told|who|and\s(?:[A-Z]|his|her|other|about|some|more)|will|was|were|is|has|signed|attended|met|visited|added|stressed|noted|explained|led|delivered|while|after|during|on\s[A-Z]|in\sa\s)\b|\sat\s(?:the\s)?(?:\w+\s)?(?:ceremony|event|forum|meeting|opening)"
)
_NO_ROLE_AFTER = re.compile(r"^\s?(?:Office|Committee|Meeting|Council|Conference|Forum|Group)")


@dataclass(frozen=True, slots=True)
class _Hit:
    name: str
    role: str
    at: Span  # of the name
    role_at: Span
    tail: Span  # the words after the role that may tell the body


def find(folded: str, spans: tuple[Span, ...], entities: list[Entity], host: Entity | None) -> list[Found]:
    """The persons named within `spans`, in order. `host`: the body that speaks, taken where a role names none."""
    found: list[Found] = []
    finder = _Orgs(folded, entities, host)
    for start, end in spans:
        for line in _lines(folded, start, end):
            hits = [*_role_first(folded, *line), *_name_first(folded, *line)]
            for hit in sorted(hits, key=lambda each: each.at):
                _add(found, hit, finder)
    _add_surnames(folded, spans, found)
    return [each for each in found if each.role]


def _lines(folded: str, start: int, end: int) -> Iterator[Span]:
    position = start
    for line in folded[start:end].split("\n"):
        yield position, position + len(line)
        position += len(line) + 1


def _role_first(folded: str, start: int, end: int) -> Iterator[_Hit]:
    """`Vice Minister Lee Byung-hwa`, `Minister of Environment Kim Wan-sup`, `Director General for Water Park Jin-ho`."""
    for match in _ROLE.finditer(folded, start, end):
        role_end = match.end()
        gap = _AFTER_ROLE.match(folded, role_end, end)
        if gap is None:
            continue
        run = _RUN.match(folded, gap.end(), end)
        of = _OF.match(folded, role_end, end)
        if of and (run_of := _RUN.match(folded, of.end(), end)):
            # `Minister of Environment Kim …`, `President of KOTRA Kang …`: the name is the end of the run.
            yield from _at_end_of(folded, match, of.end(), _with_list(folded, run_of, end))
            yield from _after_comma(folded, match, end)
            continue
        if run and (words := _leading_name(run.group().split())):
            if gap.group().startswith(",") and not is_east_asian(words):
                continue
            stop = gap.end() + len(" ".join(words))
            if not _NO_ROLE_AFTER.match(folded[stop : stop + 12]):
                yield _Hit(
                    " ".join(words), match.group(), (gap.end(), stop), match.span(), _of_after(folded, stop, end)
                )
            continue
        yield from _after_comma(folded, match, end)


def _of_after(folded: str, stop: int, end: int) -> Span:
    """`Governor Kim Dong-yeon of Gyeonggi Province`: the words after the name that tell the body."""
    of = _OF.match(folded, stop, end)
    if of is None:
        return stop, stop
    close = _TAIL_END.search(folded, of.end(), min(end, of.end() + 90))
    return stop, close.start() if close else min(end, of.end() + 90)


def _after_comma(folded: str, role: re.Match[str], end: int) -> Iterator[_Hit]:
    """`the ministry's director general for climate policy, Lee Min-ho, said`."""
    gap = _FOR.match(folded, role.end(), end)
    run = _RUN.match(folded, gap.end(), end) if gap else None
    words = [word.rstrip(".") for word in run.group().split()] if run else []
    size = next((n for n in (3, 2) if len(words) == n and is_east_asian(words)), 0)
    if gap and run and size and re.match(r",|\s(?:said|will|told|added)", folded[run.end() : run.end() + 8]):
        before = role.start() - 1
        if folded[before] not in ",":
            yield _Hit(" ".join(words), role.group(), run.span(), role.span(), (role.end(), gap.end()))


def _with_list(folded: str, run: re.Match[str], end: int) -> Span:
    """The run, with what `and` and commas join to it: `Trade, Industry and Energy Ahn Duk-geun`."""
    stop = run.end()
    while more := re.compile(
        rf"(?:,|,?\sand|\s&|\s(?:of|in|to)(?:\sthe)?)\s{_NAME_WORD}(?:\s{_NAME_WORD}){{0,4}}"
    ).match(folded, stop, end):
        stop = more.end()
        if stop - run.start() > 90:
            break
    return run.start(), stop


def _at_end_of(folded: str, role: re.Match[str], begin: int, run: Span) -> Iterator[_Hit]:
    words = [(m.group(), m.start(), m.end()) for m in re.finditer(r"[^\s,]+", folded[: run[1]][run[0] :])]
    for index in range(1, len(words) - 1):
        rest = [word for word, _, _ in words[index : index + 3]]
        size = next((n for n in (3, 2) if len(rest) >= n and is_east_asian(rest[:n])), 0)
        before = folded[: run[0] + words[index][1]][-6:]
        if size and not re.search(r"(?:,|\band|\bof|&)\s$", before):
            at = run[0] + words[index][1], run[0] + words[index + size - 1][2]
            yield _Hit(folded[at[0] : at[1]], role.group(), at, role.span(), (begin, at[0]))
            return


def _leading_name(words: list[str]) -> list[str]:
    """The words at the beginning of a run that are one full name."""
    words = [re.sub(r"['’]s$|(?<=\w\w)\.$", "", word) for word in words]
    for size in (2, 3):
        if len(words) >= size and is_east_asian(words[:size]):
            return words[:size]
    for size in (4, 3, 2):
        if len(words) >= size and is_person(words[:size]) and (len(words) == size or size > 2):
            return words[:size]
    return words[:2] if len(words) >= 2 and is_person(words[:2]) else []


def _name_first(folded: str, start: int, end: int) -> Iterator[_Hit]:
    """`Kim Min-su, director general of …`, `Li Na (CEO, …)`, `Wang Lei, KOTRA's president`."""
    for match in _FULL.finditer(folded, start, end):
        words = match["name"].split()
        words = _trimmed(words)
        if not words:
            continue
        begin = (
            match.end("name") - len(" ".join(words)) if match["name"].endswith(" ".join(words)) else match.start("name")
        )
        limit = min(end, match.end() + 140)
        who = _WHO_HEADS.match(folded, match.end(), limit)
        if who:
            close = re.compile(r"[,.;\n]").search(folded, who.end(), limit)
            stop = close.start() if close else limit
            yield _Hit(
                " ".join(words),
                "head" if "head" in who["role"] else who["role"],
                (begin, begin + len(" ".join(words))),
                (who.start("role"), who.start("role") + 4),
                (who.end(), stop),
            )
            continue
        role = _ROLE.search(folded, match.end(), min(limit, match.end() + 70))
        if role is None or not _apposed(folded[match.end() : role.start()]):
            continue
        close = _TAIL_END.search(folded, role.end(), limit)
        stop = close.start() if close else limit
        if close and match["sep"] == " (" and close.group() == ",":
            bracket = folded.find(")", role.end(), limit)
            stop = bracket if bracket > 0 else stop
        elif close and close.group() == "," and _names_body_next(folded, close.end()):
            further = _TAIL_END.search(folded, close.end() + 1, limit)
            stop = further.start() if further else stop
        yield _Hit(
            " ".join(words), role.group(), (begin, begin + len(" ".join(words))), role.span(), (match.end(), stop)
        )


_WHO_HEADS = re.compile(r"who\s(?P<role>heads?|leads?|chairs?|directs?|runs|headed|led|chaired)\b")


def _names_body_next(folded: str, at: int) -> bool:
    """`Kim Min-su, CEO, Hanbit Co.`"""
    return bool(re.match(r"\s(?:the\s)?[A-Z]", folded[at : at + 6]))


def _trimmed(words: list[str]) -> list[str]:
    """The full name at the end of a run of capitalised words; a surname alone only where it is one."""
    for size in (3, 2):
        if len(words) >= size and is_east_asian(words[-size:]):
            return words[-size:]
    if len(words) == 1:
        return words if is_surname(words[0]) else []
    return words if is_person(words) else []


_APPOSED = re.compile(
    r"^(?:who is |currently |also |now |the |a |an |its |his |her )*(?:(?:[A-Z][\w&.’'-]*|of|and|the|for|[a-z]+['’]s|ministry|company|agency|city|provincial|co-|newly|appointed|then|South|incumbent|senior|top|chief|environment|foreign|trade|science|industry|transport|agriculture|health|commerce|finance|economy|energy|land|culture|project|team|event|festival|expo|deputy|lead)[ -]?(?:['’]s )?){0,9}$"
)


def _apposed(between: str) -> bool:
    return len(between) < 70 and bool(_APPOSED.match(between)) and "  " not in between


_OF_NAME = re.compile(
    r"\s(?:of|at|with)\s(?:the\s)?(?P<of>[A-Z][\w&.'’-]*[\w](?:\s(?:(?:of|and|for|in)\s(?:the\s)?)?[A-Z][\w&'’-]*){0,6})"
)
_OWN_WORD = re.compile(
    r"\b(ministry|company|agency|city|firm|association|institute|bank|group|university|provincial)(?:['’]s)?\s$"
)


class _Orgs:
    """Finds the body of a role."""

    def __init__(self, folded: str, entities: list[Entity], host: Entity | None) -> None:
        self.folded, self.entities, self.host = folded, entities, host
        self.named = sorted(
            [(m.start, m.end, e) for e in entities for m in e.mentions]
            + [(a, b, e) for e in entities for a, b in e.backs]
            + [(a, b, e) for e in entities for _, (a, b) in e.others],
            key=lambda item: item[0],
        )

    def of(self, hit: _Hit) -> tuple[str | None, bool]:
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
        if self.host:
            return self.host.name, False
        return (near[-1].name if near else None), False

    def _before(self, hit: _Hit) -> str | None:
        """`KOTRA President`, `the ministry's deputy director general`."""
        gap = re.compile(r"(?:['’]s)?\s(?:[A-Za-z-]+\s){0,2}")
        before = [e for _, b, e in self.named if b <= hit.role_at[0] and gap.fullmatch(self.folded, b, hit.role_at[0])]
        return before[-1].name if before else None

    def _printed(self, hit: _Hit) -> str | None:
        """A name right after the role, whether or not it is known as a body: `president of Hanul Valley`."""
        limit = hit.at[0] if hit.at[0] > hit.role_at[1] else hit.role_at[1] + 120
        match = _OF_NAME.match(self.folded, hit.role_at[1], limit)
        words = match["of"].split() if match and hit.tail[0] <= match.start("of") <= hit.tail[1] + 4 else []
        plain = words and not all(word in SUBJECTS or word == "and" for word in words) and not is_person(words)
        return match["of"] if match and plain else None

    def _own(self, hit: _Hit) -> str | None:
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

    def _place(self, hit: _Hit) -> str | None:
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
        if name is None or (not of and places()[name][1] in {"country", "adjective"}):
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

    def _ministry(self, hit: _Hit) -> str | None:
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


def _add(found: list[Found], hit: _Hit, orgs: _Orgs) -> None:
    org, told = orgs.of(hit)
    words = hit.name.split()
    same = next(
        (
            each
            for each in found
            if each.name == hit.name or (len(words) == 1 and surname_of(each.name.split()) == hit.name)
        ),
        None,
    )
    spans = [hit.at, hit.role_at]
    if same is None:
        found.append(Found(hit.name, hit.role, org, spans, "named" if told else "guessed_org"))
        return
    same.spans += [span for span in spans if span not in same.spans]
    if told and same.rule == "guessed_org":
        same.role, same.org, same.rule = hit.role, org, "named"


def _add_surnames(folded: str, spans: tuple[Span, ...], found: list[Found]) -> None:
    """Second mentions: `Kim said`, `Minister Kim`. Of two persons with one surname, the one named last before."""
    by_surname: dict[str, list[Found]] = {}
    for person in found:
        by_surname.setdefault(surname_of(person.name.split()), []).append(person)
    for surname, persons in by_surname.items():
        pattern = re.compile(rf"(?<![\w-]){re.escape(surname)}(?![\w-])")
        for start, end in spans:
            for match in pattern.finditer(folded, start, end):
                inside = any(a <= match.start() < b for each in found for a, b in each.spans)
                alone = not re.match(r"\s[A-Z][a-z]", folded[match.end() : match.end() + 3])
                named = [(a, each) for each in persons for a, _ in each.spans if a < match.start()]
                if not inside and alone and named and len(persons[0].name) > len(surname):
                    max(named, key=lambda item: item[0])[1].others.append((surname, match.span()))

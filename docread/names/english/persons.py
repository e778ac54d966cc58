"""Persons of English texts with role and body: `Vice Minister Lee Byung-hwa`, `Wang Lei, vice governor of Shandong`,
`said Park, the CEO of …`; afterwards by surname."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docread.document import Span
from docread.names.english.person_names import is_east_asian, is_person, is_surname, surname_of
from docread.names.english.roles import Hit, Orgs
from docread.names.entities import Entity, PersonMention
from docread.patterns import regex

_MODIFIER = r"(?:[Ss]enior|[Dd]eputy|[Vv]ice|[Ee]xecutive|[Ff]irst|[Ss]econd|[Aa]ssistant|[Aa]cting|[Hh]onorary|[Cc]hief|[Gg]eneral|[Mm]anaging|[Aa]ssociate|[Ff]ormer|[Pp]rincipal|[Ss]pecial|[Ss]tanding|[Ff]ounding|[Rr]egional|[Mm]arketing|[Ss]ales|[Oo]verseas|[Tt]echnical|[Oo]perating|[Ff]inancial|[Tt]echnology|[Ii]nformation|[Pp]rime|[Pp]arty|[Cc]ommercial|[Ee]conomic|[Rr]esearch|[Pp]roject|[Pp]olicy|[Ss]ecretary|group|country|branch|division|[Tt]eam|[Pp]residential|board|[Ii]nterim|[Jj]oint|[Ll]ead|[Ss]taff|department|bureau|office|[Ee]xport)"
_HEAD = r"(?:(?:[Vv]ice|[Cc]o|[Dd]eputy|[Ss]ub)-)?(?:[Mm]inister|[Pp]resident|[Cc]hairman|[Cc]hairwoman|[Cc]hairperson|[Cc]hair|CEO|CTO|COO|CFO|CMO|[Dd]irector|[Gg]overnor|[Mm]ayor|[Aa]mbassador|[Cc]onsul|[Cc]ommissioner|[Aa]dministrator|[Ss]ecretary|[Pp]rof(?:essor|\.)|[Mm]anager|[Ss]pokesperson|[Ss]pokesman|[Ss]pokeswoman|[Rr]epresentative|[Cc]ounsell?or|[Aa]ttach[eé]|[Cc]hief|[Hh]ead|[Ff]ounder|[Dd]ean|[Rr]ector|[Cc]hancellor|[Ll]awmaker|[Rr]esearcher|[Ee]ngineer|[Ss]cientist|[Ff]ellow|[Aa]dvis[eo]r|[Aa]nalyst|[Pp]artner|[Oo]fficer|[Ee]nvoy|[Cc]oordinator|[Ll]eader|[Pp]remier|[Oo]wner|[Cc]urator|[Ee]conomist|[Ss]pecialist|[Ss]uperintendent|[Ee]xecutive|[Oo]fficial|[Mm]inister-[Cc]ounsell?or|[Aa]dmiral|[Gg]eneral|[Pp]resident-[Dd]irector)"
ROLE = rf"(?:{_MODIFIER}[ -]){{0,3}}{_HEAD}(?:[ -][Gg]eneral)?(?:\s(?:and|&)\s(?:{_MODIFIER}[ -]){{0,2}}{_HEAD})?"
_ROLE = regex(rf"(?<![\w-]){ROLE}(?![\w])")
_NAME_WORD = r"(?:[A-Z][A-Za-zÀ-ÿ’'-]*\.?|bin|van|von|de|da|al|bint)"
_RUN = regex(rf"{_NAME_WORD}(?:\s{_NAME_WORD}){{0,5}}")
_AFTER_ROLE = regex(r"(?:,)?\s(?:(?:Mr|Ms|Mrs|Dr|Prof|H\.?E)\.?\s)?")
_OF = regex(r"\s(?:of|for|at|to|in charge of)\s(?:the\s)?")
_FOR = regex(r"\s(?:of|for|at|in charge of)\s[^,.;:\"“”]{3,70},\s(?=[A-Z])|,\s(?=[A-Z])")
_FULL = regex(
    rf"(?<![\w-])(?:(?:Mr|Ms|Mrs|Dr|Prof|H\.?E)\.?\s)?(?P<name>[A-Z][A-Za-zÀ-ÿ’'-]*(?:\s{_NAME_WORD}){{0,3}})(?:\s\((?:[가-힣一-鿿 ]+|aged?\s\d+)\))?(?:,\s\d{{2}})?(?P<sep>,|\s\(|\s-\s|:\s)\s?"
)
_TAIL_END = regex(
    r"[,;:()\"“”]|\.(?:\s|$)|\s(?:said|says|told|who|and\s(?:[A-Z]|his|her|other|about|some|more)|will|was|were|is|has|signed|attended|met|visited|added|stressed|noted|explained|led|delivered|while|after|during|on\s[A-Z]|in\sa\s)\b|\sat\s(?:the\s)?(?:\w+\s)?(?:ceremony|event|forum|meeting|opening)"
)
_NO_ROLE_AFTER = regex(r"^\s?(?:Office|Committee|Meeting|Council|Conference|Forum|Group)")


def find(folded: str, spans: tuple[Span, ...], entities: list[Entity], host: Entity | None) -> list[PersonMention]:
    """The persons named within `spans`, in order. `host`: the body that speaks, taken where a role names none."""
    found: list[PersonMention] = []
    finder = Orgs(folded, entities, host)
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


def _role_first(folded: str, start: int, end: int) -> Iterator[Hit]:
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
                yield Hit(" ".join(words), match.group(), (gap.end(), stop), match.span(), _of_after(folded, stop, end))
            continue
        yield from _after_comma(folded, match, end)


def _of_after(folded: str, stop: int, end: int) -> Span:
    """`Governor Kim Dong-yeon of Gyeonggi Province`: the words after the name that tell the body."""
    of = _OF.match(folded, stop, end)
    if of is None:
        return stop, stop
    close = _TAIL_END.search(folded, of.end(), min(end, of.end() + 90))
    return stop, close.start() if close else min(end, of.end() + 90)


def _after_comma(folded: str, role: re.Match[str], end: int) -> Iterator[Hit]:
    """`the ministry's director general for climate policy, Lee Min-ho, said`."""
    gap = _FOR.match(folded, role.end(), end)
    run = _RUN.match(folded, gap.end(), end) if gap else None
    words = [word.rstrip(".") for word in run.group().split()] if run else []
    size = next((n for n in (3, 2) if len(words) == n and is_east_asian(words)), 0)
    if gap and run and size and re.match(r",|\s(?:said|will|told|added)", folded[run.end() : run.end() + 8]):
        before = role.start() - 1
        if folded[before] not in ",":
            yield Hit(" ".join(words), role.group(), run.span(), role.span(), (role.end(), gap.end()))


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


def _at_end_of(folded: str, role: re.Match[str], begin: int, run: Span) -> Iterator[Hit]:
    words = [(m.group(), m.start(), m.end()) for m in re.finditer(r"[^\s,]+", folded[: run[1]][run[0] :])]
    for index in range(1, len(words) - 1):
        rest = [word for word, _, _ in words[index : index + 3]]
        size = next((n for n in (3, 2) if len(rest) >= n and is_east_asian(rest[:n])), 0)
        before = folded[: run[0] + words[index][1]][-6:]
        if size and not re.search(r"(?:,|\band|\bof|&)\s$", before):
            at = run[0] + words[index][1], run[0] + words[index + size - 1][2]
            yield Hit(folded[at[0] : at[1]], role.group(), at, role.span(), (begin, at[0]))
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


def _name_first(folded: str, start: int, end: int) -> Iterator[Hit]:
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
            yield Hit(
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
        yield Hit(
            " ".join(words), role.group(), (begin, begin + len(" ".join(words))), role.span(), (match.end(), stop)
        )


_WHO_HEADS = regex(r"who\s(?P<role>heads?|leads?|chairs?|directs?|runs|headed|led|chaired)\b")


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


_APPOSED = regex(
    r"^(?:who is |currently |also |now |the |a |an |its |his |her )*(?:(?:[A-Z][\w&.’'-]*|of|and|the|for|[a-z]+['’]s|ministry|company|agency|city|provincial|co-|newly|appointed|then|South|incumbent|senior|top|chief|environment|foreign|trade|science|industry|transport|agriculture|health|commerce|finance|economy|energy|land|culture|project|team|event|festival|expo|deputy|lead)[ -]?(?:['’]s )?){0,9}$"
)


def _apposed(between: str) -> bool:
    return len(between) < 70 and bool(_APPOSED.match(between)) and "  " not in between


def _add(found: list[PersonMention], hit: Hit, orgs: Orgs) -> None:
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
        found.append(PersonMention(hit.name, hit.role, org, spans, "named" if told else "guessed_org"))
        return
    same.spans += [span for span in spans if span not in same.spans]
    if told and same.rule == "guessed_org":
        same.role, same.org, same.rule = hit.role, org, "named"


def _add_surnames(folded: str, spans: tuple[Span, ...], found: list[PersonMention]) -> None:
    """Second mentions: `Kim said`, `Minister Kim`. Of two persons with one surname, the one named last before."""
    by_surname: dict[str, list[PersonMention]] = {}
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

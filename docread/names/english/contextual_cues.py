"""What makes a phrase the name of a body: its head (`… Agency`), the sign of a firm, or what the words around it say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docread.names.english.name_phrases import Phrase
from docread.names.english.person_names import is_east_asian, is_surname
from docread.names.english.places import country_in, places
from docread.names.english.vocabulary import (
    ACTS_AFTER,
    EVENT_WORDS,
    FIRM_TAILS,
    HEADS,
    KINDS,
    NO_ACRONYM,
    NOT_BODIES,
    ROLE_WORDS,
    STARTERS,
    SUBJECTS,
    SUFFIXES,
    VENUE_BEFORE_CENTER,
    key_of,
)
from docread.names.entities import Mention
from docread.patterns import regex

_GENERIC = frozenset(
    [
        "Organizing",
        "Organising",
        "Joint",
        "Steering",
        "Executive",
        "Working",
        "Standing",
        "Central",
        "National",
        "Regional",
        "Local",
        "Head",
        "Main",
        "Expert",
        "Advisory",
        "Preparatory",
        "Host",
        "Planning",
        "Special",
        "Support",
        "General",
        "Branch",
        "International",
        "Korean",
        "Chinese",
        "Public",
        "Government",
        "The",
        "Provincial",
        "Municipal",
    ]
)
_PARTS = {"Bureau", "Division", "Department", "Office", "Headquarters"}
_LARGE = regex(r"\b(?:National|State|General|Presidential|Federal|Intellectual|International|Metropolitan|Secretary)\b")
_FIRM_NOUN = r"(?:company|firm|maker|manufacturer|startup|start-up|producer|supplier|developer|provider|operator|giant|conglomerate|subsidiary|affiliate|distributor|buyer|importer|exporter|retailer|platform|brand|builder|contractor|chain|utility|unit|specialist|venture|enterprise|bank|carmaker|automaker|chipmaker|shipbuilder|steelmaker|group)"
_FIRM_BEFORE = regex(rf"(?:\b{_FIRM_NOUN}s?|\bstate-run|\bstate-owned|\bSOE)\s$")
_FIRM_AFTER = regex(rf"(?:\s\([A-Za-z&-]{{2,10}}\))?,\s(?:an?|the|one of|which is)\s[^,.;]{{0,70}}?\b{_FIRM_NOUN}s?\b")
_BY = regex(
    r"\b(?:hosted|organi[sz]ed|co-organi[sz]ed|co-hosted|operated|run|built|developed|made|manufactured|supplied|provided|sponsored|supported|managed)\s(?:jointly\s)?by\s(?:the\s)?$"
)
_FIRM_DEEDS = regex(
    r"\s(?:signed|concluded|supplies|supplied|exports|exported|won|inked|clinched|manufactures|produces|invested|will\s(?:supply|invest|build|export|deliver)|plans\sto\s(?:supply|invest|build|export))\b"
)
_WHICH = regex(
    r",\swhich\s(?:makes|runs|operates|develops|produces|supplies|sells|hosts|builds|manages|specializes|owns|provides|exports)\b"
)
_LED_FIRM = regex(
    r"\b(?:CEO|CTO|[Pp]resident|[Cc]hairman|[Cc]hairwoman|[Cc]hairperson|[Hh]ead|[Ff]ounder|[Rr]epresentative|[Dd]irector|[Mm]anager|[Ss]pokesperson|[Ss]pokesman|[Cc]hief [Ee]xecutive|[Oo]fficer|engineer|owner|researcher|professor|analyst|[Dd]irector[- ]general|[Ss]ecretary[- ]general|scientist|official)\s(?:of|at)\s(?:the\s)?$"
)
LEADER_AFTER = regex(
    r"(?:['’]s)?\s(?:(?:vice |co-|executive |deputy )?(?:president|chairman|chairwoman|chief executive(?: officer)?|founder|managing director|general manager|spokesperson|spokesman)|CEO|President|Chairman|Chairwoman|Chairperson|Founder|Vice President|Managing Director|Executive Director|Director General|Representative Director|Secretary General|CTO|General Manager)\s[A-Z]"
)
_PARTNER_BEFORE = regex(
    r"\b(?:MOU|MOUs|agreement|contract|deal|letter of intent|partnership|memorandum of understanding|order|negotiations|cooperation|joint venture)s?\s(?:[\w$.,-]+\s){0,6}?(?:with|from)\s(?:the\s)?(?:[A-Z]?[\w'’-]+\s){0,4}$"
)
_SUPPLIED_TO = regex(
    r"\b(?:supply|supplied|export|exported|sell|sold|deliver|delivered|contracts?|orders?|provide|MOUs?|agreements?|deals?)\b[^.;\n]{0,80}?\s(?:to|with|from)\s(?:[A-Z][\w'’ ]*-based\s|[A-Z]\w+['’]s\s)?(?!build|make|develop|supply|provide|set|open|run|help|install|the|a\b)(?:[a-z]+\s){0,2}$"
)
_OFFICIALS_OF = regex(
    r"\b(?:[Oo]fficials|[Rr]epresentatives|delegates|experts|with|and|by|between|Committee of|delegation)\s(?:from\s)?(?:the\s)?$"
)
_UNITS = {"City", "Province", "County", "District", "Municipality", "Prefecture", "Island", "Republic"}
MONTH_WORDS = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Jun",
        "Jul",
        "Aug",
        "Sept",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    ]
)


def classified(folded: str, phrase: Phrase, line: int) -> Iterator[Mention]:
    """The body, if any, that a phrase names."""
    found = _firm(phrase) or _headed(phrase) or _told(folded, phrase)
    if (
        found
        and found[2] == "local_gov"
        and phrase.words[found[1]] in {"Area", "Zone"}
        and not _zone_acts(folded, phrase)
    ):
        found = None
    if found is None:
        return
    first, last, kind, rule = found
    tokens = phrase.tokens
    while first < last and (
        tokens[first].text == "The"
        or (tokens[first].text.endswith("-based") and first < last)
        or (kind in {"ministry", "company"} and _is_adjective(tokens[first].bare) and last - first > 1)
    ):
        first += 1
    if first > last or (first == last and rule != "company"):
        return
    start, end = tokens[first].start, tokens[last].start + len(tokens[last].bare)
    text = folded[start:end]
    yield Mention(start, end, text, rule, key_of(text), None, kind)


def _zone_acts(folded: str, phrase: Phrase) -> bool:
    """A development zone is a body where it acts, as a place it is none."""
    before = folded[max(0, phrase.start - 40) : phrase.start]
    named = (
        any(
            word in {"New", "Development", "Demonstration", "Free", "Industrial", "High-tech", "Pilot"}
            for word in phrase.words
        )
        or "Committee" in phrase.words
    )
    joint = _as_subject(folded, phrase.start) and re.match(r"\sand\s[A-Z]", folded[phrase.end : phrase.end + 6])
    acts = joint or ACTS_AFTER.match(folded, phrase.end) or _OFFICIALS_OF.search(before)
    return named and bool(acts or "Committee" in phrase.words)


def _is_adjective(word: str) -> bool:
    return word in places() and places()[word][1] == "adjective"


def _firm(phrase: Phrase) -> tuple[int, int, str, str] | None:
    words = phrase.words
    for index in range(1, len(words)):
        if words[index] in SUFFIXES and words[index - 1] not in {"of", "and"}:
            last = index
            while last + 1 < len(words) and (
                words[last + 1] in SUFFIXES
                or (words[last + 1] == "," and last + 2 < len(words) and words[last + 2] in SUFFIXES)
            ):
                last += 1
            return 0, last, "company", "company"
    return None


def _headed(phrase: Phrase) -> tuple[int, int, str, str] | None:
    """By the head of the name: `Shandong Provincial Department of Commerce`, `Korea Water Forum Secretariat`."""
    words = phrase.words
    heads = [i for i, word in enumerate(words) if word in HEADS and word in KINDS]
    span = _of_head(words, heads) if heads else None
    if span is None:
        return None
    head, last = span
    before = words[:head]
    if (
        last == head
        and words[head] not in {"Embassy", "Consulate"}
        and (not before or all(word in _GENERIC or word == "," for word in before))
    ):
        return None
    if before and _is_venue_or_part(words[head], before, last == head):
        return None
    kind = KINDS[words[head]]
    if words[head] == "Corporation" and not country_in(" ".join(before)):
        kind = "company"
    return 0, last, kind, "ending"


def _of_head(words: tuple[str, ...], heads: list[int]) -> tuple[int, int] | None:
    """The head that counts and the last word of the name: all of `Ministry of …`, else up to the last head."""
    first = next((i for i in heads if i + 1 < len(words) and words[i + 1] in {"of", "for", "on"}), None)
    if first is not None:
        rest = words[first + 1 :]
        plain = not any(word in NOT_BODIES or word in EVENT_WORDS for word in rest)
        if plain or (words[-1] in {"Area", "Zone"} and not any(word in EVENT_WORDS for word in rest)):
            return first, len(words) - 1
    head = heads[-1]
    if words[head] in {"Embassy", "Consulate"}:
        return head, len(words) - 1
    rest = words[head + 1 :]
    if any(word in EVENT_WORDS or word in NOT_BODIES for word in rest[:3]) or (first is None and len(rest) > 3):
        return None
    return head, head


def _is_venue_or_part(head: str, before: tuple[str, ...], at_end: bool) -> bool:
    """`… Convention Center`, `Working Group`, `the ministry's Green Transition Bureau`."""
    placed = bool(country_in(" ".join(before)))
    if head in {"Center", "Centre"} and (before[-1] in VENUE_BEFORE_CENTER or (len(before) < 2 and not placed)):
        return True
    if head in {"Group", "Union", "Network", "Fund", "Board"} and before[-1] in {
        "Working",
        "Customs",
        "Study",
        "Focus",
    }:
        return True
    return at_end and head in _PARTS and not placed and not _LARGE.search(" ".join(before))


def _told(folded: str, phrase: Phrase) -> tuple[int, int, str, str] | None:
    """A firm by what the words around it say: `battery maker X`, `X, a maker of …`, `CEO of X`, `contract with X`."""
    words = phrase.words
    first = 0
    while first < len(words) - 1 and (
        _is_adjective(words[first]) or words[first] == "The" or words[first].endswith("-based")
    ):
        first += 1
    last = len(words) - 1
    if not may_be_firm(words[first:]):
        return None
    start, end = phrase.tokens[first].start, phrase.end
    before = folded[max(0, start - 90) : start].rsplit("\n", 1)[-1]
    acts = bool(ACTS_AFTER.match(folded, end))
    tailed = (
        len(words) - first > 1 and words[last] in FIRM_TAILS and not all(word in SUBJECTS for word in words[first:])
    )
    if (
        (_FIRM_BEFORE.search(before) and not re.search(r"\b(?:and|of)\s\w+\s$", before[:-1][-12:] + " "))
        or _FIRM_AFTER.match(folded, end)
        or _WHICH.match(folded, end)
        or (_LED_FIRM.search(before) and not _is_office(words[first:]))
        or LEADER_AFTER.match(folded, end)
        or (len(words) - first > 2 and _is_glossed(folded, end, words[first:]))
        or (_PARTNER_BEFORE.search(before) and (len(words) - first > 1 or _stands_for_firm(folded, words[last])))
        or (_BY.search(before) and (len(words) - first > 1 or _stands_for_firm(folded, words[last])))
        or (
            first == last
            and _FIRM_DEEDS.match(folded, end)
            and _as_subject(folded, start)
            and _stands_for_firm(folded, words[last])
        )
        or (len(words) - first > 1 and _SUPPLIED_TO.search(before))
        or (len(words) - first > 1 and acts and _as_subject(folded, start))
        or (tailed and (acts or re.search(r"\b(?:with|between|and|by|of|to|from)\s$", before)))
    ):
        return first, last, "company", "company"
    return None


def _stands_for_firm(folded: str, word: str) -> bool:
    """Whether a single word may be a firm: no surname, and nowhere the last word of a longer name."""
    return len(word) > 3 and not is_surname(word) and not re.search(rf"[A-Z][a-z-]+\s{re.escape(word)}\b", folded)


def _is_office(words: tuple[str, ...]) -> bool:
    """`director of Green Transition`: what somebody is in charge of, no body."""
    return any(
        word
        in {
            "Policy",
            "Affairs",
            "Transition",
            "Planning",
            "Strategy",
            "Operations",
            "Marketing",
            "Sales",
            "Relations",
            "Division",
            "Team",
            "Bureau",
            "Section",
        }
        for word in words
    )


def _is_glossed(folded: str, end: int, words: tuple[str, ...]) -> bool:
    """Whether brackets with the initials of the words follow."""
    match = re.match(r"\s\((?P<short>[A-Z&]{3,8})\)", folded[end : end + 14])
    initials = "".join(word[0] for word in words if word[0].isupper())
    return bool(match) and match is not None and match["short"].replace("&", "") == initials


def _as_subject(folded: str, start: int) -> bool:
    """Whether a clause begins here: what acts without any role before or after its name is a firm, persons have theirs."""
    before = folded[max(0, start - 24) : start]
    return (
        bool(
            re.search(
                r"(?:^|[.\n]\s?|\bwhile\s|\bwhereas\s|[Aa]mong (?:them|these),\s|\bthat\s|,\sand\s|-based\s)$", before
            )
        )
        or start == 0
    )


def may_be_firm(words: tuple[str, ...]) -> bool:
    if (
        not words
        or len(words) > 6
        or any(word in EVENT_WORDS or word in ROLE_WORDS for word in words)
        or words[-1] in NOT_BODIES
    ):
        return False
    if (
        words[0] in STARTERS - {"An"}
        or is_east_asian(words)
        or " ".join(words) in places()
        or re.match(r"(?:19|20)\d\d", words[-1])
    ):
        return False
    if words[-1] in _UNITS or all(word in SUBJECTS or word in places() for word in words):
        return False
    return (
        not (len(words) == 1 and (words[0] in HEADS or words[0] in NO_ACRONYM or words[0] in MONTH_WORDS))
        and len("".join(words)) > 2
    )

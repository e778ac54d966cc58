"""Bodies named in an English article: known names, names by their heads, firms by their signs and by what is said of them,
lists, abbreviations in brackets, and words that refer back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from docread.document import Source, Span, Value
from docread.names import english_local, english_short
from docread.names.english_country import country_around, country_of_list, country_of_name
from docread.names.english_names import is_east_asian
from docread.names.english_phrases import Phrase, Token, phrases_of, tokens_of
from docread.names.english_places import country_in, places, places_in
from docread.names.english_words import (
    ACTS_AFTER,
    EVENT_WORDS,
    FIRM_TAILS,
    HEADS,
    KINDS,
    NOT_BODIES,
    ROLE_WORDS,
    STARTERS,
    SUBJECTS,
    SUFFIXES,
    VENUE_BEFORE_CENTER,
)
from docread.names.gazetteer import Body, bodies_by_form
from docread.names.organisations import Entity, Mention

_GENERIC = frozenset(
    ["Organizing", "Organising", "Joint", "Steering", "Executive", "Working", "Standing", "Central", "National", "Regional", "Local", "Head", "Main", "Expert", "Advisory", "Preparatory", "Host", "Planning", "Special", "Support", "General", "Branch", "International", "Korean", "Chinese", "Public", "Government", "The", "Provincial", "Municipal"]
)
_PARTS = {"Bureau", "Division", "Department", "Office", "Headquarters"}
_LARGE = re.compile(
    r"\b(?:National|State|General|Presidential|Federal|Intellectual|International|Metropolitan|Secretary)\b"
)
_FIRM_NOUN = r"(?:company|firm|maker|manufacturer|startup|start-up|producer|supplier|developer|provider|operator|giant|conglomerate|subsidiary|affiliate|distributor|buyer|importer|exporter|retailer|platform|brand|builder|contractor|chain|utility|unit|specialist|venture|enterprise|bank|carmaker|automaker|chipmaker|shipbuilder|steelmaker|group)"
_FIRM_BEFORE = re.compile(rf"\b{_FIRM_NOUN}s?\s$")
_FIRM_AFTER = re.compile(
    rf"(?:\s\([A-Za-z&-]{{2,10}}\))?,\s(?:an?|the|one of|which is)\s[^,.;]{{0,70}}?\b{_FIRM_NOUN}s?\b"
)
_LED_FIRM = re.compile(
    r"\b(?:CEO|president|chairman|chairwoman|head|founder|representative|director|manager|managing director|general manager|vice president|spokesperson|chief executive|co-founder|engineer|owner)\sof\s(?:the\s)?$"
)
_LEADER_AFTER = re.compile(
    r"\s(?:CEO|President|Chairman|Chairwoman|Chairperson|Founder|Vice President|Managing Director|Executive Director|Director General|Representative Director|Secretary General|CTO|General Manager)\s[A-Z]"
)
_PARTNER_BEFORE = re.compile(
    r"\b(?:MOU|MOUs|agreement|contract|deal|letter of intent|partnership|memorandum of understanding|order|negotiations|cooperation|joint venture)s?\s(?:[\w$.,-]+\s){0,6}?(?:with|from)\s(?:the\s)?(?:[A-Z]?[\w'’-]+\s){0,4}$"
)
_SUPPLIED_TO = re.compile(
    r"\b(?:supply|supplied|export|exported|sell|sold|deliver|delivered|contracts?|orders?|provide|MOUs?|agreements?|deals?)\b[^.;\n]{0,80}?\s(?:to|with|from)\s(?:[A-Z][\w'’ ]*-based\s|[A-Z]\w+['’]s\s)?(?:[a-z]+\s){0,2}$"
)
_SUCH_AS = re.compile(
    r"\b(?:companies|firms|enterprises|makers|manufacturers|agencies|institutions|organi[sz]ations|bodies|startups|start-ups|exhibitors|buyers|universities|institutes|suppliers|developers|conglomerates|importers|distributors|partners|players|retailers)(?:,)?\s(?:such as|including|like|namely|-|:|\()\s?$|\b(?:companies|firms|manufacturers|institutions|makers):\s$|\b(?:[Pp]articipants|[Ee]xhibitors|[Pp]articipating companies)\s(?:such as|include[ds]?|including|were|are)\s$|\b(?:companies|firms|enterprises|institutions|buyers)\s-\s$"
)
_ACRONYM = re.compile(r"(?<![A-Za-z(&-])[A-Z][A-Z&]{2,7}(?![A-Za-z0-9&-])")
_NO_ACRONYM = frozenset(
    ["MOU", "MOUS", "COVID", "ESG", "LED", "GDP", "USD", "KRW", "RMB", "CNY", "EUR", "CEO", "CTO", "COO", "CFO", "FTA", "RCEP", "SME", "SMES", "ICT", "IT", "AI", "IOT", "EV", "EVS", "LNG", "CCUS", "PM", "PMS", "VOC", "VOCS", "SUV", "API", "CES", "MWC", "COP", "EXPO", "GMT", "KST", "END", "SEOUL", "BEIJING", "ODA", "TBT", "SPS", "WWW", "FAQ", "PPP", "R&D", "B2B", "B2G", "EPC", "UNESCO", "MOA", "LOI", "NDA", "CBAM", "NDC", "GHG", "CCS", "VAT", "PPM"]
)
_TAIL = re.compile(
    r"\s(?:of|in)\s(?:the\s)?(?:People['’]s Republic of China|Republic of Korea|South Korea|Korea|China|Japan|Vietnam|Viet Nam|Indonesia|Mongolia|Thailand|Malaysia|Kazakhstan|Uzbekistan|Singapore|Philippines|Saudi Arabia|United States|UAE|United Arab Emirates)$"
)


class Named(Entity):
    """A body of an English text: it goes by its fullest name there."""

    @property
    def name(self) -> str:
        printed = [mention.text for mention in self.mentions] + [text for text, _ in self.others]
        plain = [text for text in printed if not _TAIL.search(text)] or printed
        return max(plain, key=lambda text: (len(text), -printed.index(text)))


def find(folded: str, spans: tuple[Span, ...], year: int | None) -> list[Entity]:
    """The bodies named within `spans`, in the order of their first mention."""
    mentions: list[Mention] = []
    for start, end in spans:
        for begin, stop in _lines(folded, start, end):
            tokens = tokens_of(folded, begin, stop)
            here = list(_known(folded, tokens, year))
            phrases = list(phrases_of(folded, tokens))
            here += [m for phrase in phrases for m in _classified(folded, phrase, begin)]
            here += english_local.find(folded, begin, stop, [(m.start, m.end) for m in here])
            here += _acronyms(folded, begin, stop)
            here = without_overlaps(here)
            here += _listed(folded, phrases, here)
            mentions += here
    mentions = without_overlaps(mentions)
    mentions = without_overlaps(
        [*mentions, *english_local.referred(folded, spans, mentions), *_ministries(folded, spans, mentions)]
    )
    mentions = without_overlaps([*mentions, *_again(folded, spans, mentions)])
    home = _home(folded, spans, mentions)
    _set_countries(folded, mentions, home)
    entities = english_short.joined(folded, spans, _entities(mentions))
    return sorted(entities, key=lambda entity: entity.mentions[0].start)


def host_of(entities: list[Entity], source: Source | None, publisher: Value | None) -> Entity | None:
    """The body that speaks: the one that the page names as its source or publisher, whether or not the article does."""
    for given in (source, publisher):
        if given is None:
            continue
        name, span = (given.name, given.span) if isinstance(given, Source) else (str(given.value), given.span)
        named = next((each for each in entities if name.lower() in {form.lower() for form in each.forms}), None)
        if named:
            return named
        if re.search(
            r"\b(?:Ministry|Embassy|Consulate|Agency|Institute|Chamber|Association|Department|Metropolitan City)\b",
            name,
        ):
            kind = "embassy" if "Embassy" in name else "ministry" if "Ministry" in name else "agency"
            return Named(key_of(name), country_of_name(name), kind, others=[(name, span)])
    return None


def _lines(folded: str, start: int, end: int) -> Iterator[Span]:
    position = start
    for line in folded[start:end].split("\n"):
        yield position, position + len(line)
        position += len(line) + 1


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    """Known English forms by their first word, longest first."""
    found: dict[str, list[str]] = {}
    for form in bodies_by_form():
        if form.isascii() and len(form) > 1 and re.match(r"[A-Za-z0-9]", form):
            found.setdefault(re.split(r"[ ,'’]", form)[0], []).append(form)
    return {first: tuple(sorted(forms, key=len, reverse=True)) for first, forms in found.items()}


def _known(folded: str, tokens: list[Token], year: int | None) -> Iterator[Mention]:
    until = -1
    for token in tokens:
        if token.start < until:
            continue
        for form in _forms().get(token.bare, ()) or _forms().get(token.text, ()):
            stop = token.start + len(form)
            if not folded.startswith(form, token.start) or re.match(r"[A-Za-z0-9]", folded[stop : stop + 1]):
                continue
            if re.match(
                r"\s(?:Hotel|Tower|World|Plaza|Hall|Building|Department Store|Convention|Arena|Center\b|Centre\b)",
                folded[stop : stop + 18],
            ):
                continue  # a house that is named after it
            if form in {"UN", "EU", "LG", "SK"} and re.match(r"\s[A-Z][a-z]", folded[stop : stop + 3]):
                continue
            before, after = (
                country_in(folded[max(0, token.start - 24) : token.start].rsplit(".", 1)[-1], last=True),
                _TAIL.match(folded[stop : stop + 40] and _tail(folded, stop)),
            )
            said = (
                country_in(after.group())
                if after
                else (
                    before
                    if re.search(r"[A-Z][\w’']+(?:['’]s)?\s$", folded[max(0, token.start - 24) : token.start])
                    else None
                )
            )
            body = _body_of(form, year, said)
            if body is not None:
                yield Mention(token.start, stop, form, "known", body.name, body.country, body.kind, body)
                until = stop
            break


def _tail(folded: str, stop: int) -> str:
    """The words `of China` right after a name, cut where they end."""
    match = re.match(r"\s(?:of|in)\s(?:the\s)?[A-Z][\w’']*(?:\s[A-Z][\w’']*|\sof\s[A-Z]\w+)*", folded[stop : stop + 50])
    return match.group() if match else ""


def _body_of(form: str, year: int | None, said: str | None) -> Body | None:
    """Of bodies that share a form, that of the country said beside it; else the one valid in the year."""
    candidates = bodies_by_form()[form]
    if said:
        of_country = [body for body in candidates if body.country in {said, "INT"} or body.kind == "company"]
        return of_country[0] if of_country else None
    return ([body for body in candidates if body.is_valid_in(year)] or list(candidates))[0]


def _classified(folded: str, phrase: Phrase, line: int) -> Iterator[Mention]:
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


_OFFICIALS_OF = re.compile(
    r"\b(?:[Oo]fficials|[Rr]epresentatives|delegates|experts|with|and|by|between|Committee of|delegation)\s(?:from\s)?(?:the\s)?$"
)


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
    return named and bool(
        ACTS_AFTER.match(folded, phrase.end) or _OFFICIALS_OF.search(before) or "Committee" in phrase.words
    )


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
    if not heads:
        return None
    head = heads[-1]
    first_of = next((i for i in heads if i + 1 < len(words) and words[i + 1] in {"of", "for", "on"}), None)
    last = len(words) - 1
    if (first_of is not None and not any(
        word in NOT_BODIES or word in EVENT_WORDS for word in words[first_of + 1 : last + 1]
    )) or (
        first_of is not None
        and words[last] in {"Area", "Zone"}
        and not any(word in EVENT_WORDS for word in words[first_of + 1 :])
    ):
        head = first_of
    else:
        last = head
        rest = words[head + 1 :]
        if any(word in EVENT_WORDS or word in NOT_BODIES for word in rest[:3]) or (first_of is None and len(rest) > 3):
            return None
    before = words[:head]
    if last == head and (not before or all(word in _GENERIC or word == "," for word in before)):
        return None
    if words[head] in {"Center", "Centre"} and before and before[-1] in VENUE_BEFORE_CENTER:
        return None
    if words[head] in {"Center", "Centre"} and len(before) < 2 and not country_in(" ".join(before)):
        return None
    if (
        words[head] in {"Group", "Union", "Network", "Fund", "Board"}
        and before
        and before[-1] in {"Working", "Customs", "Study", "Focus"}
    ):
        return None
    if (
        last == head
        and words[head] in _PARTS
        and not _LARGE.search(" ".join(before))
        and not country_in(" ".join(before))
    ):
        return None  # `the ministry's Green Transition Bureau`
    kind = KINDS[words[head]]
    if words[head] == "Corporation" and not country_in(" ".join(before)):
        kind = "company"
    return 0, last, kind, "ending"


def _told(folded: str, phrase: Phrase) -> tuple[int, int, str, str] | None:
    """A firm by what the words around it say: `battery maker X`, `X, a maker of …`, `CEO of X`, `contract with X`."""
    words = phrase.words
    first = 0
    while first < len(words) - 1 and (
        _is_adjective(words[first]) or words[first] == "The" or words[first].endswith("-based")
    ):
        first += 1
    last = len(words) - 1
    if not _may_be_firm(words[first:]):
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
        or _LED_FIRM.search(before)
        or _LEADER_AFTER.match(folded, end)
        or (len(words) - first > 2 and _is_glossed(folded, end, words[first:]))
        or (_PARTNER_BEFORE.search(before) and len(words) - first > 1)
        or (len(words) - first > 1 and _SUPPLIED_TO.search(before))
        or (len(words) - first > 1 and acts and _as_subject(folded, start))
        or (tailed and (acts or re.search(r"\b(?:with|between|and|by|of|to|from)\s$", before)))
    ):
        return first, last, "company", "company"
    return None


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


def _may_be_firm(words: tuple[str, ...]) -> bool:
    if (
        not words
        or len(words) > 6
        or any(word in EVENT_WORDS or word in NOT_BODIES or word in ROLE_WORDS for word in words)
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
        not (len(words) == 1 and (words[0] in HEADS or words[0] in _NO_ACRONYM or words[0] in MONTH_WORDS))
        and len("".join(words)) > 2
    )


_UNITS = {"City", "Province", "County", "District", "Municipality", "Prefecture", "Island", "Republic"}
MONTH_WORDS = frozenset(
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec"]
)


def _again(folded: str, spans: tuple[Span, ...], mentions: list[Mention]) -> Iterator[Mention]:
    """Further places where a firm stands that one place has told to be one."""
    told = {m.text: m for m in mentions if m.rule in {"company", "listed"} and m.body is None and " " in m.text}
    for text, first in told.items():
        for start, end in spans:
            at = folded.find(text, start, end)
            while at >= 0:
                if at != first.start and not folded[at + len(text) : at + len(text) + 1].isalnum():
                    yield Mention(at, at + len(text), text, first.rule, first.key, None, first.kind)
                at = folded.find(text, at + len(text), end)


_MINISTRY = re.compile(
    r"\b(?P<name>(?P<word>trade|environment|science|industry|land|transport|agriculture|finance|health|labor|labour|foreign|commerce|energy|culture|oceans|fisheries|education|defense|justice|interior|ecology|economy|tourism|climate|SMEs|water)\sministry)\b"
)


def _ministries(folded: str, spans: tuple[Span, ...], mentions: list[Mention]) -> Iterator[Mention]:
    """`the trade ministry`: that ministry if it was named, else a body of its own."""
    for start, end in spans:
        for match in _MINISTRY.finditer(folded, start, end):
            word = match["word"].lower()
            same = next(
                (
                    m
                    for m in mentions
                    if m.kind == "ministry" and word in (m.text + (m.body.english if m.body else "")).lower()
                ),
                None,
            )
            if same:
                yield Mention(
                    *match.span("name"), match["name"], "known", same.key, same.country, "ministry", same.body
                )
            else:
                yield Mention(*match.span("name"), match["name"], "ending", match["name"], None, "ministry")


def _acronyms(folded: str, start: int, end: int) -> Iterator[Mention]:
    """Capital letters of which the text says what they do."""
    for match in _ACRONYM.finditer(folded, start, end):
        text = match.group()
        if (
            text in _NO_ACRONYM
            or ("&" in text
            and re.search(r"[A-Z]\w+\s$", folded[max(0, match.start() - 12) : match.start()]))
            or text in places()
            or text in ROLE_WORDS
        ):
            continue
        if ACTS_AFTER.match(folded, match.end()) or _LEADER_AFTER.match(folded, match.end()):
            yield Mention(match.start(), match.end(), text, "listed", text.lower(), None, "other")


def _listed(folded: str, phrases: list[Phrase], here: list[Mention]) -> Iterator[Mention]:
    """Further items of a list that is headed `companies such as`, or most of whose items are bodies."""
    taken = [(m.start, m.end) for m in here]
    for run in _runs(folded, phrases):
        named = [any(a < p.end and p.start < b for a, b in taken) for p in run]
        headed = bool(_SUCH_AS.search(folded[max(0, run[0].start - 60) : run[0].start].rsplit("\n", 1)[-1]))
        if not headed and (not any(named) or sum(named) * 2 < len(run)):
            continue
        for phrase, known in zip(run, named, strict=True):
            words = phrase.words
            if named.count(True) < 2 and not headed and words[-1] not in FIRM_TAILS:
                continue
            if known or not _may_be_firm(words) or (not headed and len(words) < 2 and not words[0].isupper()):
                continue
            text = folded[phrase.start : phrase.end]
            yield Mention(phrase.start, phrase.end, text, "listed", key_of(text), None, "company")


_GAP = re.compile(
    r"(?:\sof\s[A-Z]\w+(?:\s[A-Z]\w+)?)?(?:\s?\([A-Za-z&\s-]{2,24}\))?(?:,\sand|,|\sand|\s&|;|\sas well as|\sor)\s(?:the\s|(?:[A-Z]\w+\s)?[A-Z]\w+['’]s\s)?"
)


def _runs(folded: str, phrases: list[Phrase]) -> Iterator[list[Phrase]]:
    run: list[Phrase] = []
    for phrase in phrases:
        if " ".join(phrase.words) in places() and folded[phrase.start - 4 : phrase.start] == " of ":
            continue  # `X of Korea, Y of China`
        if phrase.tokens[-1].owns and " ".join(phrase.words) in places():
            continue  # `Singapore's X`
        if run and not _GAP.fullmatch(folded, run[-1].end, phrase.start):
            if len(run) > 1:
                yield run
            run = []
        run.append(phrase)
    if run:
        yield run


def without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """Of mentions that overlap the longest stays, and takes over a known body whose name it ends in."""
    order = {"known": 0, "company": 1, "local": 2, "ending": 3, "listed": 4, "headed": 5}
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda each: (each.start - each.end, order[each.rule])):
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
            continue
        for other in kept:
            inside = other.start <= mention.start and mention.end <= other.end
            if inside and mention.body and not other.body and _TAIL.fullmatch(folded_rest(other, mention)):
                other.body, other.key, other.kind, other.country = (
                    mention.body,
                    mention.key,
                    mention.kind,
                    mention.country,
                )
    return sorted(kept, key=lambda each: each.start)


def folded_rest(longer: Mention, known: Mention) -> str:
    """What the longer name adds after the known one."""
    return longer.text[known.end - longer.start :] if longer.start == known.start else ""


def key_of(text: str) -> str:
    """The same for all spellings of one name: without tails, signs of firms, levels of government."""
    plain = _TAIL.sub("", text).lower().replace("’", "'")
    plain = re.sub(r"\b(?:the|provincial|municipal|province|city|people's)\b", " ", plain)
    plain = re.sub(r"^(?:administrative|management) committee of ", "", plain)
    plain = re.sub(r"[,.]|\b(?:co|ltd|inc|corp|limited|llc|gmbh|plc)\b\.?", " ", plain)
    return re.sub(r"\s+", " ", plain).strip() or text.lower()


_SITE = re.compile(r"\b(?:Ministry|Embassy|Consulate|Department|Government|Agency|Chamber|Association|Institute)\b")
_OF_DATELINE = re.compile(
    r"(?:^|[\n(\[])(?P<of>[A-Z][A-Za-z ,'.]{2,40}?)(?:,?\s(?:[A-Z][a-z]+\.?\s\d|\d)|\s?[(/-])[^\n]{0,50}$"
)


def _home(folded: str, spans: tuple[Span, ...], mentions: list[Mention]) -> str | None:
    """The country that the article is written from: that of its dateline, else of the body that it begins with; Korea
    where the text speaks of it."""
    if not spans:
        return None
    line = _OF_DATELINE.search(folded[max(0, spans[0][0] - 90) : spans[0][0]])
    if line and (country := country_in(line["of"].title()) or country_in(line["of"])):
        return country
    site = folded[: spans[0][0]].lstrip().split("\n", 1)[0]
    if (len(site.split()) < 6 or _SITE.search(site)) and (country := country_in(site.title()) or country_in(site)):
        return country
    first = mentions[0] if mentions else None
    if first and (country := first.country or country_of_name(first.text)) and country != "INT":
        return country
    of_states = [country for start, end in spans for _, _, country, kind in places_in(folded, start, end)]
    return "KR" if "KR" in of_states else (of_states[0] if of_states else None)


def _set_countries(folded: str, mentions: list[Mention], home: str | None) -> None:
    for mention in mentions:
        if mention.country or mention.body:
            continue
        line = folded.rfind("\n", 0, mention.start) + 1
        sentence = max(line, folded.rfind(". ", line, mention.start) + 1)
        mention.country = (
            country_of_name(mention.text)
            or country_around(folded, mention.start, mention.end, sentence)
            or country_of_list(folded, mention.start, sentence)
        )
    _of_neighbours(folded, mentions)
    told = {m.key: m.country for m in mentions if m.country}
    for mention in mentions:
        if mention.country is None and mention.body is None:
            mention.country = told.get(mention.key) or (None if mention.text.startswith("University of") else home)


_ASIDE = re.compile(r"\.\s|\n|\b(?:with|to|from|while|by|between|said|against)\s")


def _of_neighbours(folded: str, mentions: list[Mention]) -> None:
    """Who stands in one row with bodies of a country is of that country."""
    for before, mention in zip(mentions, mentions[1:], strict=False):
        if mention.country is None and mention.rule in {"listed", "company"} and before.country not in {None, "INT"}:
            gap = folded[before.end : mention.start]
            governed = re.search(r"\b(?:with|to|from|by)\s(?:the\s)?$", folded[max(0, before.start - 9) : before.start])
            if len(gap) < 60 and not governed and not _ASIDE.search(gap):
                mention.country = before.country


def _entities(mentions: list[Mention]) -> list[Entity]:
    found: dict[str, Entity] = {}
    for mention in mentions:
        entity = found.setdefault(mention.key, Named(mention.key, mention.country, mention.kind))
        entity.mentions.append(mention)
        entity.body = entity.body or mention.body
    return list(found.values())

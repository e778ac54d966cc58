"""Gatherings told by a phrase beside a date, a gloss, a footnote or two states, and those without a name."""

from __future__ import annotations

import re

from docread.extractors.context import DocumentContext, Sentence
from docread.extractors.event_details import Gathering, date, editions, place_of, plain
from docread.patterns import regex
from docread.temporal import TimeExpression

NOUNS = (
    "연석회의|공동위원회|공동위|경제공동위|실무위원회|총회|정상회의|정상회담|장관회의|장관회담|고위급회담|고위급대화|실무회의|실무회담|화상회의|토론회|공청회|기술협력회의|협력회의|협의회 회의|회의|회담|대화|포럼|세미나|심포지엄|컨퍼런스|콘퍼런스|워크숍|워크샵|박람회|엑스포|전시회|산업전|수출상담회|상담회|설명회|발표회|보고회|발대식|교류회|간담회|"
    "교류전|품평회|페스티벌|축제|대회|대전|위크|주간|페어|플라자|쇼케이스|로드쇼|발족식|체결식|기념식|개막식|폐막식|개소식|출범식|착공식|준공식|시상식|서명식|수여식|기공식|사절단|시장개척단|개척단|면담|컨벤션|서밋|아카데미|경진대회|공모전|데이|한마당|캠프|클러스터데이|라운드테이블|연찬회|해단식|위촉식|수료식|챌린지|해커톤|강연회|연수|컨소시엄 회의|차담회|오찬회|만찬회|조찬회|소통회|협약식|선포식|팸투어|리셉션|데모데이|시연회|좌담회|원탁회의|해커톤|투어|다이얼로그|밋업|페스타|어워드|어워즈|커넥트|라운드"
    "|Expo|EXPO|Fair|Forum|Summit|Week|Conference|Seminar|Dialogue"
)
VERBS = r"(?:(?:을|를|에|이|가|은|는)?\s?(?:[가-힣]+(?:하게|으로|로|에서|적으로)\s)?(?:공동\s?)?(?:개최|열린|열리|열었|열렸|연다|엽니다|참가|참여|참석|진행|파견|출범|발족|전개|초청|운영|주최|주관|실시|가졌|갖|방문|마련|만나))"
TOPIC_WORDS = regex(
    r"^(?:.*(?:은|는|이|가|에서|에서도|에도|으로|로|을|를|과|와|의|및|등|하며|하고|되며|되어|하여|하는|위한|위해|한|된|간의|정부|함께|열린|있는|따른|따라|마련한|개최한|에)\s)"
)

_GLOSSED = regex(
    rf"(?P<name>(?:[가-힣A-Za-z0-9·?\-]+\s){{0,2}}?[가-힣A-Za-z0-9·?\-]*(?:{NOUNS}))\((?P<gloss>[A-Z][A-Za-z0-9][A-Za-z0-9 &+\-]{{1,28}})\)\*?(?:{VERBS}|(?:와|과)\s연계)"
)
_AS_PART = regex(
    rf"일환으로\s(?:개최|열리|열린|마련|진행)[가-힣]*\s(?P<name>(?:[가-힣A-Za-z0-9·\-]+\s){{0,2}}?[가-힣A-Za-z0-9·\-]*(?:{NOUNS}))(?=에|에서|의|을|를|은|이)"
)


_WITH_YEAR = regex(rf"(?P<name>[가-힣A-Za-z0-9·\-]*(?:{NOUNS})\((?P<gloss>[A-Z][A-Za-z]{{1,11}})\)\s?20\d\d)(?!년)")
_NOTED = regex(
    r"\*+\s?(?P<name>[가-힣A-Za-z0-9·\- ]{4,40}?(?:[Ww](?:eek|EEK)|EXPO|FAIR|FORUM|SUMMIT|SHOW|Show|Festa|FESTA))\s?[:：]"
)


_CEREMONY = regex(
    r"\s?(?:출범식|발대식|개소식|선포식|협약식|체결식|서명식|발족식|설명회|간담회|보고회|토론회|공청회|포럼|세미나|개막식|시상식|기념식|준공식|착공식|위촉식|수여식)(?=[을를이가에은는과와의,\s])"
)
_SIGNING = regex(
    r"(?P<name>(?:[가-힣·]+\s){0,2}(?:양해각서|업무협약|협약)\s?\((?:MOU|MoU|양해각서)\)\*?\s?(?:체결식|서명식|협약식|교환식))"
)


def ceremonies(scene: DocumentContext, sentence: Sentence) -> list[Gathering]:
    """`‘녹색산업 협의체’ 출범식`: the name in quotes is of what is founded; `협력 양해각서(MOU) 체결식`."""
    found = []
    for start, end in sentence.names:
        close = end + (1 if scene.folded[end : end + 1] in "'’」”\"" else 0)
        of_its_own = re.search(rf"(?:{NOUNS})(?:\s?\([^()]*\))?$", scene.folded[start:end])
        after = None if of_its_own or sentence.in_speech(start) else _CEREMONY.match(scene.folded, close, sentence.end)
        if after:
            found.append(Gathering(scene.folded[start : after.end()], (start, after.end()), sentence, "quoted"))
    for match in _SIGNING.finditer(sentence.text):
        cut = TOPIC_WORDS.match(match["name"])
        name = match["name"][cut.end() :] if cut else match["name"]
        start = sentence.start + match.end() - len(name)
        if sentence.times:
            found.append(Gathering(name, (start, start + len(name)), sentence, "glossed"))
    return found


def glossed(sentence: Sentence) -> list[Gathering]:
    """`… 산업전(ENTECH)에 참가`, and what is held as part of something else: `… 일환으로 개최된 … 체결식`; one with its
    year after the gloss: `국제전자제품박람회(CES) 2024`; one that a footnote explains."""
    found: list[Gathering] = []
    if "(" in sentence.text:
        for match in _WITH_YEAR.finditer(sentence.text):
            start = sentence.start + match.start("name")
            if not any(a <= start < b for a, b in sentence.names):
                each = Gathering(match["name"], (start, start + len(match["name"])), sentence, "yeared")
                each.others.append(match["gloss"])
                found.append(each)
    if (match_note := _NOTED.match(sentence.text)) and sentence.times:
        name, start = match_note["name"], sentence.start + match_note.start("name")
        found.append(Gathering(name, (start, start + len(name)), sentence, "dated", when=sentence.times[-1]))
    if not sentence.times or not ("(" in sentence.text or "일환으로" in sentence.text):
        return found
    for pattern in (_GLOSSED, _AS_PART):
        for match in pattern.finditer(sentence.text):
            text, begin = match["name"], match.start("name")
            if cut := TOPIC_WORDS.match(text):
                begin, text = begin + cut.end(), text[cut.end() :]
            start = sentence.start + begin
            if len(plain(text)) < 4 or any(a <= start < b for a, b in sentence.names) or not sentence.times:
                continue
            each = Gathering(text, (start, start + len(text)), sentence, "glossed")
            if pattern is _GLOSSED:
                each.others.append(match["gloss"])
            found.append(each)
    return found


_PHRASE = rf"(?P<name>(?:[가-힣A-Za-z0-9·\-]+(?:\([A-Z]{{2,8}}\))?\s){{0,4}}?[가-힣A-Za-z0-9·\-]*(?:{NOUNS}))"
_BRACKETED = regex(
    rf"{_PHRASE}(?:(?:\s및\s|,\s|·)(?P<more>(?:[가-힣A-Za-z0-9·\-]+\s){{0,3}}?[가-힣A-Za-z0-9·\-]*(?:{NOUNS})))?(?:\s개최)?\s?\((?:[A-Z]{{2,8}},\s?)?(?=[’'20]*\d)"
)
_AFTER_DATE = regex(
    rf"(?:까지)?(?:\s?\(?(?:\d+일|이틀|사흘|나흘|닷새)간\)?)?(?:에|\s?[가-힣]{{2,8}}에서)?(?P<held>\s(?:개최되는|개최된|개최될|개최하는|열리는|열린|열릴))?\s[「'‘\"“]?{_PHRASE}(?=[」'’\"”]?(?:에|의|을|를|과|와|은|는|이|가|\s(?:참석|개최(?!\s?후보)|계기|참가|후속|결과|합의|이후)))"
)


_DATED_BRACKET = regex(r"\((?:[A-Z]{2,8},\s?)?[’'\d]")


def dated(scene: DocumentContext, sentence: Sentence, others: list[Gathering]) -> list[Gathering]:
    """`… 통상장관회의(9.27, 베이징)`, `금년 3월 … 포럼 참석차`: a phrase with its own date beside it."""
    found: list[Gathering] = []
    # Looked for only where a bracket begins with a figure: the pattern walks over every word.
    for match in _BRACKETED.finditer(sentence.text) if _DATED_BRACKET.search(sentence.text) else ():
        at = sentence.start + match.end()
        when = next((each for each in sentence.times if 0 <= each.span[0] - at <= 1), None)
        if when is None or len(when.start) < 7:
            continue
        place = re.match(r"\.?,\s?(?P<place>[가-힣A-Za-z]{2,12})\)", scene.folded[when.span[1] : when.span[1] + 20])
        for group in ("name", "more"):
            if each := phrase_of(sentence, match, group, others):
                each.when = when
                if place:
                    begin = when.span[1] + place.start("place")
                    each.place = (place["place"], (begin, begin + len(place["place"])))
                found.append(each)
    found += _subjects(scene, sentence, [*others, *found])
    for when in sentence.times:
        match_after = _AFTER_DATE.match(sentence.text, when.span[1] - sentence.start)
        if match_after and re.match(r"(?:아카데미|플라자)에서", sentence.text[max(0, match_after.end() - 4) :]):
            continue  # where it is held
        if not match_after or "X" in when.start or (len(when.start) < 7 and not match_after["held"]):
            continue
        each = phrase_of(sentence, match_after, "name", [*others, *found])
        if each and len(plain(each.name)) > 5:
            each.when = when
            found.append(each)
    return found


_SUBJECT = regex(rf"{_PHRASE}(?P<gloss>\([A-Za-z][^()]{{1,40}}\))?(?:도|은|는|이|가|(?<=\))를|(?<=\))을)\s$")
_WILL_BE_HELD = regex(r"[^.]{0,40}?(?:개최|열린|열릴|열립|열리|열려|열렸|진행)")


def _subjects(scene: DocumentContext, sentence: Sentence, others: list[Gathering]) -> list[Gathering]:
    """`해외조달시장설명회도 11월 23일부터 24일까지 … 개최한다`."""
    found = []
    for when in sentence.times:
        at = when.span[0] - sentence.start
        match = _SUBJECT.search(sentence.text, max(0, at - 160), at)
        if match and len(when.start) == 10 and _WILL_BE_HELD.match(scene.folded, when.span[1]):
            each = phrase_of(sentence, match, "name", others)
            if each and (len(plain(each.name)) > 5 or match["gloss"]):
                each.when = when
                each.others += [match["gloss"].strip("()")] if match["gloss"] else []
                found.append(each)
    return found


def phrase_of(sentence: Sentence, match: re.Match[str], group: str, others: list[Gathering]) -> Gathering | None:
    """A gathering named by a group of a match, without what belongs to the clause before it."""
    text, begin = match[group], match.start(group)
    if text is None:
        return None
    if cut := TOPIC_WORDS.match(text):
        begin, text = begin + cut.end(), text[cut.end() :]
    start = sentence.start + begin
    taken = any(a <= start < b for a, b in sentence.names) or any(
        e.span[0] < start + len(text) and start < e.span[1] for e in others
    )
    if taken or len(plain(text)) < 5 or sentence.in_speech(start) or _NO_NAME.search(text):
        return None
    return Gathering(text, (start, start + len(text)), sentence, "dated")


_STATES = regex(
    rf"(?P<name>(?:한중일|한일중|한중|한일|한미|한·중·일|한·중|한·일|한·미|한[-·][가-힣]{{2,8}})[가-힣A-Za-z0-9·\-]{{0,20}}?(?:\s[가-힣A-Za-z0-9·\-]{{0,20}}?){{0,4}}?(?:{NOUNS}))(?=(?:을|를)\s(?:[가-힣]+\s)?(?:개최|공동|열|주재|진행|통해)|에\s참석)"
)


def between_states(sentence: Sentence, others: list[Gathering]) -> list[Gathering]:
    """`한중 상무장관회담을 개최하여`: named by its states, with a date or without."""
    found = [phrase_of(sentence, match, "name", others) for match in _STATES.finditer(sentence.text)]
    for each in found:
        if each:
            each.rule = "states"
    return [each for each in found if each]


_NO_NAME = regex(r"^(?:\d{1,2}일\s|이번|이날|동|본|금번|각종|다양한|오전|오후|매년|매월|매주)")
_EDITIONS = regex(rf"(?P<name>(?:[가-힣A-Za-z0-9·\-]+\s){{0,3}}?[가-힣A-Za-z0-9·\-]*(?:{NOUNS}))(?=\*)")


def past_editions(scene: DocumentContext) -> list[Gathering]:
    """One gathering held several times, with a footnote that tells when and where."""
    found = []
    for sentence in (each for each in scene.sentences if "*" in each.text[1:]):
        for match in _EDITIONS.finditer(sentence.text):
            text, begin = match["name"], match.start("name")
            if cut := TOPIC_WORDS.match(text):
                begin, text = begin + cut.end(), text[cut.end() :]
            start = sentence.start + begin
            for when, place in editions(scene, text, sentence, sentence.start + match.end()):
                each = Gathering(text, (start, start + len(text)), sentence, "edition", when=when, place=place)
                found.append(each)
    return found


_HELD_BEFORE = regex(
    r"\s?(?:[가-힣A-Za-z0-9\s]{0,24}에서\s)?(?:처음|첫|최초로|첫\s?회)\s?[가-힣]{0,6}\s?(?:개최|열|시작)"
)


def first_editions(scene: DocumentContext, found: list[Gathering]) -> list[Gathering]:
    """`국제…박람회는 … 작년 송도 컨벤시아에서 처음 개최되었고`: the first edition of one that is told with a later date."""
    editions_found = []
    for each in (one for one in found if one.when and len(one.when.start) >= 7):
        for sentence in scene.sentences:
            noun = _tail_name(each.name)
            at = sentence.text.find(noun)
            for when in sentence.times if at >= 0 and noun else ():
                held = _HELD_BEFORE.match(scene.folded, when.span[1])
                if held and each.when and when.start[:4] < each.when.start[:4]:
                    start = sentence.start + at
                    first = Gathering(noun, (start, start + len(noun)), sentence, "edition", when=when)
                    first.place = place_of(scene, first)
                    editions_found.append(first)
    return editions_found


def _tail_name(name: str) -> str:
    """The name without its number and year."""
    return re.sub(r"^(?:20\d\d년?\s?)?(?:제\s?\d+\s?[회차]\s?)?(?:20\d\d\s?)?", "", name)


_VISIT_TITLE = regex(
    r"(?:\[[^\]]*\]\s?|\([^()]*\)\s?|[^,]{2,24},\s)?(?P<name>[^\[\]“\"‘]{4,44}(?:방문|방한|방중|면담|접견|회담|협의|간담회))(?:\s(?:결과|참석|주재))?(?:\((?P<place>[^()]{4,30})\))?$"
)
_MEETS = regex(r"방문|만나|면담|접견|회담|협의|증진하기로")
_NAMELESS = regex(
    r"(?:이번|이날|금번|동)\s(?:열린\s|기업\s|현장\s|기업\s현장\s)?(?P<name>[가-힣]{0,4}(?:발족식|개소식|출범식|발대식|면담|회담|방문|시찰|간담회|회의))(?=[은는이가을를에의과와,\s])"
)


def nameless(scene: DocumentContext, found: list[Gathering]) -> list[Gathering]:
    """Where the text gives its main happening no name (`이번 방문은 …`), the headline or the generic word is the name."""
    lead = next((w for s in scene.sentences[:1] for w in s.times if len(w.start) == 10 and "X" not in w.start), None)
    if lead is None or any(each.when and each.when.start[:10] == lead.start for each in found):
        return []
    for line in scene.decks if _MEETS.search(scene.sentences[0].text) else ():
        visit = _VISIT_TITLE.match(re.sub(r"^-\s|\s-$", lambda mark: " " * len(mark.group()), line.text).rstrip())
        if visit is None:
            continue
        at = line.start + visit.start("name")
        each = Gathering(visit["name"], (at, at + len(visit["name"])), scene.sentences[0], "generic", when=lead)
        if visit["place"]:
            begin = line.start + visit.start("place")
            each.place = (visit["place"], (begin, begin + len(visit["place"])))
        return [each]
    for sentence in scene.sentences[:6]:
        match = _NAMELESS.search(sentence.text)
        if not match or sentence.in_speech(sentence.start + match.start()):
            continue
        noun, start = match["name"], sentence.start + match.start("name")
        each = Gathering(noun, (start, start + len(noun)), scene.sentences[0], "generic", when=lead)
        if (first := scene.sentences[0].text.rfind(noun[-3:])) > 0:
            at = scene.sentences[0].start + first
            date(scene, held := Gathering(noun, (at, at + len(noun[-3:])), scene.sentences[0], "generic"))
            each.when = held.when if held.when and len(held.when.start) == 10 else lead
        if scene.title and (
            headline := re.search(rf"(?:^|\]\s?)(?P<name>[^\]]{{4,40}}{noun})(?:\s결과)?$", scene.title.text)
        ):
            at = scene.title.start + headline.start("name")
            each.name, each.span, each.spans = headline["name"], (at, at + len(headline["name"])), [each.span]
            each.others.append(noun)
        each.place = place_of(scene, each)
        return [each]
    return _by_its_verb(scene, lead)


_HAD = regex(
    r"(?:^|\s)(?P<name>면담|회의|회담|간담회|협의|[가-힣]{0,4}(?:오찬|만찬|조찬)|통화)(?:을|를)\s(?:함께\s?|갖|가졌|개최|열|진행|실시|하고|하여|했|통해)"
)


def _by_its_verb(scene: DocumentContext, lead: TimeExpression) -> list[Gathering]:
    """`… 사절단과 면담을 갖고`: no more than the generic word in the leading sentence."""
    first = scene.sentences[0]
    match = _HAD.search(first.text)
    if match is None or first.in_speech(first.start + match.start("name")):
        return []
    start = first.start + match.start("name")
    each = Gathering(match["name"], (start, start + len(match["name"])), first, "generic", when=lead)
    each.place = place_of(scene, each)
    return [each]

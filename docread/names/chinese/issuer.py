"""The body that speaks on a Chinese page: the one whose page it is, which its article calls `我厅`, `总领馆`, `公司`."""

from __future__ import annotations

import re

from docread.document import Source, Span, Value
from docread.names.chinese import body_patterns
from docread.names.chinese.bodies import known
from docread.names.chinese.countries import country_of
from docread.names.chinese.merging import ChineseEntity, is_short_of
from docread.names.entities import Entity, Mention
from docread.patterns import regex

_OWN = (
    (regex(r"馆$"), r"总领馆|总领事馆|大使馆|使馆|我馆"),
    (regex(r"部(?:办公厅)?$"), r"我部"),
    (regex(r"厅$"), r"我厅|省厅|该厅|本厅"),
    (regex(r"局$"), r"我局|该局|本局"),
    (regex(r"委(?:员会)?$"), r"我委|该委|本委"),
    (regex(r"会$"), r"我会|本会"),
    (regex(r"(?:大学|学院)$"), r"我校|学校|该校"),
    (regex(r"院$"), r"我院|研究院"),
    (regex(r"(?:公司|集团)$"), r"我司|本公司"),
)


def find_issuer(
    folded: str, spans: tuple[Span, ...], bodies: list[Entity], publisher: Value | None, source: Source | None
) -> Entity | None:
    """The publisher if it is named in the article or speaks in it of itself; then it is added to `bodies`. Else the source,
    else the first body named."""
    for name, at in (
        (publisher.value, publisher.span) if publisher else ("", (0, 0)),
        (source.name, source.span) if source else ("", (0, 0)),
    ):
        if not isinstance(name, str) or len(name) < 3:
            continue
        named = next((each for each in bodies if _is(name, each)), None)
        if named:
            if name not in named.forms and len(name) > len(named.name):
                named.others.append((name, at))
            return named
        if body_patterns.ENDINGS.search(name) and body_patterns.is_body(name):
            spoken = _spoken(folded, spans, name, bodies)
            one = known().get(name)
            country = one.country if one else country_of(name, 0, 0, name)
            host = ChineseEntity(name, country, one.kind if one else body_patterns.kind_of(name), spoken, [(name, at)])
            if spoken:
                bodies.append(host)
            return host
    return bodies[0] if bodies else None


def _is(name: str, body: Entity) -> bool:
    return name in body.forms or any(is_short_of(form, name) or is_short_of(name, form) for form in body.forms)


def _spoken(folded: str, spans: tuple[Span, ...], name: str, bodies: list[Entity]) -> list[Mention]:
    """Where the article calls the publisher by what it is."""
    words = next((words for ending, words in _OWN if ending.search(name)), None)
    if words is None:
        return []
    taken = [(m.start, m.end) for body in bodies for m in body.mentions]
    country, kind = country_of(name, 0, 0, name), body_patterns.kind_of(name)
    return [
        Mention(*match.span(), match.group(), "known", name, country, kind)
        for start, end in spans
        for match in re.finditer(words, folded[:end])
        if match.start() >= start and all(match.end() <= a or b <= match.start() for a, b in taken)
    ]

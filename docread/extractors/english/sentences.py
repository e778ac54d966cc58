"""Sentences of English paragraphs, and what stands in quotes in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docread.document import Span
from docread.patterns import regex
from docread.text import LONGEST_SENTENCE, Segment, strip_span

_ENDS = regex(r"""[.!?](?:["”’)\]]+)?(?=\s+["“‘(\[]?[A-Z0-9*\-]|\s*$)|;(?=\s*$)""")
_NEVER = regex(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|vs|etc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Gov|Gen|Rep|Sen|approx|e\.g|i\.e|cf)$")  # fmt: skip
_MAY_END = regex(r"(?:\b[A-Z]|\b(?:Co|Ltd|Inc|Corp|Bros|Univ)|\b[ap]\.m)$")
# Words that begin a sentence, rather than go on with a name.
_OPENS = regex(
    r"\s+[\"“]?(?:The|It|Its|In|On|This|These|Those|A|An|Under|We|They|He|She|At|According|During|Both|After|With|For|Through|Meanwhile|As|By|To|Also|But|However|Among|Since|Other|That|Their|About|Following|Participants|Korean|Founded)\b"
)


_LONGEST_ABBREVIATION = 60


def sentences_of(folded: str, start: int, end: int) -> Iterator[Segment]:
    """The sentences of one paragraph; direct speech stays in one with who said it."""
    begin = start
    for match in _ENDS.finditer(folded, start, end):
        told = folded[max(begin, match.start() - _LONGEST_ABBREVIATION) : match.start()]
        last = match.end() >= min(end, begin + LONGEST_SENTENCE)
        if not last and (_open_quote(folded[begin : match.end()]) or _goes_on(folded, told, match)):
            continue
        first, stop = strip_span(folded, begin, match.end())
        if stop - first > 1:
            yield Segment(folded[first:stop], first, stop)
        begin = match.end()
    first, stop = strip_span(folded, begin, end)
    if stop - first > 1:
        yield Segment(folded[first:stop], first, stop)


def _goes_on(folded: str, told: str, match: re.Match[str]) -> bool:
    """Whether the full stop belongs to an abbreviation within the sentence, or a quotation goes on (`," he said. "…`)."""
    if match.group().startswith("."):
        if _NEVER.search(told):
            return True
        if _MAY_END.search(told) and not _OPENS.match(folded, match.end()):
            return True
        if told.rstrip().rsplit("\n", 1)[-1].isdigit() and len(told.strip()) < 4:
            return True  # the number of an item
    return False


def _open_quote(text: str) -> bool:
    return bool(text.count('"') % 2) or text.count("“") > text.count("”")


_QUOTED = regex(
    r"""(?P<o>[“"])(?P<inside>[^”"“]{2,900}?)[”"]|‘(?P<s>[^‘’\n]{3,90})’(?![a-z])|(?<![A-Za-z0-9])'(?P<t>[^'\n]{3,90})'(?![A-Za-z])|[「《](?P<c>[^」》\n]{3,90})[」》]"""
)
_SAID = r"(?:said|says|added|told|stressed|noted|explained|stated|emphasi[sz]ed|remarked|commented)"
_SPOKEN = regex(rf"[,.!?]$|\b(?:will|we|our|is|are|was|I)\b|^{_SAID}\b", re.IGNORECASE)


def quoted(piece: Segment) -> tuple[list[Span], list[Span]]:
    """Direct speech, and names in quotes, of one sentence; without their signs."""
    speech: list[Span] = []
    names: list[Span] = []
    for match in _QUOTED.finditer(piece.text):
        group = next(name for name in ("inside", "s", "t", "c") if match[name] is not None)
        span = (piece.start + match.start(group), piece.start + match.end(group))
        inside = match[group].strip()
        words = inside.split()
        is_name = (
            len(words) < 14
            and not inside.endswith((".", "!", "?"))
            and sum(w[0].isupper() for w in words) * 2 >= len(words)
        )
        if group == "inside" and not is_name and (len(words) > 6 or _SPOKEN.search(inside)):
            speech.append(span)
        else:
            names.append(span)
    return speech, names

"""Bodies that stand in a row: `companies such as A, B and C`, or unknown names between known ones."""

from __future__ import annotations

from collections.abc import Iterator

from docread.names.english.contextual_cues import may_be_firm
from docread.names.english.name_phrases import Phrase
from docread.names.english.places import places
from docread.names.english.vocabulary import FIRM_TAILS, key_of
from docread.names.entities import Mention
from docread.patterns import regex

_SUCH_AS = regex(
    r"\b(?:agreements?|contracts?|MOUs?|memorandum of understanding|deals?|partnership|joint venture)\s(?:\w+\s){0,3}between\s(?:the\s)?$|\b(?:companies|firms|enterprises|makers|manufacturers|agencies|institutions|organi[sz]ations|bodies|startups|start-ups|exhibitors|buyers|universities|institutes|suppliers|developers|conglomerates|importers|distributors|partners|players|retailers)(?:,)?\s(?:such as|including|like|namely|-|:|\()\s?$|\b(?:companies|firms|manufacturers|institutions|makers):\s$|\b(?:[Pp]articipants|[Ee]xhibitors|[Pp]articipating companies)\s(?:such as|include[ds]?|including|were|are)\s$|\b(?:companies|firms|enterprises|institutions|buyers)\s-\s$"
)
_GAP = regex(
    r"(?:\sof\s[A-Z]\w+(?:\s[A-Z]\w+)?)?(?:\s?\([A-Za-z&\s-]{2,24}\))?(?:,\sand|,|\sand|\s&|;|\sas well as|\sor)\s(?:the\s|(?:[A-Z]\w+\s)?[A-Z]\w+['’]s\s|[A-Z][\w'’]*-based\s)?"
)


def listed(folded: str, phrases: list[Phrase], here: list[Mention]) -> Iterator[Mention]:
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
            if known or not may_be_firm(words) or (not headed and len(words) < 2 and not words[0].isupper()):
                continue
            text = folded[phrase.start : phrase.end]
            yield Mention(phrase.start, phrase.end, text, "listed", key_of(text), None, "company")


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

"""Commitments of Chinese texts: a named actor will do something; what, how firmly, by when."""

from __future__ import annotations

import re

from docread.document import Commitment, Span
from docread.extractors.chinese.actors import Actors
from docread.extractors.chinese.commitment_cues import Hit, hits_of
from docread.extractors.context import DocumentContext, Sentence
from docread.patterns import regex
from docread.temporal import TimeExpression

CONFIDENCE = {"plan": 0.65, "agreed": 0.7, "pledge": 0.6}


def find(scene: DocumentContext) -> tuple[Commitment, ...]:
    """Commitments in order."""
    found: list[Commitment] = []
    actors = Actors(scene)
    for index, sentence in enumerate(scene.sentences):
        for hit in hits_of(scene, sentence):
            each = _commitment(scene, sentence, hit, actors.of(sentence, index, hit))
            if each:
                found.append(each)
        actors.told(sentence)
    return tuple(found)


def _commitment(scene: DocumentContext, sentence: Sentence, hit: Hit, actor: str | None) -> Commitment | None:
    if actor is None or hit.end - hit.start < 6:
        return None
    begin, end = sentence.start + hit.start, sentence.start + hit.end
    action = scene.folded[begin:end].rstrip("。;,!:” ")
    span: Span = (begin, begin + len(action))
    due, when = _due(scene, sentence, span)
    return Commitment(
        actor, action, hit.strength, due, (span, when.span) if when else (span,), CONFIDENCE[hit.strength]
    )


_ONLY_TIME = regex(r"(?:上午|下午|晚间?|起|期间|前|底前|之前|以前|内|左右|,|\s)*")


def _due(scene: DocumentContext, sentence: Sentence, span: Span) -> tuple[str | None, TimeExpression | None]:
    """The last day, month or year named for the action; what was over before the text was published is no term."""
    today = scene.reference.isoformat() if scene.reference else ""
    whens = [
        when
        for when in sentence.times
        if _belongs(scene, sentence, when, span)
        and "X" not in when.end
        and when.end >= today[: len(when.end)]
        and when.end != today
        and not any(a <= when.span[0] < b for a, b in sentence.names)
    ]
    if not whens:
        return None, None
    when = ([w for w in whens if w.until] or whens)[-1]
    return when.end, when


def _belongs(scene: DocumentContext, sentence: Sentence, when: TimeExpression, span: Span) -> bool:
    """Within the action, in its part of the sentence before it, or alone in the part before that."""
    if span[0] <= when.span[0] < span[1]:
        return True
    if when.span[0] >= span[1] or when.span[0] < sentence.start:
        return False
    parts = re.split(r"[,;。]", scene.folded[when.span[1] : span[0]])
    if len(parts) == 1:
        return True
    return len(parts) == 2 and bool(_ONLY_TIME.fullmatch(parts[0]))

"""Who will do what a Chinese sentence says: the subject before its verb, the two sides, the one who speaks."""

from __future__ import annotations

import re

from docread.extractors.chinese import agreements
from docread.extractors.chinese.commitment_cues import Hit
from docread.extractors.chinese.quotes import SPEAKS
from docread.extractors.chinese.subjects import sides
from docread.extractors.context import DocumentContext, Sentence
from docread.names.entities import Entity
from docread.patterns import regex

_SIDES = regex(r"双方|两国|两地|两市|两省|两校|两院|中韩双方|中韩两国|三方|各方|与会各方|三家[一-鿿]{0,4}单位")
_SELF = regex(
    r"^(?:我们|公司|该公司|该局|该厅|该会|该院|该校|本公司|我司|我厅|我局|我市|我省|我会|我院|我校|研究会|协会|集团|其|他|她|它|该企业|企业|本届|双方代表|后者|前者|对方|下一步|今后|未来|接下来|届时|同期|期间|现场|会上|本次|此次|其中|随后|会后|各自|彼此|大会期间|展会期间)"
)
# Words that may stand before the subject or after it, and name nobody.
_TRIM = regex(
    r"^(?:据悉|据了解|据介绍|此外|同时|其中|目前|会上|会后|随后|为此|根据[^,]{0,16}|按照[^,]{0,16}|并|还|也|并且|但|而|如[^,]{0,12}|届时|\s|\)|”)+|(?:还|也|都|均|正|并|已|一致|共同|进一步|届时|下一步|今后|未来|接下来|同步|分别|现|就|经协商|经过协商|达成共识|表示|介绍|说|透露|指出|强调)+$"
)
_WITHIN = regex(
    r"(?:与|和|同(?![样时比期步意])|向|对|在|为|把|将|由|从|给|会同|依托|围绕|关于|自|按照|根据|针对)[^,。;]*$"
)
_PARTS = regex(r"工程|项目|生产线|设备|一期|二期|首期|会议|首批|基金|产品|活动|厂房|评估|论坛|博览会|展览|大会")


# A gathering or a place that the sentence begins with.
_LEADS = regex(r"(?:据悉,|据了解,)?(?P<words>[一-鿿A-Za-z]{2,14}?)(?:定于|将于|将|计划|拟|于)")


class Actors:
    """Keeps whom the text is about while its sentences are read in order."""

    def __init__(self, scene: DocumentContext) -> None:
        self.scene = scene
        self.topic: str | None = scene.issuer.name if scene.issuer else None
        self.agreed = [
            (each.spans[-1][1] if len(each.spans) == 1 else each.spans[0][0], each.parties)
            for each in agreements.find(scene)
        ]
        self.firm: str | None = next(
            (e.name for e in (scene.issuer, *scene.entities) if e and e.kind == "company"), None
        )

    def told(self, sentence: Sentence) -> None:
        """Remember the subject of a sentence for those after it that have none."""
        self.topic = (
            self._subject(sentence, sentence.start, sentence.end) or self._speaker(sentence, sentence.end) or self.topic
        )

    def of(self, sentence: Sentence, index: int, hit: Hit) -> str | None:
        """The actor of one hit: in its own part of the sentence, in the parts before it, else the topic."""
        first, mark = sentence.start + hit.subject, sentence.start + hit.mark
        words = _TRIM.sub("", _TRIM.sub("", self.scene.folded[first:mark]))
        if _SIDES.search(words):
            return self._both(sentence, index, mark, _SIDES.search(words).group())  # type: ignore[union-attr]
        speaker = self._speaker(sentence, mark)
        if own := self._subject(sentence, first, mark) or self._group(words):
            return self._joined(own, speaker)
        if re.match(r"(?:公司|我司|本公司|集团|该公司|该企业)", words) and (words.startswith("该") or not speaker):
            speaker = self._joined(self._firm(mark, words) or self.topic or words, speaker)
        return speaker or self._told_before(sentence, index, first, mark)

    def _group(self, words: str) -> str | None:
        """Words right before the mark that name a group, not a part of a project nor a pronoun."""
        if _SELF.match(words) or _PARTS.search(words) or not re.fullmatch(r"[一-鿿A-Za-z0-9()·、]{2,14}", words):
            return None
        return self._by_words(words)

    def _told_before(self, sentence: Sentence, index: int, first: int, mark: int) -> str | None:
        """Who acts in the parts of the sentence before, else in the sentences before."""
        before = self.scene.folded[sentence.start : first]
        if both := list(_SIDES.finditer(before)):
            return self._both(sentence, index, mark, both[-1].group())
        own = self._subject(sentence, sentence.start, first)
        lead = _LEADS.match(sentence.text)
        if own is None and lead and sentence.start + lead.end() <= mark:
            return lead["words"]
        return own or self.topic

    def _firm(self, mark: int, words: str) -> str | None:
        """`该公司`: the firm named last; `公司`: the one whose page it is."""
        if words.startswith("该") or self.firm is None:
            before = [
                (m.start, e.name)
                for e in self.scene.entities
                if e.kind == "company"
                for m in e.mentions
                if m.start < mark
            ]
            return max(before)[1] if before else self.firm
        return self.firm

    def _joined(self, actor: str, speaker: str | None) -> str:
        """Who acts, and the person who says so."""
        if not speaker:
            return actor
        return "·".join(dict.fromkeys([*actor.split("·"), *speaker.split("·")[-1:]]))

    def _both(self, sentence: Sentence, index: int, mark: int, word: str) -> str:
        """`双方` with the two of whom the text speaks: those of an agreement just told, else those joined last."""
        if word in {"两市", "两省", "两地", "两省道"}:
            places = [e for s in self.scene.sentences for a, _, e in s.entities if a < mark and e.kind == "local_gov"]
            return "·".join([word, *dict.fromkeys(e.name for e in places[:6])][:3])
        lines = [s.start for s in self.scene.sentences if s.line >= sentence.line - 1]
        told = [(start, parties) for start, parties in self.agreed if min(lines) <= start < mark]
        joined = sides(self.scene, index, mark)
        if (
            told
            and joined
            and min(lines) <= joined[0].mentions[0].start
            and not {e.name for e in joined} & set(max(told)[1])
        ):
            told = [each for each in told if each[0] > sentence.start - 200]
        names = list(max(told)[1]) if told else [entity.name for entity in joined]
        return "·".join([word, *names])

    def _subject(self, sentence: Sentence, first: int, until: int) -> str | None:
        """The bodies before a position that are no objects: the first of the part, with those joined to it."""
        found: list[Entity] = []
        last = None
        for start, end, entity in sentence.entities:
            if start < first or end > until or sentence.in_speech(start) != sentence.in_speech(until - 1):
                continue
            lead = self.scene.folded[max(first, self._part(first, start)) : start]
            if found and last is not None:
                if re.fullmatch(r"(?:\([^()]*\)?|[”)])*(?:、|和|与|同|及|会同|联合|,)", self.scene.folded[last:start]):
                    found.append(entity)
                    last = end
                continue
            if (
                _WITHIN.search(lead)
                or self.scene.folded.startswith(("的", "等的"), end)
                or any(a <= start < b for a, b in sentence.names)
            ):
                continue
            found, last = [entity], end
        return "·".join(dict.fromkeys(entity.name for entity in found)) if found else None

    def _part(self, first: int, start: int) -> int:
        return max(first, *(self.scene.folded.rfind(sign, first, start) + 1 for sign in ",;。:"))

    def _by_words(self, words: str) -> str | None:
        """A group that is no body (`示范区`, `展团`, `合资公司`), or the body that ends so."""
        if re.search(r"[的了是在]|^(?:要|可|已|需|能|应|须|会|每|对|以|为|从)|\d", words):
            return None
        return next((e.name for e in self.scene.entities if any(form.endswith(words) for form in e.forms)), words)

    def _speaker(self, sentence: Sentence, until: int) -> str | None:
        """The person who is said to say it, with the body for which he speaks."""
        text = self.scene.folded[sentence.start : until]
        if not SPEAKS.search(text + ",") and not sentence.in_speech(until - 1):
            return None
        people = [
            (start, person)
            for person in self.scene.persons_within(sentence.start, until)
            for start, _ in person.names(self.scene.folded, sentence.start, until)
        ]
        if not people:
            return None
        person = max(people, key=lambda item: item[0])[1]
        return f"{person.org}·{person.name}" if person.org else person.name

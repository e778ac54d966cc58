"""`python -m evaluation.docread.bring_in FOLDER`: take labels into `labels/`, as spans in place of words.

FOLDER is named after the set and holds `NNN.txt`, `NNN.meta.json` (with the number of the release as `document`) and
`NNN.gold.json` in the form of the corpus. A word that does not occur in the text is an error: labels are evidence."""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

from evaluation.docread.labels import LABELS

_KEPT = (
    *("start", "end", "start_alt", "end_alt", "country", "kind", "status", "date"),
    *("due", "due_alt", "strength", "value", "currency", "optional"),
)


def main() -> int:
    folder = Path(sys.argv[1])
    for path in sorted(folder.glob("*.gold.json")):
        about = json.loads(path.with_name(path.name.replace(".gold.", ".meta.")).read_text(encoding="utf-8"))
        text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
        label = spanned(json.loads(path.read_text(encoding="utf-8")), Words(text), about["document"], folder.name)
        (LABELS / f"{label['id']}.json").write_text(
            json.dumps(label, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
        )
    return 0


class Words:
    """Finds words in a text, whatever the blanks."""

    def __init__(self, text: str) -> None:
        normal = [(position, part) for position, character in enumerate(text)
                  for part in unicodedata.normalize("NFKC", character) if not part.isspace()]  # fmt: skip
        self.plain = "".join(part for _, part in normal)
        self.places = [position for position, _ in normal]

    def span(self, words: str, begin: int = 0) -> list[int] | None:
        folded = "".join(part for part in unicodedata.normalize("NFKC", words) if not part.isspace())
        search_start = next((i for i, place in enumerate(self.places) if place >= begin), 0) if begin else 0
        position = self.plain.find(folded, search_start)
        return (
            [self.places[position], self.places[position + len(folded) - 1] + 1] if folded and position >= 0 else None
        )

    def need(self, words: str, begin: int = 0) -> list[int]:
        span = self.span(words, begin) or self.span(words)
        if span is None:
            raise SystemExit(f"not in the text: {words}")
        return span


def spanned(gold: dict[str, Any], words: Words, document: str, name: str) -> dict[str, Any]:
    """The label with its words as spans, each its first occurrence within the article, if there is one."""
    body_start = words.need(gold["body_first"])
    begin = body_start[0]

    def record(item: dict[str, Any], single: tuple[str, ...]) -> dict[str, Any]:
        record = {key: item[key] for key in _KEPT if key in item and item[key] != []}
        record |= {key: words.need(item[key], begin) for key in single if item.get(key)}
        if item.get("aliases"):
            record["aliases"] = [words.need(alias, begin) for alias in item["aliases"]]
        return record

    def names(text: str) -> list[Any]:
        """Spans of parties or actors; a name put together by the annotator stays as it is."""
        whole = words.span(text, begin) or words.span(text)
        parts = [whole] if whole else [words.span(part, begin) or part for part in text.split("·")]
        return parts

    return {
        "id": gold["id"],
        "document": document,
        "set": name,
        "lang": gold["lang"],
        "title_of_document": words.need(gold["clean_title"]) if gold["clean_title"] else None,
        "published": gold["published"],
        "publisher": gold["publisher"],
        "source": gold["source"],
        "body_first": body_start,
        "body_last": words.need(gold["body_last"], begin),
        "events": [_placed(record(event, ("name",)), event, words, begin) for event in gold["events"]],
        "organisations": [record(event, ("name",)) for event in gold["organisations"]],
        "persons": [_of(record(event, ("name", "role")), event, words, begin) for event in gold["persons"]],
        "agreements": [
            record(event, ("title",)) | {"parties": [part for party in event["parties"] for part in names(party)]}
            for event in gold["agreements"]
        ],
        "commitments": [
            record(event, ("action",)) | {"actor": names(event["actor"] or "")} for event in gold["commitments"]
        ],
        "amounts": [record(event, ("text",)) for event in gold["amounts"]],
    }


def _placed(record: dict[str, Any], event: dict[str, Any], words: Words, begin: int) -> dict[str, Any]:
    place = event.get("place")
    return record | {"place": (words.span(place, begin) or place) if place else None}


def _of(record: dict[str, Any], person: dict[str, Any], words: Words, begin: int) -> dict[str, Any]:
    org = person.get("org")
    return record | {"org": (words.span(org, begin) or words.span(org) or org) if org else None}


if __name__ == "__main__":
    sys.exit(main())

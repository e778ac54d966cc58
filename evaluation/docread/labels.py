"""Labels over documents of the corpus, as spans in place of text.

`labels/NAME.json`: `document` says where the text is (`raw/122.txt` in the corpus, or the number of a release in
`releases.jsonl.gz`); every name, action and title is its span, in characters of that text; what a
person added (dates, countries, kinds, values) is stored as it is. `set` tells since when it is known: `seen` was
looked at while rules were written, `first` to `sixteenth` were labelled before the reader had met them, and
their figures at first sight are in `results/figures.md`; after that, rules were made from them too."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

LABELS = Path(__file__).parent / "labels"
_SPANNED = {"name", "aliases", "place", "org", "role", "parties", "title", "actor", "action", "text"}


def write_gold(corpus: Path, folder: Path) -> int:
    """Write labels in the form of the scorer into `folder`, each beside its text, and return their number."""
    labels = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(LABELS.glob("*.json"))]
    texts = _texts(corpus, {label["document"] for label in labels})
    for label in labels:
        text = texts[label["document"]]
        gold = {key: _resolve_spans(value, key, text) for key, value in label.items()}
        gold |= {
            "clean_title": gold.pop("title_of_document"),
            "reference_date": gold["published"],
            "split": label["set"],
        }
        gold["published_basis"] = "text"
        (folder / f"{label['id']}.txt").write_text(text, encoding="utf-8")
        (folder / f"{label['id']}.gold.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return len(labels)


def _texts(corpus: Path, documents: set[str]) -> dict[str, str]:
    texts = {name: (corpus / name).read_text(encoding="utf-8") for name in documents if name.endswith(".txt")}
    with gzip.open(corpus / "releases.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            number = re.search(r"newsId=(\d+)", line)
            if number and number[1] in documents:
                texts[number[1]] = json.loads(line)["text"]
    return texts


def _resolve_spans(value: Any, key: str, text: str) -> Any:
    """Return a label with its spans replaced by their text."""
    if isinstance(value, dict):
        return {name: _resolve_spans(item, name, text) for name, item in value.items()}
    if key in {"body_first", "body_last", "title_of_document"} or (key in _SPANNED and value and _is_span(value)):
        return text[value[0] : value[1]] if value else None
    if key == "actor" and value:
        return "·".join(part if isinstance(part, str) else text[part[0] : part[1]] for part in value)
    if isinstance(value, list) and key not in {"publisher", "source", "start_alt", "end_alt", "due_alt"}:
        return [text[item[0] : item[1]] if _is_span(item) else _resolve_spans(item, "", text) for item in value]
    return value


def _is_span(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(offset, int) for offset in value)

"""`python -m evaluation.docread CORPUS`: score the reader over labelled documents, against its minimum figures.

CORPUS holds `dev/` (texts with labels), `score.py` and `releases.jsonl.gz`; its texts may not be published, so only
figures are stored here. Invented documents are in the folders `INVENTED`. Exits with 1 if a figure is below its
floor."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from docread import read_text
from evaluation.docread.labels import write_gold
from evaluation.docread.weekdays import agreement

FLOOR = Path(__file__).parent / "floor.json"
# Folders of invented documents with labels; figures are named after the folder.
INVENTED = ("pages", "chinese", "english")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    corpus = parser.parse_args().corpus
    weekdays = agreement(corpus / "releases.jsonl.gz")
    figures = {**scores(corpus), **own_scores(corpus), **invented_scores(corpus), **weekdays}
    floor = json.loads(FLOOR.read_text(encoding="utf-8"))
    below = {
        name: (figures.get(name), minimum) for name, minimum in floor.items() if (figures.get(name) or 0) < minimum
    }
    for name, figure in sorted(figures.items()):
        print(f"{name:32} {figure:.3f}   floor {floor.get(name, '-')}")
    for name, (figure, minimum) in below.items():
        print(f"BELOW ITS FLOOR: {name} {figure} < {minimum}", file=sys.stderr)
    return 1 if below else 0


def scores(corpus: Path) -> dict[str, float]:
    """Return figures over the documents that came with labels, by name."""
    return _scores(corpus, corpus / "dev")


def own_scores(corpus: Path) -> dict[str, float]:
    """Return figures over documents labelled in this project; names end in `, ours`."""
    with tempfile.TemporaryDirectory() as folder:
        write_gold(corpus, Path(folder))
        return {f"{name}, ours": figure for name, figure in _scores(corpus, Path(folder)).items()}


def invented_scores(corpus: Path) -> dict[str, float]:
    """Return figures over invented documents; names end in the folder."""
    return {
        f"{name}, {folder}": figure
        for folder in INVENTED
        for name, figure in _scores(corpus, Path(__file__).parent / folder).items()
    }


def _scores(corpus: Path, labelled: Path) -> dict[str, float]:
    started, count = time.perf_counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        for text in sorted(labelled.glob("*.txt")):
            meta = text.with_suffix(".meta.json")
            url = json.loads(meta.read_text(encoding="utf-8")).get("url") if meta.exists() else ""
            reading = read_text(text.read_text(encoding="utf-8"), url=url or "")
            Path(folder, f"{text.stem}.json").write_text(
                json.dumps(reading.as_json(), ensure_ascii=False), encoding="utf-8"
            )
            count += 1
        speed = count / (time.perf_counter() - started)
        out = Path(folder, "scores.out")
        command = [sys.executable, str(corpus / "score.py"), folder, "--set", str(labelled), "--json", str(out)]
        subprocess.run(command, check=True, capture_output=True)
        result = json.loads(out.read_text(encoding="utf-8"))
    return {
        "body": result["body"]["F1"],
        "published": result["published"]["acc"],
        "events": result["events/exact"]["F1"],
        "organisations": result["organisations/exact"]["F1"],
        "country": result["organisations/country_of_matched"],
        "persons": result["persons/name+role+org"]["F1"],
        "agreements": result["agreements/exact"]["F1"],
        "commitments": result["commitments/exact"]["F1"],
        "amounts": result["amounts/exact"]["F1"],
        "evidence": result["evidence"],
        "documents a second": speed,
    }


if __name__ == "__main__":
    sys.exit(main())

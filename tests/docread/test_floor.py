"""Scores over labelled documents do not fall below their floors.

The documents may not be published and lie beside the repository; without them there is nothing to measure."""

import json
from pathlib import Path

import pytest

from evaluation.docread.__main__ import FLOOR, invented_scores, own_scores, scores
from evaluation.docread.weekdays import agreement

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
pytestmark = pytest.mark.skipif(
    not (CORPUS / "score.py").exists(), reason="the labelled documents are not beside the repository (../shared/corpus)"
)


def test_no_figure_is_below_its_floor():
    figures = {
        **scores(CORPUS),
        **own_scores(CORPUS),
        **invented_scores(CORPUS),
        **agreement(CORPUS / "releases.jsonl.gz"),
    }
    floor = json.loads(FLOOR.read_text(encoding="utf-8"))
    assert {name: figures.get(name) for name, minimum in floor.items() if figures.get(name, 0) < minimum} == {}

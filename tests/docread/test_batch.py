"""Reading of many documents: order, refusals, resuming after a kill."""

import gzip
import json
import os

import pytest

from docread import batch
from docread.batch import BatchItem

TEXT = "견본부는 5월 12일 서울에서 ‘제2회 견본 협력 포럼’을 개최했다고 밝혔다."


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    for n in range(5):
        (tmp_path / "in" / f"{n}.txt").write_text(f"{TEXT} {n}", encoding="utf-8")
    (tmp_path / "in" / "5.bin").write_bytes(b"\0\1\2\3" * 30)
    return tmp_path / "in"


def quiet(done):
    pass


@pytest.mark.parametrize("workers", [1, 2])
def test_readings_are_in_order_and_survive_a_bad_document(folder, workers):
    items = list(batch.iter_items([str(folder)]))
    readings = list(batch.read_all(items, workers, quiet))
    assert [reading["id"] for reading in readings] == [item.id for item in items]
    assert [reading.get("refused") for reading in readings] == [None] * 5 + ["unknown_kind"]


def test_json_lines_are_documents(tmp_path):
    path = tmp_path / "all.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(
            json.dumps({"text": TEXT, "url": "https://e.example/20260512"}) + "\n" + json.dumps({"text": ""}) + "\n"
        )
    first, second = (batch.read_item(item) for item in batch.iter_items([str(path)]))
    assert first["published"]["value"] == "2026-05-12"
    assert second["refused"] == "empty"


def test_a_broken_line_is_refused_alone(tmp_path):
    path = tmp_path / "some.jsonl"
    path.write_text('{"text": "cut off\n' + json.dumps({"text": TEXT}) + "\n", encoding="utf-8")
    first, second = (batch.read_item(item) for item in batch.iter_items([str(path)]))
    assert first["refused"] == "damaged"
    assert second["format"] == "docread/1"


def test_only_the_document_that_kills_its_process_is_refused(monkeypatch):
    items = [BatchItem(str(n), text=f"견본 글 {n}") for n in range(12)]
    items.insert(5, BatchItem("killer", text="die"))
    monkeypatch.setattr(batch, "read_item", _deadly)
    readings = list(batch.read_all(items, 2, lambda done: None))
    assert [item["id"] for item in readings] == [item.id for item in items]
    assert [item["id"] for item in readings if "refused" in item] == ["killer"]


def _deadly(item):
    if item.text == "die":
        os._exit(1)
    return {"id": item.id}


def test_lines_may_name_files(tmp_path):
    (tmp_path / "a.txt").write_text("견본 글입니다.", encoding="utf-8")
    (tmp_path / "list.jsonl").write_text('{"path": "a.txt"}\n{"path": "no.txt"}\n', encoding="utf-8")
    good, missing = (batch.read_item(item) for item in batch.iter_items([str(tmp_path / "list.jsonl")]))
    assert good["format"] == "docread/1"
    assert missing["refused"] == "damaged"

"""Many documents: order kept, refusals among them, taken up again after a kill."""

import gzip
import json

import pytest

from docread import batch

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
def test_readings_come_in_order_and_one_bad_document_stops_nobody(folder, workers):
    items = list(batch.items_of([str(folder)]))
    readings = list(batch.read_all(items, workers, quiet))
    assert [one["id"] for one in readings] == [item.id for item in items]
    assert [one.get("refused") for one in readings] == [None] * 5 + ["unknown_kind"]


def test_lines_of_json_are_documents(tmp_path):
    path = tmp_path / "all.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(
            json.dumps({"text": TEXT, "url": "https://e.example/20260512"}) + "\n" + json.dumps({"text": ""}) + "\n"
        )
    first, second = (batch.read_one(item) for item in batch.items_of([str(path)]))
    assert first["published"]["value"] == "2026-05-12"
    assert second["refused"] == "empty"


def test_a_broken_line_stops_nobody(tmp_path):
    path = tmp_path / "some.jsonl"
    path.write_text('{"text": "cut off\n' + json.dumps({"text": TEXT}) + "\n", encoding="utf-8")
    first, second = (batch.read_one(item) for item in batch.items_of([str(path)]))
    assert first["refused"] == "damaged"
    assert second["format"] == "docread/1"

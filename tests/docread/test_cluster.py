"""Reading over a Ray data set gives the readings of one machine."""

import json

import numpy as np
import pytest

from docread.batch import BatchItem, read_item
from docread.cluster import _read_batch, read_dataset

ROWS = [
    {"id": "a", "text": "견본환경부(장관 김견본)는 2026년 11월 5일 견본시에서 ‘제7회 강물산업 협력 포럼’을 개최했다.", "url": "https://www.korea.kr/a"},
    {"id": "b", "text": " ", "url": ""},
    {"id": "c", "text": "样本省生态环境厅与样本公司签署合作协议。", "url": ""},
]  # fmt: skip


def alone():
    return [json.dumps(read_item(BatchItem(**row)), ensure_ascii=False) for row in ROWS]


def test_a_batch_gives_the_readings_of_its_documents():
    batch = {name: np.array([row[name] for row in ROWS], dtype=object) for name in ("id", "text", "url")}
    readings = _read_batch(batch)
    assert list(readings["id"]) == ["a", "b", "c"]
    assert list(readings["reading"]) == alone()
    assert json.loads(readings["reading"][1])["refused"] == "empty"


def test_two_nodes_read_as_one():
    ray = pytest.importorskip("ray", reason="the extra `cluster` is not installed")
    from ray.cluster_utils import Cluster

    nodes = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    nodes.add_node(num_cpus=1)
    try:
        ray.init(address=nodes.address, log_to_driver=False)
        readings = read_dataset(ray.data.from_items(ROWS, override_num_blocks=2)).take_all()
        assert [row["reading"] for row in sorted(readings, key=lambda row: row["id"])] == alone()
    finally:
        ray.shutdown()
        nodes.shutdown()

"""`python -m evaluation.docread.two_nodes CORPUS [COUNT]`: compare readings on two local Ray nodes with local ones.

Starts two nodes of one processor on this machine, reads the first COUNT releases there and locally, and compares the
lines. Needs the extra `cluster`."""

from __future__ import annotations

import gzip
import json
import sys
import time
from pathlib import Path

from docread.batch import BatchItem, read_item
from docread.cluster import read_dataset


def main(corpus: Path, count: int) -> int:
    import ray
    from ray.cluster_utils import Cluster

    rows = []
    with gzip.open(corpus / "releases.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in zip(range(count), lines, strict=False):
            row = json.loads(line)
            rows.append({"id": str(number), "text": row["text"], "url": row.get("url") or ""})
    started = time.perf_counter()
    local_lines = [json.dumps(read_item(BatchItem(**row)), ensure_ascii=False) for row in rows]
    local_seconds = time.perf_counter() - started
    nodes = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    nodes.add_node(num_cpus=1)
    ray.init(address=nodes.address, log_to_driver=False)
    started = time.perf_counter()
    readings = read_dataset(ray.data.from_items(rows, override_num_blocks=8)).take_all()
    cluster_seconds = time.perf_counter() - started
    is_same = [row["reading"] for row in sorted(readings, key=lambda row: int(row["id"]))] == local_lines
    print(f"{len(ray.nodes())} nodes, {count} releases: {'the same' if is_same else 'OTHER'} lines; "
          f"{local_seconds:.1f} s on one process, {cluster_seconds:.1f} s on the nodes with their start")  # fmt: skip
    ray.shutdown()
    nodes.shutdown()
    return 0 if is_same else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 400))

"""`python -m evaluation.docread.two_nodes CORPUS [COUNT]`: the same readings on two local nodes of Ray as on none.

Two nodes of one processor each are started on this machine; the first COUNT releases are read there and here, and the
lines are compared. Needs the extra `cluster`."""

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
    begun = time.perf_counter()
    here = [json.dumps(read_item(BatchItem(**row)), ensure_ascii=False) for row in rows]
    alone = time.perf_counter() - begun
    nodes = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    nodes.add_node(num_cpus=1)
    ray.init(address=nodes.address, log_to_driver=False)
    begun = time.perf_counter()
    found = read_dataset(ray.data.from_items(rows, override_num_blocks=8)).take_all()
    there = time.perf_counter() - begun
    same = [row["reading"] for row in sorted(found, key=lambda row: int(row["id"]))] == here
    print(f"{len(ray.nodes())} nodes, {count} releases: {'the same' if same else 'OTHER'} lines; "
          f"{alone:.1f} s on one process, {there:.1f} s on the nodes with their start")  # fmt: skip
    ray.shutdown()
    nodes.shutdown()
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 400))

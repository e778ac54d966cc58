"""`python -m evaluation.docread.fuzz COUNT`: damaged files of every kind, within a gigabyte and five seconds each.

Seeds are the files that the tests make. Changes: bits, cuts, splices of two files, and for archives also changes of a
member that is packed again, to reach the XML. Ends with status 1 after anything else than a reading or a refusal."""

from __future__ import annotations

import io
import random
import resource
import sys
import time
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "docread"))

import test_formats as seeds

import docread

MOST_BYTES, MOST_SECONDS = 1 << 30, 5.0


def changed(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """One of the ways in which files come to harm."""
    if data.startswith(b"PK") and chance.random() < 0.5:
        return _packed_again(data, chance)
    if chance.random() < 0.2:
        other = chance.choice(others)
        return data[: chance.randrange(len(data))] + other[chance.randrange(len(other)) :]
    return seeds.mutated(data, chance)


def _packed_again(data: bytes, chance: random.Random) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, seeds.mutated(old.read(name), chance))
    return buffer.getvalue()


def run(kind: str, data: bytes, count: int, others: list[bytes]) -> tuple[int, int, float]:
    """How many were read, how many refused, and the longest time."""
    chance, read, refused, longest = random.Random(kind), 0, 0, 0.0
    for _ in range(count):
        file = changed(data, chance, others)
        begun = time.perf_counter()
        found = docread.read(file)
        took = time.perf_counter() - begun
        longest = max(longest, took)
        read, refused = read + isinstance(found, docread.Document), refused + isinstance(found, docread.Refusal)
    return read, refused, longest


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    files = {**seeds.KINDS, "pdf": seeds.pdf()}
    print("| kind | files | read | refused | longest |\n|---|---|---|---|---|")
    bad = 0
    for kind, data in files.items():
        read, refused, longest = run(kind, data, count, list(files.values()))
        bad += read + refused != count or longest > MOST_SECONDS
        print(f"| {kind} | {count} | {read} | {refused} | {longest * 1000:.0f} ms |", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\nPeak memory: {peak} MB. A fault of any other kind would have ended the run.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

"""`python -m evaluation.docread.fuzz COUNT`: damaged files of each format, within 1 GB and five seconds each.

The files are those of the tests. Damage: bits, cuts, splices of two files, and of members of archives. Exits with 1
unless every file is read or refused in time."""

from __future__ import annotations

import io
import random
import resource
import sys
import time
import zipfile

import docread
from tests.docread.formats import sample_files

MAX_BYTES, MAX_SECONDS = 1 << 30, 5.0


def damage(data: bytes, rng: random.Random, other_files: list[bytes]) -> bytes:
    """Damage a file in one of several ways."""
    if data.startswith(b"PK") and rng.random() < 0.5:
        return _damage_members(data, rng)
    if rng.random() < 0.2:
        other_file = rng.choice(other_files)
        return data[: rng.randrange(len(data))] + other_file[rng.randrange(len(other_file)) :]
    return sample_files.mutate(data, rng)


def _damage_members(data: bytes, rng: random.Random) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as original, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in original.namelist():
            copy.writestr(name, sample_files.mutate(original.read(name), rng))
    return buffer.getvalue()


def run(kind: str, data: bytes, count: int, other_files: list[bytes]) -> tuple[int, int, float]:
    """Return the number of files read and refused, and the longest time in seconds."""
    rng, read_count, refused_count, longest = random.Random(kind), 0, 0, 0.0
    for _ in range(count):
        file = damage(data, rng, other_files)
        started = time.perf_counter()
        outcome = docread.read(file)
        longest = max(longest, time.perf_counter() - started)
        read_count, refused_count = (
            read_count + isinstance(outcome, docread.Document),
            refused_count + isinstance(outcome, docread.Refusal),
        )
    return read_count, refused_count, longest


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    resource.setrlimit(resource.RLIMIT_AS, (MAX_BYTES, MAX_BYTES))
    files = {**sample_files.KINDS, "pdf": sample_files.pdf()}
    print("| kind | files | read | refused | longest |\n|---|---|---|---|---|")
    failures = 0
    for kind, data in files.items():
        read_count, refused_count, longest = run(kind, data, count, list(files.values()))
        failures += read_count + refused_count != count or longest > MAX_SECONDS
        print(f"| {kind} | {count} | {read_count} | {refused_count} | {longest * 1000:.0f} ms |", flush=True)
    peak_memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\nPeak memory: {peak_memory} MB. Any other error would have ended the run.")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

"""The comparison with one command: `python -m evaluation.meetplan`."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from evaluation.meetplan import report
from evaluation.meetplan.picture import picture
from evaluation.meetplan.run import (
    ROOT,
    Try,
    bench_problems,
    compare,
    large_problems,
    measure_replan,
    variant_problems,
    whole_problems,
)

PARTS = ("b2b", "variants", "large", "whole", "replan")
RESULTS = Path(__file__).parent / "results"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m evaluation.meetplan", description=__doc__)
    parser.add_argument(
        "--bench", type=Path, default=ROOT.parent / "shared" / "bench" / "b2b", help="published instances"
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="limit of each try (60)")
    parser.add_argument("--only", choices=PARTS, action="append", help="a part; may be given more than once")
    parser.add_argument("--quick", action="store_true", help="the first problems of each part, 10 s a try")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where table, JSON and picture go")
    return parser.parse_args()


def main() -> None:
    arguments = _arguments()
    parts = arguments.only or PARTS
    seconds = min(10.0, arguments.seconds) if arguments.quick else arguments.seconds
    tries: dict[str, list[Try]] = {part: [] for part in PARTS}
    repairs = []
    if "b2b" in parts:
        problems = bench_problems(arguments.bench)
        if not problems:
            print(f"No instances (*.original.json) in {arguments.bench}: the published ones are left out. See --bench.")
        if arguments.quick:
            problems = dict(list(problems.items())[:3])
        tries["b2b"] = compare("b2b", problems, ("meetplan", "rc2", "cp_sat", "greedy"), seconds)
    if "variants" in parts:
        tries["variants"] = compare("variants", variant_problems(arguments.bench), ("meetplan",), min(20.0, seconds))
    if "large" in parts:
        tries["large"] = compare("large", large_problems(arguments.quick), ("meetplan", "cp_sat", "greedy"), seconds)
    if "whole" in parts:
        planners = ("meetplan", "cp_sat", "cp_sat_sum", "greedy")
        tries["whole"] = compare("whole", whole_problems(arguments.quick), planners, seconds)
    if "replan" in parts:
        repairs = measure_replan(min(10.0, seconds))
    attempts = [attempt for part in tries.values() for attempt in part]
    page = [
        *report.heading(seconds),
        *report.bench(tries["b2b"], seconds),
        *report.variants(tries["variants"]),
        *report.large(tries["large"]),
        *report.whole(tries["whole"]),
        *report.repairs(repairs),
        *report.faults(attempts),
    ]
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "table.md").write_text("\n".join(page) + "\n", encoding="utf-8")
    machine_readable = {
        "machine": report.machine(),
        "tries": [asdict(attempt) for attempt in attempts],
        "repairs": repairs,
    }
    (arguments.out / "results.json").write_text(json.dumps(machine_readable, indent=1) + "\n", encoding="utf-8")
    if attempts:
        (arguments.out / "objective-over-time.svg").write_text(picture(attempts), encoding="utf-8")
    print("\n".join(page))


if __name__ == "__main__":
    main()

"""What the commands show while and after they work."""

from __future__ import annotations

import os
import shutil
import sys
import time
import unicodedata
from typing import Any, Protocol, TextIO

from django.utils.translation import gettext, gettext_noop

from gyoryu.base.names import Language
from meetplan.plan import Bounds, Plan, Score
from meetplan.problem import Problem

SECONDS_BETWEEN_LINES = 5.0  # where the output is no terminal
SECONDS_BETWEEN_UPDATES = 0.2
MAX_LIST_LENGTH = 10

# The phases of `meetplan.Progress`, and our own last one.
PHASES = {
    "preparing": gettext_noop("preparing (a minute, when the program runs for the first time)"),
    "placing": gettext_noop("placing the meetings"),
    "improving": gettext_noop("improving"),
    "proving": gettext_noop("proving"),
    "finishing": gettext_noop("finishing"),
    "documents": gettext_noop("writing the documents"),
}


class Progress(Protocol):
    """Progress of `meetplan.solve`."""

    @property
    def seconds(self) -> float: ...
    @property
    def phase(self) -> str: ...
    @property
    def score(self) -> Score | None: ...
    @property
    def bounds(self) -> Bounds | None: ...


def language_of_environment() -> Language:
    """The language of the terminal, by LC_ALL, LC_MESSAGES or LANG; English for an unsupported one."""
    locale = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "ko" if locale.startswith("ko") else "zh" if locale.startswith("zh") else "en"


def writable(text: str, stream: Any) -> str:
    """The text as long as it is, with a question mark for each character that the stream's encoding lacks."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        return text.encode(encoding, "replace").decode(encoding)
    except LookupError:
        return text


def gap(value: float, bound: float | None) -> str:
    """How far `reached` is below `bound`, in per cent of the bound; a question mark where none is known."""
    if bound is None:
        return "?"
    return "0 %" if bound <= value else f"{100 * (bound - value) / bound:.1f} %"


def number(value: float | None) -> str:
    """A figure as people read it; a question mark for a bound that is not known."""
    if value is None:
        return "?"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


class ProgressLine:
    """One line that renews itself on a terminal; elsewhere a plain line every few seconds."""

    def __init__(self, stream: TextIO | None = None):
        self._stream = stream or sys.stderr
        self._renews = self._stream.isatty()
        self._shown_at, self._width = float("-inf"), 0

    def begin(self) -> None:
        self._stream.write(gettext("Ctrl-C keeps the best plan found so far.") + "\n")
        self._stream.flush()

    def __call__(self, progress: Progress) -> None:
        """For `meetplan.solve`; never requests it to stop."""
        now = time.monotonic()
        if now - self._shown_at < (SECONDS_BETWEEN_UPDATES if self._renews else SECONDS_BETWEEN_LINES):
            return
        self._shown_at = now
        self._show(describe(progress))

    def documents(self, share: float) -> None:
        """For the documents, with the share of the work that is done."""
        if self._renews:
            self._show(f"{gettext(PHASES['documents'])} {share:.0%}")

    def end(self) -> None:
        if self._renews and self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()

    def _show(self, text: str) -> None:
        if self._renews:
            room = max(20, _columns() - 1)
            text = _cut(text, room)
            width = _width(text)
            self._stream.write("\r" + text + " " * max(0, self._width - width))
            self._width = width
        else:
            self._stream.write(text + "\n")
        self._stream.flush()


def describe(progress: Progress) -> str:
    """Elapsed time, phase, score, bound and gap in one line."""
    phase = PHASES.get(progress.phase)
    parts = [
        gettext("{seconds} s").format(seconds=f"{progress.seconds:.0f}"),
        gettext(phase) if phase else progress.phase,
    ]
    score, bounds = progress.score, progress.bounds
    if score is not None and bounds is not None and progress.phase != "preparing":
        if bounds.must:
            parts.append(gettext("must {value}/{bound}").format(value=score.must, bound=number(bounds.must)))
        weight = gettext("weight {value} (at most {bound}, gap {gap})")
        parts.append(
            weight.format(value=number(score.weight), bound=number(bounds.weight), gap=gap(score.weight, bounds.weight))
        )
        if score.spread_excess:
            uneven = gettext("breaks uneven by {value} (at least {bound})")
            parts.append(uneven.format(value=score.spread_excess, bound=number(bounds.spread_excess)))
        breaks = gettext("breaks {value} (at least {bound})")
        parts.append(breaks.format(value=score.breaks, bound=number(bounds.breaks)))
    return " · ".join(parts)


def summary(problem: Problem, plan: Plan) -> list[tuple[str, str]]:
    """What was reached, beside what is proved to be possible at most: pairs of label and value."""
    score, bounds = plan.score, plan.bounds
    wish_count = sum(pair.kind != "forbidden" for pair in problem.pairs)
    must_count = sum(pair.kind == "must" for pair in problem.pairs)
    weight = gettext("{value} (proved: at most {bound}, gap {gap})")
    lines = [(gettext("Meetings"), gettext("{placed} of {asked}").format(placed=len(plan.meetings), asked=wish_count))]
    if must_count:
        lines.append(
            (gettext("Must meetings"), gettext("{placed} of {asked}").format(placed=score.must, asked=must_count))
        )
    if score.below_min:
        lines.append((gettext("Below minimum"), str(score.below_min)))
    weighed = weight.format(
        value=number(score.weight), bound=number(bounds.weight), gap=gap(score.weight, bounds.weight)
    )
    at_least = gettext("{value} (proved: at least {bound})")
    lines.append((gettext("Weight"), weighed))
    if problem.options.break_spread is not None:
        excess = at_least.format(value=score.spread_excess, bound=number(bounds.spread_excess))
        lines.append((gettext("Beyond the wanted spread"), excess))
    lines.append((gettext("Breaks"), at_least.format(value=score.breaks, bound=number(bounds.breaks))))
    lines.append((gettext("Time"), gettext("{seconds} s").format(seconds=f"{plan.seconds:.1f}")))
    return lines


def aligned(lines: list[tuple[str, str]]) -> list[str]:
    """Labels and values in two columns; Hangul and Hanzi are two places wide."""
    widest = max((_width(label) for label, _ in lines), default=0)
    return [f"{label}{' ' * (widest - _width(label))}  {value}" for label, value in lines]


def shortened(lines: list[str], max_length: int = MAX_LIST_LENGTH) -> list[str]:
    """The first `most` lines, and how many more there are."""
    if len(lines) <= max_length:
        return lines
    return [*lines[:max_length], gettext("… and {count} more").format(count=len(lines) - max_length)]


def missed_musts(problem: Problem, plan: Plan) -> list[str]:
    placed = {meeting.pair for meeting in plan.meetings}
    return [pair.id for pair in problem.pairs if pair.kind == "must" and pair.id not in placed]


def figures(plan: Plan) -> dict[str, Any]:
    """The part of a plan's JSON form that sums it up."""
    data = plan.to_json()
    return {
        "status": data["status"],
        "score": data["score"],
        "bounds": data["bounds"],
        "meetings": len(plan.meetings),
        "unplaced": len(plan.unplaced),
        "seconds": data["seconds"],
        "seed": plan.seed,
    }


def _columns() -> int:
    return shutil.get_terminal_size().columns


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _cut(text: str, width: int) -> str:
    while _width(text) > width:
        text = text[:-1]
    return text

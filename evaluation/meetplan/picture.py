"""Objective over time as an SVG of its own few lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from evaluation.meetplan.run import Try

WIDTH, HEIGHT, MARGIN = 300, 190, 42
COLOURS = {"meetplan": "#0b50d0", "cp_sat": "#c04a00", "cp_sat_sum": "#8a6d00", "rc2": "#2d7a46", "greedy": "#666666"}
FIRST = 0.05  # seconds at the left edge; the axis is logarithmic


def _value(score: dict[str, float] | None, level: str) -> float | None:
    return None if score is None else float(score[level])


def _curve(attempt: Try, level: str) -> list[tuple[float, float]]:
    """Moments and values of the best so far."""
    points = [(step["seconds"], value) for step in attempt.steps if (value := _value(step["score"], level)) is not None]
    final_value = _value(attempt.score, level)
    return [*points, (attempt.seconds, final_value)] if final_value is not None else points


def _bound(attempt: Try, level: str) -> list[tuple[float, float]]:
    points = [(step["seconds"], float(step["bounds"][level])) for step in attempt.steps if step["bounds"]]
    return [*points, (attempt.seconds, float(attempt.bounds[level]))] if attempt.bounds else points


class _Panel:
    """One problem: time to the right, the objective upwards."""

    def __init__(self, tries: Sequence[Try], level: str):
        self.tries, self.level = tries, level
        curves = [point for attempt in tries for point in _curve(attempt, level)]
        bounds = [_bound(attempt, level)[-1] for attempt in tries if _bound(attempt, level)]
        values = [value for _, value in (*curves, *bounds)] or [0.0]
        self.last = max([1.0, *(seconds for seconds, _ in curves)])
        self.low = min(values)
        self.high = max(self.low + 1.0, *values)

    def place(self, seconds: float, value: float) -> tuple[float, float]:
        right = math.log(max(FIRST, min(seconds, self.last)) / FIRST) / math.log(self.last / FIRST)
        height_share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return MARGIN + right * (WIDTH - MARGIN - 10), HEIGHT - 30 - height_share * (HEIGHT - 60)

    def line(self, points: Sequence[tuple[float, float]], colour: str, dashed: bool) -> str:
        """Steps: a value holds until the next."""
        if not points:
            return ""
        path, previous = [], None
        for seconds, value in points:
            x, y = self.place(seconds, value)
            path.append(f"{x:.1f},{previous:.1f} {x:.1f},{y:.1f}" if previous is not None else f"{x:.1f},{y:.1f}")
            previous = y
        dash = ' stroke-dasharray="3 3"' if dashed else ""
        return f'<polyline points="{" ".join(path)}" fill="none" stroke="{colour}" stroke-width="1.6"{dash}/>'

    def draw(self, left: float, top: float) -> str:
        name = escape(self.tries[0].instance)
        parts = [
            f'<g transform="translate({left},{top})" role="group" aria-label="{name}">',
            f'<text x="{MARGIN}" y="16" font-weight="600">{name}: {escape(self.level)}</text>',
            f'<path d="M{MARGIN} 24V{HEIGHT - 30}H{WIDTH - 10}" fill="none" stroke="#999"/>',
            f'<text x="{MARGIN - 4}" y="34" text-anchor="end">{self.high:g}</text>',
            f'<text x="{MARGIN - 4}" y="{HEIGHT - 30}" text-anchor="end">{self.low:g}</text>',
            f'<text x="{MARGIN}" y="{HEIGHT - 16}">{FIRST:g} s</text>',
            f'<text x="{WIDTH - 10}" y="{HEIGHT - 16}" text-anchor="end">{self.last:.0f} s</text>',
        ]
        for attempt in self.tries:
            colour = COLOURS.get(attempt.planner, "#000")
            parts.append(
                self.line(_bound(attempt, self.level), colour, dashed=True) if attempt.planner != "greedy" else ""
            )
            points = _curve(attempt, self.level)
            if attempt.planner == "greedy" and points:
                points = [*points, (self.last, points[-1][1])]
            parts.append(self.line(points, colour, dashed=False))
        return "\n".join([*parts, "</g>"])


def picture(tries: Sequence[Try], panels_per_row: int = 3) -> str:
    """A panel for each problem: full lines are the best so far, dashed ones what is proved."""
    names = list(dict.fromkeys((attempt.part, attempt.instance) for attempt in tries))
    rows = -(-len(names) // panels_per_row)
    parts = []
    for k, (part, instance) in enumerate(names):
        attempts = [attempt for attempt in tries if (attempt.part, attempt.instance) == (part, instance)]
        panel = _Panel(attempts, "weight" if part == "whole" else "breaks")
        parts.append(panel.draw((k % panels_per_row) * WIDTH, 30 + (k // panels_per_row) * HEIGHT))
    planners = list(dict.fromkeys(attempt.planner for attempt in tries))
    legend = [
        f'<text x="{MARGIN + 110 * k}" y="18" fill="{COLOURS.get(planner, "#000")}">— {escape(planner)}</text>'
        for k, planner in enumerate(planners)
    ]
    size = f'width="{panels_per_row * WIDTH}" height="{30 + rows * HEIGHT}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11" role="img">'
        f"<title>Objective over time; dashed: proved</title>\n"
        f'<rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join([*legend, *parts]) + "\n</svg>\n"
    )

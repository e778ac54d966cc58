"""Assessment of a plan: figures beside the proved bounds, and the same in words for readers unfamiliar with bounds."""

from __future__ import annotations

from dataclasses import dataclass

from gyoryu.base.names import Names
from gyoryu.exports.texts import in_all_languages
from gyoryu.exports.timetable import Timetable

_NEAR = 1e-6  # weights are sums of floats


@dataclass(frozen=True, slots=True)
class Assessment:
    """`limit`: the proved bound, None without one. `proved`: the limit is reached."""

    key: str
    name: Names
    reached: float
    limit: float | None
    proved: bool
    in_words: Names


def assessments(timetable: Timetable) -> list[Assessment]:
    """One for each level of the objective that the event knows, the most important first."""
    results = [_placed(timetable)]
    if any(pair.kind == "must" for pair in timetable.wishes):
        results.append(_must(timetable))
    if any(p.min for p in timetable.problem.participants):
        results.append(_below(timetable))
    results.append(_weight(timetable))
    if timetable.problem.options.break_spread is not None:
        results.append(_spread(timetable))
    return [*results, _breaks(timetable), *_unbounded(timetable)]


def displayed(value: float | None) -> str:
    """Return a number as people read it: grouped, at most two decimals, no trailing zeros. A dash: not known."""
    if value is None:
        return "–"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _placed(timetable: Timetable) -> Assessment:
    placed, wishes = len(timetable.appointments), len(timetable.wishes)
    share = f"{100 * placed / wishes:.1f}" if wishes else "0"
    words = in_all_languages("j_placed_words", wishes=f"{wishes:,}", placed=f"{placed:,}", share=share)
    return Assessment("placed", in_all_languages("j_placed"), placed, None, placed == wishes, words)


def _must(timetable: Timetable) -> Assessment:
    n, limit = timetable.plan.score.must, timetable.plan.bounds.must
    total = sum(pair.kind == "must" for pair in timetable.wishes)
    reachable = total if limit is None else min(limit, total)
    key = "j_must_all" if n >= total else "j_must_best" if n >= reachable else "j_must_open"
    words = in_all_languages(key, n=displayed(n), total=displayed(total), limit=displayed(reachable))
    return Assessment("must", in_all_languages("j_must"), n, limit, n >= reachable, words)


def _below(timetable: Timetable) -> Assessment:
    n, limit = timetable.plan.score.below_min, timetable.plan.bounds.below_min
    is_optimal = n <= (limit or 0)
    key = "j_below_none" if n == 0 else "j_below_best" if is_optimal else "j_below_open"
    return Assessment(
        "below",
        in_all_languages("j_below"),
        n,
        limit,
        is_optimal,
        in_all_languages(key, n=displayed(n), limit=displayed(limit or 0)),
    )


def _weight(timetable: Timetable) -> Assessment:
    n, limit = timetable.plan.score.weight, timetable.plan.bounds.weight
    if limit is None:
        return Assessment(
            "weight", in_all_languages("j_weight"), n, None, False, in_all_languages("j_weight_unknown", n=displayed(n))
        )
    is_optimal = n >= limit - _NEAR * max(1.0, abs(limit))
    gap = 0.0 if n <= 0 else 100 * (limit - n) / n
    # rounded up: a gap is never shown smaller than it is
    words = in_all_languages(
        "j_weight_best" if is_optimal else "j_weight_open",
        n=displayed(n),
        limit=displayed(limit),
        gap=displayed(-(-gap * 100 // 1) / 100),
    )
    return Assessment("weight", in_all_languages("j_weight"), n, limit, is_optimal, words)


def _spread(timetable: Timetable) -> Assessment:
    n, limit = timetable.plan.score.spread_excess, timetable.plan.bounds.spread_excess
    is_optimal = n <= (limit or 0)
    key = "j_spread_none" if n == 0 else "j_spread_best" if is_optimal else "j_spread_open"
    target = displayed(timetable.problem.options.break_spread)
    words = in_all_languages(key, n=displayed(n), limit=displayed(limit or 0), wanted=target)
    return Assessment("spread", in_all_languages("j_spread"), n, limit, is_optimal, words)


def _breaks(timetable: Timetable) -> Assessment:
    n, limit = timetable.plan.score.breaks, timetable.plan.bounds.breaks
    is_optimal = n <= (limit or 0)
    words = in_all_languages(
        "j_breaks_best" if is_optimal else "j_breaks_open", n=displayed(n), limit=displayed(limit or 0)
    )
    return Assessment("breaks", in_all_languages("j_breaks"), n, limit, is_optimal, words)


def _unbounded(timetable: Timetable) -> list[Assessment]:
    """Return the figures for which no bound is computed."""
    score = timetable.plan.score
    most_breaks = in_all_languages("j_most_breaks_words", n=displayed(score.most_breaks))
    moves = in_all_languages("j_changes_words", n=displayed(score.table_changes))
    return [
        Assessment("most_breaks", in_all_languages("j_most_breaks"), score.most_breaks, None, False, most_breaks),
        Assessment("changes", in_all_languages("j_changes"), score.table_changes, None, False, moves),
    ]

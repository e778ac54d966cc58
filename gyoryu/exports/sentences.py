"""Explanations in the reader's language of why the meeting of a pair was not placed, as short as possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gyoryu.base.names import Language
from gyoryu.exports.dates import short_day, start_text
from gyoryu.exports.texts import TEXTS, language_pair, translate
from gyoryu.exports.timetable import Timetable
from meetplan.plan import Unplaced
from meetplan.problem import Pair

if TYPE_CHECKING:
    from meetplan import Explanation

MAX_SLOTS_NAMED = 4
_STOP: dict[Language, str] = {"ko": ".", "zh": "。", "en": "."}
_COMMA: dict[Language, str] = {"ko": ", ", "zh": "、", "en": ", "}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What prevented the meeting of `pair`, as found by `meetplan.explain`, or else the reason in the plan. `slots`:
    where the two could meet; `blocked`: slot id -> code of what prevents it there; `drop`: pairs one of which would
    have to give up its meeting."""

    pair: str
    reason: str
    slots: tuple[str, ...] = ()
    blocked: Mapping[str, str] = field(default_factory=dict)
    drop: tuple[str, ...] = ()


def from_explanation(explanation: Explanation) -> Obstacle:
    e = explanation
    return Obstacle(e.pair, e.reason, tuple(e.slots), dict(e.blocked), tuple(e.drop))


def from_plan(unplaced: Unplaced) -> Obstacle:
    return Obstacle(unplaced.pair, unplaced.reason, drop=unplaced.instead_of)


def reason_heading(reason: str, language: Language) -> str:
    """Return a short label of `reason` for charts and filters."""
    key = f"reason_{reason}"
    return translate(key if key in TEXTS else "reason_other", language)


def sentence(timetable: Timetable, obstacle: Obstacle, language: Language) -> str:
    """Explain in one to three sentences what prevented the meeting, and which changes would allow it. Never empty."""
    parts = _explanation(timetable, obstacle, language)
    if obstacle.drop and obstacle.reason != "forbidden":
        key = "dropping" if len(obstacle.drop) == 1 else "dropping_several"
        parts.append(translate(key, language, pairs=pair_names(timetable, obstacle.drop, language)))
    return ("" if language == "zh" else " ").join(_capital(part) + _STOP[language] for part in parts)


def pair_names(timetable: Timetable, pair_ids: tuple[str, ...], language: Language) -> str:
    """Return `한광–山东绿能, …` in the reader's language."""
    return _COMMA[language].join(
        "–".join(attendee.names.in_language(language) for attendee in timetable.sides(timetable.pairs[id]))
        for id in pair_ids
    )


def _explanation(timetable: Timetable, obstacle: Obstacle, language: Language) -> list[str]:
    pair = timetable.pairs[obstacle.pair]
    hindered = [slot for slot in obstacle.slots if slot in obstacle.blocked]
    if not hindered:
        return [_because(timetable, pair, obstacle.reason, language)]
    by_code: dict[str, list[str]] = {}
    for slot in hindered:
        by_code.setdefault(obstacle.blocked[slot], []).append(slot)
    if len(by_code) == 1:
        key = "only_slot" if len(hindered) == 1 else "several_slots"
        because = _because(timetable, pair, next(iter(by_code)), language)
        return [translate(key, language, time=_times(timetable, hindered, language), because=because)]
    parts = [translate("free_slots", language, time=_times(timetable, hindered, language))]
    for code, slots in by_code.items():
        because = _because(timetable, pair, code, language)
        parts.append(translate("at_slot", language, time=_times(timetable, slots, language), because=because))
    return parts


def _because(timetable: Timetable, pair: Pair, code: str, language: Language) -> str:
    if code in {"a_full", "b_full", "a_busy", "b_busy"}:
        return _because_of(timetable, pair.a if code[0] == "a" else pair.b, code[2:], language)
    if code == "no_interpreter":
        return _no_interpreter(timetable, pair, language)
    if code in {"order", "fixed", "max_run"}:
        return _because_of_a_rule(timetable, pair, code, language)
    known_codes = {"forbidden", "no_common_slot", "no_table", "lower_weight", "same_person"}
    return translate(f"because_{code}" if code in known_codes else "because_other", language)


def _because_of_a_rule(timetable: Timetable, pair: Pair, code: str, language: Language) -> str:
    """Explain a rule set by the officer, with its number or time where known."""
    if code == "order":
        names = pair_names(timetable, pair.after, language)
        return translate("because_order", language, pairs=names) if names else translate("because_order_bare", language)
    if code == "fixed":
        time = _times(timetable, [pair.fixed], language) if pair.fixed else ""
        return translate("because_fixed", language, time=time) if time else translate("because_fixed_bare", language)
    n = timetable.problem.options.max_run
    return translate("because_other", language) if n is None else translate(f"because_{code}", language, n=n)


def _because_of(timetable: Timetable, id: str, state: str, language: Language) -> str:
    name = timetable.attendees[id].names.in_language(language)
    if state == "busy":
        return translate("because_busy", language, name=name)
    max_meetings = timetable.participants[id].max
    if max_meetings is None:
        return translate("because_full_bare", language, name=name)
    return translate("because_full", language, name=name, n=max_meetings)


def _no_interpreter(timetable: Timetable, pair: Pair, language: Language) -> str:
    firm, buyer = timetable.sides(pair)
    firm_languages, buyer_languages = (
        timetable.participants[firm.id].languages,
        timetable.participants[buyer.id].languages,
    )
    if not firm_languages or not buyer_languages:
        return translate("because_other", language)
    interpreter_exists = any(
        set(firm_languages) & set(i.languages) and set(buyer_languages) & set(i.languages)
        for i in timetable.problem.interpreters
    )
    key = "because_no_interpreter" if interpreter_exists else "because_no_interpreter_at_all"
    return translate(key, language, languages=language_pair((firm_languages[0], buyer_languages[0]), language))


def _times(timetable: Timetable, slot_ids: list[str], language: Language) -> str:
    """Return `10:30, 11:00`. At events of several days, the first time of each day follows the day; from the fourth on,
    times are only counted."""
    parts, day = [], ""
    for id in slot_ids[:MAX_SLOTS_NAMED]:
        slot = timetable.slots[id]
        new_day = len(timetable.days) > 1 and slot.day != day
        space = "" if language == "zh" else " "
        parts.append((short_day(slot.day, language) + space if new_day else "") + start_text(slot))
        day = slot.day
    times = _COMMA[language].join(parts)
    omitted = len(slot_ids) - MAX_SLOTS_NAMED
    return translate("and_more", language, times=times, n=omitted) if omitted > 0 else times


def _capital(part: str) -> str:
    return part[:1].upper() + part[1:]

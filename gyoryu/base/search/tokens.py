"""Tokenise texts: Hangul and Chinese into bigrams, other letters and digits into words.

As bigrams, a run is found by any part of it: 한빛환경 gives 한빛 빛환 환경 경. The last character alone is a token
too, so that a single character is found at the end of a run as elsewhere (as the beginning of a bigram)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docread.chinese_variants import to_simplified
from gyoryu.base.text import normalize_compatibility

# Hangul, Chinese with its extensions and compatibility forms, kana.
CJK = "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_RUN = re.compile(f"([{CJK}]+)|([^\\W_{CJK}]+)")
_BETWEEN_HANGUL = re.compile(r"(?<=[\uac00-\ud7af]) +(?=[\uac00-\ud7af])")
MAX_RUNS = 12


@dataclass(frozen=True, slots=True)
class SearchPhrase:
    """One run of a query: consecutive tokens, of which the last may be a prefix."""

    tokens: tuple[str, ...]
    open_end: bool


def _runs(text: str) -> Iterator[tuple[str, bool]]:
    """Runs of one script, in simplified characters; True: written without spaces, split into bigrams."""
    for match in _RUN.finditer(to_simplified(normalize_compatibility(text).casefold())):
        yield match.group(), match.group(1) is not None


def _pairs(run: str) -> list[str]:
    return [run[n : n + 2] for n in range(len(run) - 1)]


def tokenize(texts: Iterable[str]) -> list[str]:
    """Return the tokens of a record. Spacing of Korean varies, so texts in Hangul are also indexed without spaces."""
    tokens: list[str] = []
    for text in texts:
        unspaced = _BETWEEN_HANGUL.sub("", normalize_compatibility(text))
        for form in dict.fromkeys((normalize_compatibility(text), unspaced)):
            for run, by_twos in _runs(form):
                tokens += [*_pairs(run), run[-1]] if by_twos else [run]
    return tokens


def parse_query(query: str) -> list[SearchPhrase]:
    """Return the runs of a query; a record must contain all of them. Empty: nothing to search for."""
    runs = []
    for run, by_twos in list(_runs(query))[:MAX_RUNS]:
        if by_twos and len(run) > 1:
            runs.append(SearchPhrase(tuple(_pairs(run)), open_end=False))
        else:
            runs.append(SearchPhrase((run,), open_end=True))
    return runs

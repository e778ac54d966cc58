"""Regular expressions that are compiled when they are first used: the reader has some hundreds of them in three
languages, and a text is in one. Compiling all at import took longer than reading a text."""

from __future__ import annotations

import re
from typing import Any, cast


class _Pattern:
    """Stands for `re.Pattern`; its methods become those of the compiled pattern once one of them is asked for."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """`source` as a pattern. A fault in it shows at first use; tests/docread/test_patterns.py uses them all."""
    return cast("re.Pattern[str]", _Pattern(source, flags))

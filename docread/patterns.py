"""Regular expressions compiled at first use.

The rules have hundreds of them in three languages, and a text is in one: compiling all at import took longer than
reading a text."""

from __future__ import annotations

import re
from typing import Any, cast


class _Pattern:
    """A lazy `re.Pattern`; its methods become those of the compiled pattern at the first access."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a lazy pattern; its errors show at first use, so tests/docread/test_patterns.py uses them all."""
    return cast("re.Pattern[str]", _Pattern(source, flags))

"""Tables of the handbook that a program writes, between two marks of a page in each language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gyoryu.base.names import LANGUAGES, Language

HANDBOOK = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Generated:
    """`page`: the name of the pages without their language; `name`: as in the marks; `tables` in Markdown."""

    page: str
    name: str
    tables: Callable[[Language], str]

    def path(self, language: Language) -> Path:
        return HANDBOOK / f"{self.page}.{language}.md"

    def renewed(self, text: str, language: Language) -> str:
        """The page `text` with the tables as they are now."""
        begin, end = f"<!-- {self.name} begin -->", f"<!-- {self.name} end -->"
        before, _, remainder = text.partition(begin)
        after = remainder.partition(end)[2]
        return f"{before}{begin}\n{self.tables(language)}\n{end}{after}"

    def write(self) -> None:
        for language in LANGUAGES:
            path = self.path(language)
            path.write_text(self.renewed(path.read_text(encoding="utf-8"), language), encoding="utf-8")

"""HWPX (OWPML, KS X 6101): the text of its sections."""

from __future__ import annotations

import re

from docread.formats.limits import Budget
from docread.formats.office_xml import Sheet
from docread.formats.zip_container import member, opened

# What elements mean, by their local names: text, paragraph, cell, row, line break, tab; and what is skipped with all it
# holds. Of text with small text above it (`dutmal`) the small one is left out.
_HWPX = {
    "t": "text",
    "mainText": "text",
    "p": "paragraph",
    "tc": "cell",
    "tr": "row",
    "lineBreak": "break",
    "tab": "tab",
    "subText": "skip",
    "hiddenComment": "skip",
}


def read(data: bytes, budget: Budget) -> str:
    """The sections in order."""
    with opened(data, budget) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"Contents/section\d+\.xml", name)]
        names.sort(key=lambda name: int(re.sub(r"\D", "", name)))
        return "\n".join(Sheet(budget, _HWPX).read(member(archive, name, budget)) for name in names)

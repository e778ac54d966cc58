"""HWPX (OWPML, KS X 6101): the text of its sections."""

from __future__ import annotations

import re

from docread.formats.limits import Budget
from docread.formats.office_xml import XmlTextReader
from docread.formats.zip_container import open_zip, read_member

# What elements mean, by their local names: text, paragraph, cell, row, line break, tab; and what is skipped with all it
# holds. Of text with small text above it (`dutmal`) the small one is left out.
_ELEMENT_ROLES = {
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
    with open_zip(data, budget) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"Contents/section\d+\.xml", name)]
        names.sort(key=lambda name: int(re.sub(r"\D", "", name)))
        return "\n".join(
            XmlTextReader(budget, _ELEMENT_ROLES).read(read_member(archive, name, budget)) for name in names
        )

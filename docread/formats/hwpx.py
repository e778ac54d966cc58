"""HWPX (OWPML, KS X 6101): the text of its sections."""

from __future__ import annotations

import re

from docread.formats.limits import Budget
from docread.formats.office_xml import XmlTextReader
from docread.formats.zip_container import open_zip, read_member

# Roles of elements by their local names; `skip` drops an element with its content. Of ruby text (`dutmal`) the small
# text is skipped.
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
    """Return the sections in order."""
    with open_zip(data, budget) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"Contents/section\d+\.xml", name)]
        names.sort(key=lambda name: int(re.sub(r"\D", "", name)))
        return "\n".join(
            XmlTextReader(budget, _ELEMENT_ROLES).read(read_member(archive, name, budget)) for name in names
        )

"""PDF: the text of its pages, broken lines joined again. Pages that are pictures are said to be so."""

from __future__ import annotations

import io
import logging
import re

from docread.formats.limits import Budget, Refused

_BULLETS = "□ㅇ○●■◆◇※*-•·▷▶△▲①②③④⑤⑥⑦⑧⑨"


def read(data: bytes, budget: Budget) -> str:
    import pypdf
    from pypdf.errors import PdfReadError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("encrypted")
        pages = len(reader.pages)
    except (PdfReadError, ValueError, KeyError) as fault:
        raise Refused("damaged", str(fault)[:100]) from None
    if pages > budget.limits.pages:
        raise Refused("too_large", f"{pages} pages")
    texts, pictures = [], 0
    for number in range(pages):
        budget.tick()
        page = reader.pages[number]
        text = page.extract_text() or ""
        budget.count(len(text))
        pictures += not text.strip() and "/XObject" in (page.get("/Resources") or {})
        texts.append(_joined(text))
    if not "".join(texts).strip():
        raise Refused("scanned" if pictures else "empty", f"{pages} pages")
    return "\n\n".join(texts) + "\n"


def _joined(page: str) -> str:
    """Lines that were broken for the width of the paper become one: a line that ends without a full stop goes on, unless the next
    begins with a bullet, a number or after a blank line."""
    lines = [line.strip() for line in page.split("\n")]
    longest = max((len(line) for line in lines), default=0)
    written: list[str] = []
    for line in lines:
        before = written[-1] if written else ""
        if (
            before
            and line
            and len(before) >= longest * 0.7
            and not _ends(before)
            and line[0] not in _BULLETS
            and not re.match(r"\d+[.)]\s", line)
        ):
            written[-1] = f"{before} {line}"
        else:
            written.append(line)
    return "\n".join(written)


def _ends(line: str) -> bool:
    return bool(re.search(r"[.!?。！？:：다함임음]$|[.][”\"’)]$", line))

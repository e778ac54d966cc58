"""PDF: the text of its pages with wrapped lines joined; pages that are images are refused as `scanned`."""

from __future__ import annotations

import io
import logging

from docread.formats.limits import Budget, RefusalError
from docread.formats.line_joining import join_wrapped_lines

# Predefined CMaps of Korean and Chinese fonts that are not embedded (ISO 32000-2, table 116) with their codecs; pypdf
# has only some of them.
_CODECS = {
    "KSC-EUC": "cp949", "KSCms-UHC": "cp949", "KSCms-UHC-HW": "cp949", "KSCpc-EUC": "cp949",
    "UniKS-UCS2": "utf-16-be", "UniKS-UTF16": "utf-16-be",
    "GB-EUC": "gbk", "GBpc-EUC": "gbk", "GBK-EUC": "gbk", "GBKp-EUC": "gbk", "GBK2K": "gb18030",
    "UniGB-UCS2": "utf-16-be", "UniGB-UTF16": "utf-16-be",
    "B5pc": "big5", "HKscs-B5": "big5hkscs", "ETen-B5": "cp950", "ETenms-B5": "cp950",
    "UniCNS-UCS2": "utf-16-be", "UniCNS-UTF16": "utf-16-be",
}  # fmt: skip


def _register_codecs() -> None:
    from pypdf import _cmap  # here: slow to import, and few documents are PDF

    table = getattr(_cmap, "_predefined_cmap", {})
    for name, codec in _CODECS.items():
        for direction in "HV":
            table.setdefault(f"/{name}-{direction}", codec)


def read(data: bytes, budget: Budget) -> str:
    import pypdf  # here: slow to import, and few documents are PDF
    from pypdf.errors import PdfReadError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    _register_codecs()
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise RefusalError("encrypted")
        pages = len(reader.pages)
    except (PdfReadError, ValueError, KeyError) as fault:
        raise RefusalError("damaged", str(fault)[:100]) from None
    if pages > budget.limits.pages:
        raise RefusalError("too_large", f"{pages} pages")
    texts, image_pages = [], 0
    for number in range(pages):
        budget.check_deadline()
        page = reader.pages[number]
        text = page.extract_text() or ""
        budget.count_characters(len(text))
        image_pages += not text.strip() and "/XObject" in (page.get("/Resources") or {})
        texts.append(text)
    if not "".join(texts).strip():
        raise RefusalError("scanned" if image_pages else "empty", f"{pages} pages")
    return "\n\n".join(join_wrapped_lines(texts)) + "\n"

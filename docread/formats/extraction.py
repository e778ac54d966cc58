"""Detection of the format of a file and extraction of its text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from docread.document import ReadingWarning, Refusal
from docread.formats import mime, zip_documents
from docread.formats.legibility import is_garbled
from docread.formats.limits import LIMITS, Budget, Limits, RefusalError
from docread.normalization import normalize, replace_unwritable
from docread.patterns import regex


@dataclass(frozen=True, slots=True)
class ExtractedText:
    """The text of a file in NFC; `kind`: its format (`docx`, `hwpx`, `ofd` or as `detect_kind`)."""

    text: str
    kind: str
    warnings: tuple[ReadingWarning, ...] = ()


Reader = Callable[[bytes, Budget], str]


def detect_kind(data: bytes) -> str | None:
    """Return `pdf`, `hwp`, `zip`, `rtf`, `mime`, `html`, `text`, or None, by the bytes alone."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_BINARY_SIGNATURES):
        return None
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    if mime.is_message(data):
        return "mime"
    kind = next((name for signature, name in _SIGNATURES.items() if data.startswith(signature)), None)
    if kind or _is_html(data):
        return kind or "html"
    return "text" if _is_text(data) else None


# Images, audio, video, compressed files and programs, some of which look like text.
_BINARY_SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"II*\0", b"MM\0*", b"ID3", b"OggS", b"\x1f\x8b", b"7z\xbc\xaf",
                 b"Rar!", b"BZh", b"\xfd7zXZ", b"\x7fELF", b"\0\0\1\0", b"wOFF", b"SQLite format 3")  # fmt: skip
_SIGNATURES = {b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "hwp", b"PK\x03\x04": "zip"}


_UTF_16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}


def _is_html(data: bytes) -> bool:
    if (encoding := _UTF_16.get(data[:2])) is not None:
        data = data[:8192].decode(encoding, "replace").encode("utf-8", "replace")
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    html_start = rb"<(?:!doctype\s+html|html|head|body|!--|\?xml[^>]*\?>\s*<(?:!doctype\s+html|html))"
    if re.match(html_start, head, re.IGNORECASE):
        return True
    tags = re.search(rb"<(?:html|body|div|p|article|table)[\s>]", data[:4096], re.IGNORECASE)
    return tags is not None and data.count(b"</") > 3


def _is_text(data: bytes) -> bool:
    if data[:2] in _UTF_16:
        return True
    sample = data[:8192]
    return sample.count(0) == 0 and sum(byte < 9 or 13 < byte < 27 for byte in sample) * 50 <= len(sample)


def extract(data: bytes, name: str = "", limits: Limits = LIMITS) -> ExtractedText | Refusal:
    """Extract the text of a file.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        File name, used in messages only.
    limits : Limits
        Resources it may use.

    Returns
    -------
    ExtractedText or Refusal
        The text, or one of `docread.document.REFUSALS`.
    """
    refusal = _check_size(data, limits)
    if refusal:
        return refusal
    try:
        kind, text = _read(data, name, Budget(limits))
    except RefusalError as error:
        return Refusal(error.code, error.detail)
    except (RecursionError, MemoryError) as error:
        return Refusal("too_deep" if isinstance(error, RecursionError) else "too_large")
    except Exception as error:  # a third-party parser may raise anything on damaged bytes
        return Refusal("damaged", f"{type(error).__name__}: {error}"[:200])
    text = normalize(replace_unwritable(text))
    if is_garbled(text):
        return Refusal("garbled", kind)
    return ExtractedText(text, kind, _warnings(text, kind, data))


def _check_size(data: bytes, limits: Limits) -> Refusal | None:
    if not data.strip(b"\0 \t\r\n"):
        return Refusal("empty")
    return Refusal("too_large", f"{len(data)} bytes") if len(data) > limits.bytes else None


def _read(data: bytes, name: str, budget: Budget) -> tuple[str, str]:
    kind = detect_kind(data)
    if kind is None:
        raise RefusalError("unknown_kind", name)
    kind, read = _reader(kind, data, budget)
    text = read(data, budget)
    if not text.strip():
        raise RefusalError("empty")
    return kind, text


_MODULES = {"pdf": "pdf", "hwp": "hwp", "rtf": "rtf", "mime": "mime", "html": "html", "text": "plain_text"}


def _reader(kind: str, data: bytes, budget: Budget) -> tuple[str, Reader]:
    """Return the reader of a format; its module is imported here, because some of its libraries are slow to import."""
    if kind == "zip":
        return zip_documents.find_reader(data, budget)
    read: Reader = import_module(f"docread.formats.{_MODULES[kind]}").read
    return kind, read


_ATTACHMENT_ONLY = regex(
    r"(?:붙임|첨부|별첨)\s?(?:파일|자료|문서)?\s?(?:을|를)?\s?(?:참조|참고|확인)|자세한\s(?:내용|사항)은\s(?:붙임|첨부)|详见附件|见附件|see (?:the )?attach",
    re.IGNORECASE,
)
_SCRIPT_APPLICATION = re.compile(rb"<noscript|id=[\"'](?:root|app|__next)[\"']|window\.__", re.IGNORECASE)


def _warnings(text: str, kind: str, data: bytes) -> tuple[ReadingWarning, ...]:
    warnings = []
    is_short = len(text.strip()) < 400
    if is_short and (stub := _ATTACHMENT_ONLY.search(text)):
        warnings.append(ReadingWarning("stub", stub.span()))
    if kind == "html" and is_short and _SCRIPT_APPLICATION.search(data):
        warnings.append(ReadingWarning("made_by_script", (0, 0)))
    return tuple(warnings)

"""MHT (a saved web page) and emails: the text of their first readable part."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from docread.formats import html, plain_text
from docread.formats.limits import Budget, RefusalError

_HEADER = rb"(?:from|to|subject|date|mime-version|content-type|content-transfer-encoding|received|return-path|message-id|x-[\w-]+|snapshot-content-location|delivered-to|reply-to|dkim-signature):"
_HEADER_BLOCK = re.compile(rb"\A\s*(?:" + _HEADER + rb"[^\n]*\n(?:[ \t][^\n]*\n)*){2,}", re.IGNORECASE)
_MAX_PARTS = 1_000


def is_message(data: bytes) -> bool:
    """Whether the bytes start with MIME headers."""
    head = _HEADER_BLOCK.match(data[:8192].replace(b"\r\n", b"\n"))
    return head is not None and re.search(rb"^(?:mime-version|content-type):", head.group(), re.I | re.M) is not None


def read(data: bytes, budget: Budget) -> str:
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    parts = list(_text_parts(message, budget))
    page = next((part for part in parts if part.get_content_type() in {"text/html", "application/xhtml+xml"}), None)
    if message.get_content_type() == "multipart/related" or (page and len(parts) == 1):
        if page is None:
            raise RefusalError("empty", "no page in it")
        return html.read(_page_bytes(page), budget)
    texts = [
        plain_text.decode(_payload(part), _charset(part)) for part in parts if part.get_content_type() == "text/plain"
    ]
    body = "\n\n".join(text.strip() for text in texts if text.strip())
    if not body and page is not None:
        body = html.read(_page_bytes(page), budget)
    if not body:
        raise RefusalError("empty", "no text in it")
    budget.count_characters(len(body))
    return f"{decode_header_text(str(message.get('subject', '')))}\n\n{body}".replace("\r\n", "\n").strip() + "\n"


def _text_parts(message: Message, budget: Budget) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        budget.check_deadline()
        if number > _MAX_PARTS:
            raise RefusalError("too_large", f"more than {_MAX_PARTS} parts")
        if not part.is_multipart() and part.get_content_disposition() != "attachment":
            yield part


def _payload(part: Message) -> bytes:
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


def _charset(part: Message) -> str:
    name = (part.get_content_charset() or "").lower()
    return plain_text.SUPERSET_ENCODINGS.get(name, name)


def _page_bytes(page: Message) -> bytes:
    """Return the page in UTF-8 if its part declares an encoding, else as it is: the page may declare one."""
    raw, charset = _payload(page), _charset(page)
    if not charset:
        return raw
    return b"\xef\xbb\xbf" + plain_text.decode(raw, charset).encode("utf-8", "replace")


def decode_header_text(value: str) -> str:
    """Decode a header, with encoded words (RFC 2047) or in raw bytes as old mailers write it."""
    texts: list[str] = []
    try:
        parts = decode_header(value)
    except (HeaderParseError, ValueError):
        parts = [(value, None)]
    for part, charset in parts:
        raw = part if isinstance(part, bytes) else part.encode("utf-8", "surrogateescape")
        try:
            texts.append(
                plain_text.decode(raw, plain_text.SUPERSET_ENCODINGS.get((charset or "").lower(), charset or ""))
            )
        except (RefusalError, ValueError, LookupError):
            texts.append(raw.decode("utf-8", "replace"))
    return " ".join("".join(texts).split())

"""Extraction of documents from e-mail files: the text, the attachments, and those of nested mails."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from docread.formats.limits import RefusalError
from docread.formats.mime import decode_header_text
from docread.formats.plain_text import SUPERSET_ENCODINGS, decode

MAX_DEPTH = 3  # mails within mails


MAX_FILES = 30


MIN_LENGTH = 40  # characters of a plain text beside HTML: a shorter one only refers to the HTML


# Invitations, cards, signatures: parts of a mail that are no documents; and inline pictures.
_NO_DOCUMENTS = (
    "text/calendar", "text/vcard", "text/x-vcard", "application/pkcs7", "application/x-pkcs7", "application/pgp",
    "message/delivery-status",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    data: bytes


def parts_of(data: bytes, depth: int = 0) -> list[Part]:
    """Return each document of a mail, its own text first. Empty parts are omitted; malformed ones raise no error."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    parts = [*_text_of(message), *_attached(message, depth)]
    return [part for part in parts if part.data.strip()][:MAX_FILES]


def _text_of(message: Message) -> Iterator[Part]:
    subject = _header(message, "subject")
    bodies = [part for part in _leaves(message) if not _is_attached(part)]
    plain_text = "\n\n".join(_decoded(part) for part in bodies if part.get_content_type() == "text/plain").strip()
    page = next((_decoded(part) for part in bodies if part.get_content_type() == "text/html"), "")
    if page and len(plain_text) < MIN_LENGTH:
        yield Part(f"{subject or 'mail'}.html", f"<meta charset='utf-8'>{page}".encode())
    elif plain_text:
        yield Part(f"{subject or 'mail'}.txt", f"{subject}\n\n{plain_text}".encode())


def _attached(message: Message, depth: int) -> Iterator[Part]:
    for part in _leaves(message):
        kind = part.get_content_type()
        if kind == "message/rfc822" or (_is_attached(part) and _name(part).lower().endswith(".eml")):
            if depth < MAX_DEPTH:
                yield from parts_of(_bytes(part), depth + 1)
        elif _is_attached(part) and not kind.startswith(_NO_DOCUMENTS) and not _is_within_the_text(part):
            yield Part(_name(part) or "attachment", _bytes(part))


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something; a mail within the mail is one of them."""
    content = message.get_payload()
    if message.get_content_type() == "message/rfc822" or not isinstance(content, list):
        yield message
        return
    for part in content:
        if isinstance(part, Message):
            yield from _leaves(part)


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_name(part)) or part.get_content_maintype() != "text"


def _is_within_the_text(part: Message) -> bool:
    is_shown = part.get_content_disposition() != "attachment" or "content-id" in part
    return part.get_content_maintype() == "image" and is_shown


def _bytes(part: Message) -> bytes:
    content = part.get_payload()
    if isinstance(content, list):  # a mail within the mail
        return b"\n".join(message.as_bytes() for message in content if isinstance(message, Message))
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


def _decoded(part: Message) -> str:
    charset = (part.get_content_charset() or "").lower()
    raw = _bytes(part)
    try:
        return decode(raw, SUPERSET_ENCODINGS.get(charset, charset))
    except (RefusalError, ValueError, LookupError):
        return raw.decode("utf-8", "replace")


def _name(part: Message) -> str:
    """Return the name of a file, however it is written; without the folders that some programs put before it."""
    try:
        name = part.get_filename() or ""
    except (LookupError, ValueError):
        return ""
    return decode_header_text(name).replace("\\", "/").rsplit("/", 1)[-1].strip()


def _header(message: Message, header_name: str) -> str:
    raw = next((value for name, value in message.raw_items() if name.lower() == header_name), "")
    return decode_header_text(str(raw))[:200]

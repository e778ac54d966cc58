"""What was just done, told on the next page; and the way back, instead of "are you sure?"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

Kind = Literal["info", "success", "warning", "error"]
UNDO = "undo "


def add_notice(
    request: HttpRequest, text: str, kind: Kind = "success", *, undo: str = "", link: tuple[str, str] = ("", "")
) -> None:
    """Show `text` on the next page. `undo`: the address that takes it back when a form without fields is sent to it;
    `link`: words and address of what was made."""
    if kind == "error":
        request.has_failed = True  # type: ignore[attr-defined]  # of this request only
    tags = "\n".join((f"{UNDO}{undo}" if undo else "", *link)) if undo or any(link) else ""
    messages.add_message(request, getattr(messages, kind.upper()), text, extra_tags=tags)


def has_error_notice(request: HttpRequest) -> bool:
    """Whether this request has told of an error: what it was to do was not done."""
    return getattr(request, "has_failed", False)


@dataclass(frozen=True, slots=True)
class Notice:
    text: str
    kind: str
    undo: str
    link: str = ""
    address: str = ""

    @classmethod
    def of(cls, message: Message) -> Notice:
        # One that was stored before an upgrade has fewer parts.
        undo, link, address, *_ = f"{message.extra_tags or ''}\n\n".split("\n")
        return cls(str(message.message), message.level_tag, undo.removeprefix(UNDO), link, address)

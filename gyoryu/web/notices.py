"""Notices on the next page about what was done, with undo instead of "are you sure?"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Literal

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

from gyoryu.base.refusals import Refused
from gyoryu.web.texts.refusals import sentence_for_refusal

Kind = Literal["info", "success", "warning", "error"]
UNDO = "undo "


def add_notice(
    request: HttpRequest, text: str, kind: Kind = "success", *, undo: str = "", link: tuple[str, str] = ("", "")
) -> None:
    """Show `text` on the next page. `undo`: the URL that reverts the action on an empty POST; `link`: label and URL of
    the new object."""
    if kind == "error":
        request.has_failed = True  # type: ignore[attr-defined]  # of this request only
    tags = "\n".join((f"{UNDO}{undo}" if undo else "", *link)) if undo or any(link) else ""
    messages.add_message(request, getattr(messages, kind.upper()), text, extra_tags=tags)


class RefusalAsNotice:
    """Context manager that turns a refusal of its block into a notice: what follows the block is the page to which a
    refused action leads, and, unless the block returns, the others as well."""

    def __init__(
        self, request: HttpRequest, text: Callable[[Refused], str] = sentence_for_refusal, *, kind: Kind = "error"
    ):
        self.request, self.text, self.kind = request, text, kind

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, refusal: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(refusal, Refused):
            return False
        add_notice(self.request, self.text(refusal), self.kind)
        return True


def has_error_notice(request: HttpRequest) -> bool:
    """Return whether this request has added an error notice: its action was not carried out."""
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

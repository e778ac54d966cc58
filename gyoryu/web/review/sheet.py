"""The review sheet: what an action would change, who would get email and what is still open, shown before it is done.

The sheet carries a digest of its content. Only a POST with the digest of the *current* content acts; otherwise the
sheet is shown again, with new lines marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any, Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from gyoryu.base.emails import HOLD_PERIOD
from gyoryu.programmes.models import Event

MAX_LINES, FOLD_AFTER = 100, 12  # lines that a section shows, and above which it is folded
MAX_REASON_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a head. `kind`: a warning is what is still open, or lost."""

    head: str
    lines: tuple[str, ...]
    kind: Literal["plain", "warning"] = "plain"


@dataclass(frozen=True, slots=True)
class EmailPreview:
    """One email of a kind and language, with all its recipients."""

    name: str
    language: str
    tag: str
    subject: str
    body: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`act`: label of the button; `back`: URL of the cancel link. `question`: what has to be confirmed by a checkbox
    and a reason, "" for none. `carried`: hidden fields of the POST. `action`: URL of the POST, where the sheet is
    part of another page. `refusal`: why it cannot be done now."""

    title: str
    act: str
    back: str
    figures: tuple[tuple[str, int | str], ...] = ()
    sections: tuple[Section, ...] = ()
    emails: tuple[EmailPreview, ...] = ()
    carried: tuple[tuple[str, str], ...] = ()
    question: str = ""
    is_held: bool = False
    action: str = ""
    refusal: str = ""
    is_danger: bool = False

    @property
    def digest(self) -> str:
        content = {
            name: value for name, value in asdict(self).items() if name not in ("back", "carried", "act", "action")
        }
        return sha256(repr(content).encode()).hexdigest()[:32]

    @property
    def email_count(self) -> int:
        return sum(len(email.to) for email in self.emails)


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    is_new: bool


@dataclass(slots=True)
class RenderedSection:
    """A section as it is rendered; `more`: number of lines that are not shown."""

    section: Section
    lines: list[Line] = field(default_factory=list)
    more: int = 0

    @property
    def is_long(self) -> bool:
        """Folded, so that the button stays near."""
        return len(self.lines) > FOLD_AFTER


def confirmed(
    request: HttpRequest,
    event: Event,
    sheet: Callable[[], Sheet],
    act: Callable[[str], HttpResponse],
    frame: dict[str, Any],
) -> HttpResponse:
    """Show the sheet, or call `act` with the entered reason if exactly this sheet was confirmed. The event is locked
    between the check and the action. `frame`: context of the layout around the sheet."""
    if request.method != "POST":
        return page(request, sheet(), frame)
    with transaction.atomic():
        Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
        current_sheet = sheet()
        if is_confirmed(request, current_sheet):
            return act(request.POST.get("reason", "").strip()[:MAX_REASON_LENGTH])
    return page(request, current_sheet, frame)


def is_confirmed(request: HttpRequest, sheet: Sheet) -> bool:
    """Whether the POST confirms exactly this sheet, and answers its question."""
    answered = not sheet.question or (request.POST.get("sure") and request.POST.get("reason", "").strip())
    return not sheet.refusal and request.POST.get("digest") == sheet.digest and bool(answered)


def page(request: HttpRequest, sheet: Sheet, frame: dict[str, Any]) -> HttpResponse:
    """Render the sheet as a page."""
    context = {"shell": "officer/shell.html", **frame, **laid_out(request, sheet)}
    return render(request, "officer/review.html", context, status=409 if context["has_changed"] else 200)


def laid_out(request: HttpRequest, sheet: Sheet) -> dict[str, Any]:
    """Return the context of the sheet template; after a POST for another state, new lines are marked."""
    sent = request.POST.get("digest", "") if request.method == "POST" else ""
    seen = set(request.POST.get("seen", "").split())
    has_changed = bool(sent) and sent != sheet.digest
    sections = [
        RenderedSection(
            section,
            [Line(line, has_changed and _line_digest(line) not in seen) for line in section.lines[:MAX_LINES]],
            max(0, len(section.lines) - MAX_LINES),
        )
        for section in sheet.sections
        if section.lines
    ]
    unanswered = bool(sheet.question and sent and not has_changed)
    return {
        "sheet": sheet,
        "sections": sections,
        "seen": " ".join(_line_digest(line.text) for rendered in sections for line in rendered.lines),
        "has_changed": has_changed,
        "reason": request.POST.get("reason", ""),
        "unanswered": gettext("Tick the box and give the reason.") if unanswered else "",
        "held": int(HOLD_PERIOD.total_seconds()),
    }


def _line_digest(line: str) -> str:
    return sha256(line.encode()).hexdigest()[:8]

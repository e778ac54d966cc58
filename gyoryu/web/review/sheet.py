"""Review sheet: changes and emails that an action would cause, and open questions, shown before confirmation.

The sheet contains a digest of its content. Only a POST with the digest of the *current* content performs the action;
otherwise the sheet is shown again, with new lines marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any, Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from gyoryu.base.emails import HOLD_PERIOD
from gyoryu.base.formatting import format_number
from gyoryu.programmes.models import Event

MAX_LINES, FOLD_AFTER = 100, 12  # maximum of lines shown in a section, and of lines shown unfolded
MAX_REASON_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading. `kind`: a warning marks what is unresolved or would be lost."""

    head: str
    lines: tuple[str, ...]
    kind: Literal["plain", "warning"] = "plain"


@dataclass(frozen=True, slots=True)
class EmailPreview:
    """Preview of one kind of email in one language, with all its recipients."""

    name: str
    language: str
    tag: str
    subject: str
    body: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Review sheet of an action. `act`: label of the button; `back`: URL of the cancel link. `question`: statement to
    confirm with a checkbox and a reason, "" for none. `carried`: hidden fields of the POST. `action`: URL of the POST,
    where the sheet is part of another page. `refusal`: why the action is impossible at present."""

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
    def formatted_figures(self) -> list[tuple[str, str]]:
        """Labels with their values; numbers in groups of three digits."""
        return [
            (label, format_number(Decimal(value)) if isinstance(value, int) else value) for label, value in self.figures
        ]

    @property
    def email_count(self) -> int:
        return sum(len(email.to) for email in self.emails)


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    is_new: bool


@dataclass(slots=True)
class RenderedSection:
    """Section prepared for the template; `more`: number of lines that are not shown."""

    section: Section
    lines: list[Line] = field(default_factory=list)
    more: int = 0

    @property
    def is_long(self) -> bool:
        """Return whether the section is folded, which keeps the button near."""
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
    """Return whether the POST confirms exactly this sheet, with the checkbox and reason if required."""
    answered = not sheet.question or (request.POST.get("sure") and request.POST.get("reason", "").strip())
    return not sheet.refusal and request.POST.get("digest") == sheet.digest and bool(answered)


def page(request: HttpRequest, sheet: Sheet, frame: dict[str, Any]) -> HttpResponse:
    """Render the sheet as a page."""
    context = {"shell": "officer/shell.html", **frame, **laid_out(request, sheet)}
    return render(request, "officer/review.html", context, status=409 if context["has_changed"] else 200)


def laid_out(request: HttpRequest, sheet: Sheet) -> dict[str, Any]:
    """Return the context of the sheet template. New lines are marked after a POST with an outdated digest."""
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

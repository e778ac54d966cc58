"""Preview of closing the results of an event: the figures, and what is missing from them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from gyoryu.base.formatting import format_datetime, format_money
from gyoryu.meetings.models import LogAnswer, Meeting, MeetingLog
from gyoryu.outcomes.queries import Figures, figures_of, is_to_come, meetings_to_come, verdicts
from gyoryu.programmes.models import Event
from gyoryu.web.review.previews import labels_of
from gyoryu.web.review.sheet import Section, Sheet
from gyoryu.web.texts.labels import STAGES
from gyoryu.web.texts.languages import reader
from gyoryu.web.texts.refusals import sentence


def closing_sheet(event: Event, now: datetime) -> Sheet:
    """Preview the totals, and the meetings to come, without a log, and disputed. Meetings to come require a reason."""
    back_url, figures = reverse("event-results", args=[event.pk]), figures_of(event)
    title = gettext("Close the figures")
    if is_to_come(event, now):
        return Sheet(title, "", back_url, refusal=sentence("not_over"))
    to_come = meetings_to_come(event, now)
    question = gettext("Close the figures although {count} meetings are still to come").format(count=to_come)
    meetings = Meeting.objects.filter(event=event).select_related("slot")
    disputed = [log for log, verdict in verdicts(event).items() if verdict == LogAnswer.Verdict.DISPUTED]
    return Sheet(
        title=title,
        act=gettext("Close with these figures"),
        back=back_url,
        figures=(
            (gettext("Meetings still to come"), to_come),
            (gettext("Held"), figures.meetings["held"]),
            (gettext("Missed"), figures.meetings["missed"]),
            (gettext("With a log"), figures.logged),
        ),
        sections=(
            _section(event, gettext("Held, without a log"), meetings.filter(state="held", logs=None)),
            _section(
                event,
                gettext("Over, and not noted as held or missed"),
                meetings.filter(state__in=("planned", "running"), slot__ends_at__lte=now),
            ),
            _section(
                event,
                gettext("Disputed by the other side"),
                meetings.filter(pk__in=MeetingLog.objects.filter(pk__in=disputed).values("meeting")),
            ),
            Section(gettext("Totals that are fixed"), _totals(figures)),
        ),
        question=question if to_come else "",
    )


def _section(event: Event, heading: str, meetings: Any) -> Section:
    rows = list(meetings.order_by("slot__starts_at", "pk"))
    labels = labels_of({number for meeting in rows for number in (meeting.seller_id, meeting.buyer_id)})
    lines = (
        f"{labels[meeting.seller_id]} × {labels[meeting.buyer_id]}"
        + (f": {format_datetime(meeting.slot.starts_at, event.time_zone, reader())}" if meeting.slot else "")
        for meeting in rows
    )
    return Section(heading, tuple(lines), "warning")


def _totals(figures: Figures) -> tuple[str, ...]:
    """Return a line for each stage that has logs; stages are never added up."""
    unit = Decimal(1)
    return tuple(
        gettext("{stage}: {count} logs, {krw} ({usd})").format(
            stage=STAGES[stage],
            count=total.logs,
            krw=format_money(total.krw.quantize(unit), "KRW", reader()),
            usd=format_money(total.usd.quantize(unit), "USD", reader()),
        )
        for stage, total in figures.stages.items()
        if total.logs
    )

"""Logs of the meetings of an event."""

from decimal import Decimal

from gyoryu.meetings.models import Meeting, MeetingLog


def log(event, which, amount, currency="USD", stage="consulted", side="seller"):
    meeting = Meeting.objects.filter(event=event).order_by("pk")[which]
    return MeetingLog.objects.create(
        meeting=meeting, author_side=side, amount=Decimal(amount), currency=currency, stage=stage
    )

"""Windows of applications."""

from datetime import UTC, datetime, timedelta

from gyoryu.meetings.models import Terms

HOUR = timedelta(hours=1)


def opened(event, begins, ends):
    now = datetime.now(UTC)
    Terms.objects.filter(event=event).update(apply_from=now + begins, apply_until=now + ends)

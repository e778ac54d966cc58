"""Record that a version of the timetable was viewed."""

from __future__ import annotations

from gyoryu.meetings.models import Application


def mark_seen(application: Application, version: int) -> None:
    """Record that this version of the timetable was viewed. One statement, no audit line: nothing changes."""
    Application.objects.filter(pk=application.pk, seen__lt=version).update(seen=version)

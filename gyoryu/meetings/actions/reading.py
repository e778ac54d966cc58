"""That somebody has looked."""

from __future__ import annotations

from gyoryu.meetings.models import Application


def mark_seen(application: Application, version: int) -> None:
    """This version of the timetable has been looked at. One statement, no audit line: it is a look, not a deed."""
    Application.objects.filter(pk=application.pk, seen__lt=version).update(seen=version)

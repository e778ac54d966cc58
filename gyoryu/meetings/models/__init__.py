"""Data of a consultation: from the call for applications to the meeting logs."""

from gyoryu.meetings.models.applications import (
    Application,
    ApplicationFile,
    Consent,
    Disclosure,
    Invitation,
    ProjectCard,
    Representative,
    Side,
    Topic,
)
from gyoryu.meetings.models.imports import ImportBatch
from gyoryu.meetings.models.logs import LogAnswer, MeetingLog, Stage
from gyoryu.meetings.models.terms import Terms
from gyoryu.meetings.models.timetable import Draft, Meeting, Placement, PlanRun, TimetableVersion
from gyoryu.meetings.models.wishes import Interpreter, PairRule, Wish

__all__ = [
    "Application",
    "ApplicationFile",
    "Consent",
    "Disclosure",
    "Draft",
    "ImportBatch",
    "Interpreter",
    "Invitation",
    "LogAnswer",
    "Meeting",
    "MeetingLog",
    "PairRule",
    "Placement",
    "PlanRun",
    "ProjectCard",
    "Representative",
    "Side",
    "Stage",
    "Terms",
    "TimetableVersion",
    "Topic",
    "Wish",
]

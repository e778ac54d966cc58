"""Bringing a workbook in: looked at first, brought in as a whole, and taken back as a whole."""

from gyoryu.meetings.actions.importing.committing import commit, request_commit
from gyoryu.meetings.actions.importing.reverting import revert
from gyoryu.meetings.actions.importing.validating import choose, fail_import, receive, request_validation, validate

__all__ = ["choose", "commit", "fail_import", "receive", "request_commit", "request_validation", "revert", "validate"]

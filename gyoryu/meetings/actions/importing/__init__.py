"""Bringing a workbook in: looked at first, brought in as a whole, and taken back as a whole."""

from gyoryu.meetings.actions.importing.committing import commit, request_commit
from gyoryu.meetings.actions.importing.validating import choose, fail_import, validate, receive, request_validation
from gyoryu.meetings.actions.importing.reverting import revert

__all__ = ["commit", "choose", "fail_import", "validate", "receive", "request_commit", "request_validation", "revert"]

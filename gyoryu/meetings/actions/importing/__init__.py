"""Import of a workbook: validated in a dry run, committed as a whole, and reverted as a whole."""

from gyoryu.meetings.actions.importing.committing import commit, request_commit
from gyoryu.meetings.actions.importing.reverting import revert
from gyoryu.meetings.actions.importing.validating import choose, fail_import, receive, request_validation, validate

__all__ = ["choose", "commit", "fail_import", "receive", "request_commit", "request_validation", "revert", "validate"]

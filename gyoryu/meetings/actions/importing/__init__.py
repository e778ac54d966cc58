"""Bringing a workbook in: looked at first, brought in as a whole, and taken back as a whole."""

from gyoryu.meetings.actions.importing.committing import bring_in, request_bringing
from gyoryu.meetings.actions.importing.validating import choose, fail_import, look_at, receive, request_look
from gyoryu.meetings.actions.importing.reverting import take_back

__all__ = ["bring_in", "choose", "fail_import", "look_at", "receive", "request_bringing", "request_look", "take_back"]

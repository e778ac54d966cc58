"""A held meeting and the officer of its event, as for the pages of logs."""

from tests.gyoryu.web.log.conftest import meeting, officer

__all__ = ["meeting", "officer"]

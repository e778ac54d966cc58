"""Who sees and who edits which part of a log."""

import pytest

from gyoryu.meetings.models import MeetingLog
from gyoryu.web.log.access import may_edit_log, shows_all


@pytest.mark.parametrize(
    ("author", "perspective", "edits", "sees_all"),
    [
        ("seller", "seller", True, True),
        ("seller", "buyer", False, False),
        ("buyer", "seller", False, False),
        ("staff", "seller", False, True),
        ("seller", "staff", True, True),
        ("seller", "viewer", False, True),
        ("interpreter", "interpreter", True, True),
        ("interpreter", "buyer", False, True),
    ],
)
def test_each_side_edits_its_own_log_and_keeps_its_notes_to_itself(author, perspective, edits, sees_all):
    assert may_edit_log(author, perspective) is edits
    assert shows_all(MeetingLog(author_side=author), perspective) is sees_all

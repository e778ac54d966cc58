"""What was just done, as it is stored until the next page."""

import pytest
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage

from gyoryu.base.refusals import Refused
from gyoryu.web.notices import Notice, RefusalAsNotice
from gyoryu.web.texts.refusals import sentence


@pytest.mark.parametrize(
    ("tags", "undo", "link"),
    [
        ("", "", ""),
        ("undo /undo/a/", "/undo/a/", ""),  # as an earlier version stored it
        ("undo /undo/a/\n\n", "/undo/a/", ""),
        ("\nRead it\n/board/1/", "", "Read it"),
        ("undo /undo/a/\nRead it\n/board/1/\nand more", "/undo/a/", "Read it"),
    ],
)
def test_notices_of_every_version_are_shown(tags, undo, link):
    notice = Notice.of(Message(SUCCESS, "Saved.", extra_tags=tags))
    assert (notice.text, notice.undo, notice.link) == ("Saved.", undo, link)


def test_a_refusal_becomes_a_notice_and_other_errors_do_not(rf):
    request = rf.post("/")
    request._messages = CookieStorage(request)
    with RefusalAsNotice(request):
        raise Refused("file_is_empty")
    with RefusalAsNotice(request, lambda refusal: refusal.code, kind="warning"):
        raise Refused("last_operator")
    notices = [Notice.of(message) for message in request._messages]
    assert [(notice.text, notice.kind) for notice in notices] == [
        (sentence("file_is_empty"), "error"),
        ("last_operator", "warning"),
    ]
    with pytest.raises(ValueError, match="another"), RefusalAsNotice(request):
        raise ValueError("another")

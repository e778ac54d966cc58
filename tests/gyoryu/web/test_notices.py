"""What was just done, as it is stored until the next page."""

import pytest
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message

from gyoryu.web.notices import Notice


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

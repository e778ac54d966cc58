"""Recordings of posts read aloud."""

from __future__ import annotations

from django.db import models

from gyoryu.base.files import StoredFile
from gyoryu.news.board.models import PostText


class SpeechRecording(models.Model):
    """A text of a post read aloud by the server, for browsers without a voice. `digest` is that of the words that were
    read; `starts` says at which second each sentence begins, `words` at which second each of its words does: second,
    first character in the sentence, number of characters (as browsers count). No words where the synthesiser reports
    none."""

    text = models.OneToOneField(PostText, on_delete=models.CASCADE, related_name="recording")
    digest = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    starts = models.JSONField()
    words = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"recording of {self.text_id}"

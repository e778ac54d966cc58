"""A text has one recording, which goes with it."""

import pytest
from django.db import IntegrityError

from gyoryu.base.files import store_file
from gyoryu.news.board.models import Post, PostText
from gyoryu.news.speech.models import SpeechRecording
from tests.gyoryu.articles import NOW

pytestmark = pytest.mark.django_db


def test_one_recording_of_a_text(settings, tmp_path):
    settings.FILES = tmp_path
    post = Post.objects.create(number=1, topics=[], modified_at=NOW)
    text = PostText.objects.create(post=post, language="ko", title="t", body="b")
    recording = SpeechRecording.objects.create(
        text=text, digest="d", file=store_file(b"RIFF", "audio/wav"), starts=[0.0, 1.5]
    )
    assert text.recording == recording
    assert recording.words == []
    with pytest.raises(IntegrityError):
        SpeechRecording.objects.create(text=text, digest="e", file=recording.file, starts=[])


def test_a_recording_goes_with_its_text(settings, tmp_path):
    settings.FILES = tmp_path
    post = Post.objects.create(number=1, topics=[], modified_at=NOW)
    text = PostText.objects.create(post=post, language="ko", title="t", body="b")
    SpeechRecording.objects.create(text=text, digest="d", file=store_file(b"RIFF", "audio/wav"), starts=[])
    text.delete()
    assert not SpeechRecording.objects.exists()

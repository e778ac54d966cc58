"""The child process that synthesises: what it writes, and how it ends without a library or a voice."""

import io
import json
import wave

import pytest

from gyoryu.news.speech import voice


class Silent:
    """A voice that is silent for a second, and reports one word for each sentence."""

    rate = 8000

    def synthesize(self, sentence):
        return bytes(2 * self.rate), [(0.25, 0, len(sentence))]


def test_sentences_and_words_begin_where_the_sound_before_them_ends():
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as output:
        result = voice.speak(Silent(), ["하나", "two"], output)
    assert result["starts"] == [0.0, 1 + voice.PAUSE]
    assert result["words"] == [[[0.25, 0, 2]], [[pytest.approx(1.6), 0, 3]]]
    with wave.open(io.BytesIO(buffer.getvalue())) as sound:
        assert (sound.getframerate(), sound.getnchannels()) == (8000, 1)
        assert sound.getnframes() == 2 * int(8000 * (1 + voice.PAUSE))


def test_without_a_library_it_ends_with_its_own_code(monkeypatch, tmp_path):
    monkeypatch.setattr(voice, "LIBRARIES", ("no-such-library.so",))
    request = {"voice": "ko", "sentences": ["가"], "sound": str(tmp_path / "a.wav")}
    monkeypatch.setattr(voice.sys, "stdin", io.StringIO(json.dumps(request)))
    assert voice.main() == voice.NO_VOICE_EXIT_CODE
    assert not (tmp_path / "a.wav").exists()

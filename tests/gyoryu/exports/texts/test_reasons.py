"""Every reason that the planner gives has a heading and a sentence."""

import pytest

from gyoryu.exports.texts.reasons import REASONS

HEADINGS = {key.removeprefix("reason_") for key in REASONS if key.startswith("reason_")}
SENTENCES = {key.removeprefix("because_") for key in REASONS if key.startswith("because_")}


@pytest.mark.parametrize("code", sorted(HEADINGS))
def test_a_heading_has_a_sentence_for_either_side(code):
    assert code in SENTENCES or code.removeprefix("a_").removeprefix("b_") in SENTENCES


@pytest.mark.parametrize("frame", ["only_slot", "several_slots", "at_slot", "dropping"])
def test_frames_are_completed_by_a_full_stop_elsewhere(frame):
    assert not any(getattr(REASONS[frame], language).endswith((".", "。")) for language in ("ko", "zh", "en"))


def test_sentences_end_without_a_full_stop_since_they_stand_in_frames():
    for code in SENTENCES:
        text = REASONS[f"because_{code}"]
        assert not text.ko.endswith("."), code
        assert not text.zh.endswith("。"), code

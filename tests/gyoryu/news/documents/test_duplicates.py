"""Near-duplicates: shingles, likeness, and the difference between two copies."""

from gyoryu.news.documents.duplicates import MIN_LIKENESS, SHINGLE_COUNT, difference, likeness, shingles_of
from tests.gyoryu.articles import CHINESE, RELEASE, REPOST


def test_a_repost_is_like_its_original_and_another_text_is_not():
    release, repost, other = (shingles_of(text) for text in (RELEASE, REPOST, CHINESE))
    assert likeness(release, release) == 1.0
    assert likeness(release, other) < 0.1
    assert likeness(release, repost) == likeness(repost, release) > 0.3
    assert 0 < MIN_LIKENESS < 1


def test_shingles_are_the_least_hashes_whatever_the_punctuation():
    values = shingles_of(RELEASE)
    assert values == sorted(values)
    assert len(values) == SHINGLE_COUNT
    assert shingles_of("강물 산업, 협력!") == shingles_of("강물산업협력")
    assert likeness([], []) == 0.0


def test_the_difference_says_what_a_copy_lost():
    difference_ = difference("제3국, 광둥성, 허베이성 등", "제3국 광둥성 허베이성 등")
    assert difference_.signs_lost == {"comma": 2}
    assert difference_.words_lost == difference_.words_added == 0


def test_the_parts_of_a_difference_make_up_the_copy():
    parts = difference("물과 공기를 나눈다", "물과 흙을 나눈다").parts
    assert [part.kind for part in parts] == ["same", "lost", "added", "same"]
    assert "".join(part.text for part in parts if part.kind != "lost") == "물과 흙을 나눈다"

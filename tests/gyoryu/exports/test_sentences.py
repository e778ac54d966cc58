import pytest

from gyoryu.base.names import LANGUAGES
from gyoryu.exports.documents import find_obstacles
from gyoryu.exports.sentences import Obstacle, from_plan, reason_heading, sentence

CODES = [
    *("forbidden", "no_common_slot", "a_full", "b_full", "a_busy", "b_busy", "no_table", "no_interpreter", "order"),
    *("max_run", "same_person", "fixed", "lower_weight", "something_new"),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_sentence_in_every_language(korean, code, language):
    for obstacle in (
        Obstacle("P5", code),
        Obstacle("P5", code, drop=("P3",)),
        Obstacle("P5", code, ("d1s4",), {"d1s4": code}),
        Obstacle("P6", code, ("d1s4", "d2s1"), {"d1s4": code, "d2s1": "no_table"}, ("P1", "P2")),
    ):
        text = sentence(korean, obstacle, language)
        assert text.endswith("。" if language == "zh" else ".")
        assert "{" not in text
        assert ".." not in text
        assert text[0] == text[0].upper()
    assert reason_heading(code, language)


def test_codes_are_told_apart(korean):
    texts = {code: sentence(korean, Obstacle("P6", code), "ko") for code in CODES if code not in {"a_full", "a_busy"}}
    assert len(set(texts.values())) == len(texts)


def test_one_slot_in_common(korean):
    obstacle = Obstacle("P5", "no_interpreter", ("d1s4",), {"d1s4": "no_interpreter"}, ("P1",))
    assert sentence(korean, obstacle, "ko") == (
        "두 곳 모두 비어 있는 시간은 5. 12.(화) 10:30뿐이나, 그 시간에는 한중 통역이 모두 배정되어 있습니다. "
        "한빛환경–산둥녹능 상담을 빼면 자리가 납니다."
    )
    assert sentence(korean, obstacle, "zh") == (
        "双方均空闲的时段只有5月12日（周二）10:30，但该时段中韩口译均已另有安排。取消韩光环保–山东绿能有限公司的洽谈即可安排。"
    )
    assert sentence(korean, obstacle, "en") == (
        "Both are free only at Tue 12 May 10:30, but then no one is free for Korean–Chinese interpreting. "
        "Dropping Hanbit Environment–Shandong Green would make room."
    )


def test_several_slots_are_gathered_by_what_prevents_them(korean):
    slots = ("d1s1", "d1s2", "d2s1")
    text = sentence(korean, Obstacle("P6", "no_table", slots, dict.fromkeys(slots, "no_table")), "ko")
    assert text == "두 곳 모두 비어 있는 시간(5. 12.(화) 09:00, 09:30, 5. 13.(수) 09:00)에는 빈 테이블이 없습니다."
    mixed = sentence(korean, Obstacle("P6", "no_table", slots, {"d1s1": "no_table", "d2s1": "max_run"}), "en")
    assert mixed == (
        "Both are free at Tue 12 May 09:00, Wed 13 May 09:00. At Tue 12 May 09:00, every table is taken. "
        "At Wed 13 May 09:00, someone would have more than 4 meetings in a row."
    )


def test_many_slots_are_counted(korean):
    slots = tuple(korean.slots)
    text = sentence(korean, Obstacle("P6", "no_table", slots, dict.fromkeys(slots, "no_table")), "ko")
    assert "10:30 외 4개" in text


def test_rules_are_told_with_their_numbers(korean):
    assert "최대 1건" in sentence(korean, from_plan(korean.plan.unplaced[0]), "ko")
    assert "5. 12.(화) 09:00" in sentence(korean, Obstacle("P6", "fixed"), "ko")
    assert "한빛환경–산둥녹능" in sentence(korean, Obstacle("P6", "order"), "ko")
    assert "같은 담당자" in sentence(korean, Obstacle("P6", "same_person"), "ko")


def test_forbidden_pairs_are_not_offered_a_way_out(korean):
    assert "빼면" not in sentence(korean, Obstacle("P7", "forbidden", drop=("P1",)), "ko")


def test_every_wish_not_met_is_explained_must_and_heavy_ones_first(korean):
    obstacles = find_obstacles(korean)
    assert [o.pair for o in obstacles] == ["P5", "P6"]
    for obstacle in obstacles:
        assert sentence(korean, obstacle, "ko")

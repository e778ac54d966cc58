"""Whom the directory suggests, and the reasons it gives."""

from time import perf_counter

from gyoryu.meetings.matching import Profile, reasons_for, suggest, words_of


def codes(me, counterpart):
    return [(reason.code, reason.about) for reason in reasons_for(me, counterpart)]


def test_what_one_offers_and_the_other_needs_is_a_reason_on_both_sides():
    firm = Profile(1, offers=frozenset({"water", "air"}), languages=frozenset({"ko", "en"}))
    buyer = Profile(2, needs=frozenset({"water"}), languages=frozenset({"zh", "en"}))
    assert codes(firm, buyer) == codes(buyer, firm) == [("field", ("water",)), ("language", ("en",))]


def test_a_project_that_wants_it_weighs_more_than_the_field_alone_and_is_not_counted_twice():
    firm = Profile(1, offers=frozenset({"water"}))
    owner = Profile(2, needs=frozenset({"water"}), projects=frozenset({"water"}))
    counterpart = Profile(3, needs=frozenset({"water"}))
    assert codes(firm, owner) == [("project", ("water",))]
    assert [reasons.id for reasons in suggest(firm, [counterpart, owner])] == [2, 3]


def test_six_digits_weigh_more_than_the_heading_of_four():
    firm = Profile(1, offered_hs=frozenset({"842121"}))
    same_code, near = Profile(2, needed_hs=frozenset({"842121"})), Profile(3, needed_hs=frozenset({"842139"}))
    assert codes(firm, same_code) == [("hs6", ("842121",))]
    assert codes(firm, near) == [("hs4", ("8421",))]
    assert [suggestions.id for suggestions in suggest(firm, [near, same_code])] == [2, 3]


def test_texts_meet_in_korean_and_chinese_by_twos():
    need = Profile(1, needed_words=words_of(["하수 슬러지 건조 설비"]))
    assert reasons_for(need, Profile(2, offered_words=words_of(["슬러지건조기 제조"])))[0].code == "text"
    assert not reasons_for(need, Profile(3, offered_words=words_of(["대기 측정망"])))
    chinese = Profile(4, needed_words=words_of(["污水处理厂提标改造"]))
    assert reasons_for(chinese, Profile(5, offered_words=words_of(["工业污水处理设备"])))[0].code == "text"


def test_a_common_language_alone_is_no_reason_to_meet():
    assert suggest(Profile(1, languages=frozenset({"ko"})), [Profile(2, languages=frozenset({"ko"}))]) == []


def test_two_thousand_five_hundred_are_compared_at_once():
    words = words_of(["산업 폐수 처리용 분리막 여과 설비와 운전 관리 서비스"])
    fields = ("air", "water", "sludge", "waste", "soil")
    counterparts = [
        Profile(n, needs=frozenset({fields[n % 5]}), needed_words=words, needed_hs=frozenset({f"84{n % 100:02d}21"}))
        for n in range(2500)
    ]
    me = Profile(9999, offers=frozenset({"water"}), offered_words=words, offered_hs=frozenset({"842121"}))
    started_at = perf_counter()
    assert len(suggest(me, counterparts)) == 12
    assert perf_counter() - started_at < 1  # 0.1 on an idle machine; ten times that would be another order of growth

import pytest

from gyoryu.base.text import comparison_key, is_blank, name_key, normalize_compatibility, normalize_whitespace


def test_tidy_keeps_what_a_reader_sees():
    assert normalize_whitespace(" ㈜가람\u00a0 물산업\u200b\n(본사) ") == "㈜가람 물산업 (본사)"
    assert normalize_whitespace("Ｇreen　７") == "Green 7"
    assert (
        normalize_whitespace("绿源（集团），分公司") == "绿源（集团），分公司"
    )  # full-width brackets belong to Chinese


def test_plain_replaces_compatibility_characters():
    assert normalize_compatibility("㈜　０９：３０") == "(주) 09:30"


def test_key_ignores_case_space_and_signs():
    assert comparison_key(" Fixed-Table (No.)") == comparison_key("fixed table no")


@pytest.mark.parametrize(
    "spelled",
    [
        "㈜가람물산업",
        "(주) 가람물산업",
        "가람물산업㈜",
        "주식회사 가람 물산업",
        "（주）가람물산업",
        "가람\u00a0물산업 주식회사",
    ],
)
def test_one_korean_firm_in_many_spellings(spelled):
    assert name_key(spelled) == "가람물산업"


@pytest.mark.parametrize(
    "spelled", ["Garam Water Co., Ltd.", "GARAM WATER CO.,LTD", "Garam Water Inc.", "garam  water"]
)
def test_one_english_firm_in_many_spellings(spelled):
    assert name_key(spelled) == "garamwater"


def test_chinese_forms_and_names_made_of_nothing_else():
    assert name_key("山东清禾环保有限公司") == name_key("山东清禾环保 股份有限公司") == "山东清禾环保"
    assert name_key("(주)") == "주"
    assert name_key("Incorda") == "incorda"  # "inc" inside a word is no legal form


@pytest.mark.parametrize("text", ["ㅤ", "\u115f\u1160", "\uffa0", "\u2800", "\u200b ㅤ", "\ufe0f", "\u034f", "\u00ad"])
def test_what_nobody_sees_is_nothing(text):
    assert normalize_whitespace(text) == ""
    assert normalize_whitespace(f"가{text}나").replace(" ", "")[0] == "가"
    assert is_blank(text)

"""Texts of workbooks, booklets, signs and calendars, filled as they are printed."""

import pytest

from gyoryu.exports.texts import translate
from gyoryu.exports.texts.paper import PAPER


@pytest.mark.parametrize(
    ("key", "values", "texts"),
    [
        ("page_of", {"page": 2, "pages": 9}, ("2/9쪽", "第2页，共9页", "Page 2 of 9")),
        ("at_table", {"table": "A-1"}, ("테이블 A-1", "洽谈桌 A-1", "Table A-1")),
        ("with_interpreter", {"name": "김하늘"}, ("통역 김하늘", "口译：김하늘", "Interpreter: 김하늘")),
        (
            "gap",
            {"start": "09:30", "end": "10:00", "minutes": 30},
            ("비는 시간 09:30–10:00(30분)", "空档 09:30–10:00（30分钟）", "Free 09:30–10:00 (30 min)"),
        ),
    ],
)
def test_a_text_is_filled_in_each_language(key, values, texts):
    assert tuple(translate(key, language, **values) for language in ("ko", "zh", "en")) == texts


def test_sheets_of_one_workbook_have_different_names():
    for language in ("ko", "zh", "en"):
        names = [getattr(text, language) for key, text in PAPER.items() if key.startswith("sheet_")]
        assert len(set(names)) == len(names)
        assert all(len(name) <= 31 for name in names), "Excel allows no more"

"""The table of sheets and columns."""

from collections import Counter

import pytest

from gyoryu.base.names import LANGUAGES
from gyoryu.base.text import comparison_key
from gyoryu.meetings.workbook.columns import IMPORTED_COLUMNS, PARTICIPANTS, SHEETS

BY_CODE = {kind.code: kind for kind in IMPORTED_COLUMNS}


@pytest.mark.parametrize("header", ["기업명(국문)", "기업명 (국문)", "기업명국문"])
def test_a_column_is_known_by_its_names_without_spaces_and_punctuation(header):
    named = [column.code for column in BY_CODE["sellers"].columns if column.is_named(comparison_key(header))]
    assert named == ["name_ko"]


@pytest.mark.parametrize("kind", SHEETS, ids=lambda kind: kind.code)
def test_headers_of_one_sheet_of_the_template_differ_in_each_language(kind):
    for language in LANGUAGES:
        headers = Counter(comparison_key(column.header(language)) for column in kind.columns if column.in_template)
        assert not [header for header, count in headers.items() if count > 1], language


@pytest.mark.parametrize("kind", IMPORTED_COLUMNS, ids=lambda kind: kind.code)
def test_every_column_that_is_needed_is_there(kind):
    codes = [column.code for column in kind.columns]
    assert len(set(codes)) == len(codes)
    assert {code for group in kind.one_of for code in group} <= set(codes)
    for column in kind.columns:
        assert all(column in kind.by_key[key] for key in column.keys["ko"])
        assert kind.column(column.code) is column


def test_a_list_of_both_sides_has_the_columns_of_either_under_all_their_names():
    sellers, buyers = BY_CODE["sellers"], BY_CODE["buyers"]
    codes = {column.code for column in PARTICIPANTS.columns}
    assert codes >= {column.code for kind in (sellers, buyers) for column in kind.columns}
    for kind in (sellers, buyers):
        for column in kind.columns:
            assert column.keys["zh"] <= PARTICIPANTS.column(column.code).keys["zh"]

from dataclasses import replace

import pytest
from openpyxl import load_workbook

from gyoryu.base.names import LANGUAGES
from gyoryu.meetings.workbook import read_workbook
from gyoryu.meetings.workbook.columns import SHEETS
from gyoryu.meetings.workbook.template import TEXTS, write_template


def content(path):
    """What a template says, without what is bound to be said in its own language."""
    consultation = read_workbook(path)
    assert consultation.notes == ()
    nameless = tuple(replace(p, name="") for p in consultation.problem.participants)
    interpreters = {key: replace(p, language="en") for key, p in consultation.interpreters.items()}
    return replace(
        consultation,
        language="en",
        problem=replace(consultation.problem, participants=nameless),
        interpreters=interpreters,
    )


def test_templates_say_the_same_in_each_language(tmp_path):
    for language in LANGUAGES:
        write_template(language, tmp_path / f"{language}.xlsx")
    korean, chinese, english = (content(tmp_path / f"{language}.xlsx") for language in LANGUAGES)
    assert korean == chinese == english
    assert korean.is_sample
    assert len(korean.problem.pairs) == 4
    assert read_workbook(tmp_path / "zh.xlsx").language == "zh"


@pytest.mark.parametrize("language", LANGUAGES)
def test_templates_are_fit_for_use(tmp_path, language):
    write_template(language, tmp_path / "t.xlsx")
    book = load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == [TEXTS["guide"]["name"][language], *(kind.header(language) for kind in SHEETS)]
    for sheet in book.worksheets[2:]:
        assert sheet.freeze_panes == "A3"
    wishes = book[next(kind for kind in SHEETS if kind.code == "wishes").header(language)]
    lists = [v.formula1 for v in wishes.data_validations.dataValidation if v.type == "list"]
    assert '"{}"'.format(",".join(TEXTS["choices"]["kinds"][language])) in lists


def test_every_text_and_column_exists_in_each_language():
    for group in TEXTS.values():
        for name, texts in group.items():
            if isinstance(texts, dict):
                assert set(texts) == set(LANGUAGES), name
    for kind in SHEETS:
        for column in kind.columns:
            for texts_by_language in filter(None, (column.names, column.note, column.examples)):
                assert set(texts_by_language) == set(LANGUAGES), (kind.code, column.code)


def test_no_two_columns_of_a_sheet_share_a_name():
    for kind in SHEETS:
        code_by_name = {}
        for column in kind.columns:
            for name in frozenset().union(*column.keys.values()):
                assert code_by_name.setdefault(name, column.code) == column.code, (kind.code, name)


def test_choices_are_understood():
    for kind in SHEETS:
        for column in filter(lambda c: c.choices, kind.columns):
            for language in LANGUAGES:
                for choice in TEXTS["choices"][column.choices][language]:
                    column.read(choice)


def test_a_template_is_not_left_half_written(tmp_path, monkeypatch):
    monkeypatch.setattr("openpyxl.workbook.workbook.Workbook.save", lambda *_: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        write_template("ko", tmp_path / "t.xlsx")
    assert list(tmp_path.iterdir()) == []

"""Every sentence exists in every language, and every code of the packages has a sentence."""

import ast
import re
from pathlib import Path

import pytest
from django.utils.translation import gettext, override, pgettext

import gyoryu
from gyoryu.management.catalogues import CONTEXT, BadCatalogue, compiled, read_catalogue
from gyoryu.meetings.consultation import ImportIssue
from gyoryu.web.texts.import_messages import SENTENCES, format_issue, issue_text

PACKAGE = Path(gyoryu.__file__).parent
CATALOGUES = {name: PACKAGE / "locale" / name / "LC_MESSAGES" / "django.po" for name in ("ko", "zh_Hans")}
# What the reader of a workbook may meet in `meetplan`. Other codes concern the shape of JSON, which it makes itself.
FROM_MEETPLAN = {
    "duplicate_id",
    "min_above_max",
    "order_is_a_circle",
    "slots_out_of_order",
    "too_many_slots_in_a_day",
}


def marked_msgids():
    """The texts in `gettext(…)`, `pgettext(…)` and the like of commands and website, and in templates."""
    msgids = set()
    for path in [*(PACKAGE / "management").rglob("*.py"), *(PACKAGE / "web").rglob("*.py")]:
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        marks = {
            name.asname or name.name
            for node in nodes
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
            for name in node.names
            if name.name.startswith(("gettext", "pgettext"))
        }
        for node in nodes:
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in marks:
                words = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                msgids |= {CONTEXT.join(words)} if node.func.id.startswith("pgettext") else set(words)
    for path in (PACKAGE / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        msgids |= set(re.findall(r'{% translate "([^"]+)"(?: as \w+)? %}', text))
        msgids |= {
            f"{context}{CONTEXT}{word}"
            for word, context in re.findall(r'{% translate "([^"]+)" context "([^"]+)"(?: as \w+)? %}', text)
        }
        blocks = re.findall(r"{% blocktranslate trimmed[^%]* %}(.*?){% endblocktranslate %}", text, re.DOTALL)
        msgids |= {re.sub(r"{{ (\w+) }}", r"%(\1)s", " ".join(block.split())) for block in blocks}
    return msgids


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_sentence_is_translated_and_no_other(name):
    catalogue = read_catalogue(CATALOGUES[name])
    header = catalogue.pop("")
    assert "charset=UTF-8" in header
    assert set(catalogue) == marked_msgids()
    for msgid, msgstr in catalogue.items():
        assert msgstr.strip(), msgid
        placeholder = r"\{\w+\}|%\(\w+\)s"
        assert set(re.findall(placeholder, msgid)) == set(re.findall(placeholder, msgstr)), msgid


@pytest.mark.parametrize("name", CATALOGUES)
def test_compiled_catalogues_are_fresh(name):
    assert CATALOGUES[name].with_suffix(".mo").read_bytes() == compiled(read_catalogue(CATALOGUES[name]))


def test_django_speaks_from_them():
    with override("ko"):
        assert gettext("The file is empty.") == "파일에 내용이 없습니다."
    with override("zh-hans"):
        assert gettext("The file is empty.") == "文件为空。"


def raised_codes():
    """Codes in the reader of workbooks where an issue, refusal or parse error is made."""
    pattern = re.compile(r'(?:ParseError|RefusedFile|ImportIssue|\.\w*(?:remark|issue))\(\s*"(\w+)"')
    chosen = re.compile(r'"(\w+)" if \w+ else "(\w+)"')
    codes = set(FROM_MEETPLAN)
    for folder in (PACKAGE / "base" / "sheets", PACKAGE / "meetings" / "workbook"):
        for path in folder.rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            codes |= set(pattern.findall(text))
            codes |= {
                code
                for line in text.splitlines()
                if re.search("remark|issue|Issue|Refused|ParseError|problem =", line)
                for pair in chosen.findall(line)
                for code in pair
            }
    return codes


def test_every_code_has_a_sentence():
    codes = raised_codes()
    assert {"encrypted", "old_excel", "unknown_time", "sheet_missing", "too_few_languages", "ambiguous_name"} <= codes
    assert codes - SENTENCES.keys() == set()


def test_issues_are_lines_with_place_value_and_suggestion():
    issue = ImportIssue("unknown_buyer", "상담신청", 7, "B", "바이어", "란하이이", "란하이")
    with override("ko"):
        assert format_issue(issue) == (
            "상담신청!B7 (바이어): 바이어 명단에 ‘란하이이’이(가) 없습니다. ‘란하이’을(를) 뜻합니까?"
        )
        assert format_issue(ImportIssue("sheet_empty", "바이어")) == "바이어 시트: 제목 행 아래에 내용이 없습니다."
    with override("en"):
        assert (
            format_issue(ImportIssue("column_missing", "Slots", 3, detail="Date"))
            == "sheet Slots row 3: The column “Date” is missing."
        )
        assert format_issue(ImportIssue("sheet_missing", detail="Slots")) == "The sheet “Slots” is missing."
        assert issue_text("brand_new_code", "x") == "brand_new_code (x)"
        assert issue_text("not_a_date", "{detail} {evil}") == "“{detail} {evil}” is not a date. Write it as 2026-05-12."


@pytest.mark.parametrize(
    "text", ['msgid "a"\nmsgstr a\n', 'msgid "a"\nmsgstr "b"\nmsgid "a"\nmsgstr "c"\n', 'msgid_plural "x"\n']
)
def test_bad_catalogues_are_refused(tmp_path, text):
    (tmp_path / "x.po").write_text(text, encoding="utf-8")
    with pytest.raises(BadCatalogue, match=r"x\.po"):
        read_catalogue(tmp_path / "x.po")


def test_comments_and_long_entries(tmp_path):
    (tmp_path / "x.po").write_text('# note\nmsgid ""\n"a\\n"\n"b"\nmsgstr "c"\n"d"\n', encoding="utf-8")
    assert read_catalogue(tmp_path / "x.po") == {"a\nb": "cd"}


def test_a_word_with_a_context_is_another_word(tmp_path):
    (tmp_path / "x.po").write_text('msgid "a"\nmsgstr "b"\n\nmsgctxt "of c"\nmsgid "a"\nmsgstr "d"\n', encoding="utf-8")
    assert read_catalogue(tmp_path / "x.po") == {"a": "b", f"of c{CONTEXT}a": "d"}


def test_words_with_a_context_reach_the_page():
    with override("ko"):
        assert pgettext("meeting log", "Remove") == "상담일지 삭제"
        assert gettext("Remove") == "삭제"

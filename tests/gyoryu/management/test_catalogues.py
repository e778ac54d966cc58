"""Translations without GNU gettext: what is compiled is what Python's gettext reads."""

import gettext
import io

import pytest

from gyoryu.management.catalogues import BadCatalogue, compiled, read_catalogue

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def catalogue(tmp_path):
    """The translations of a .po with this text."""

    def read(text):
        path = tmp_path / "django.po"
        path.write_text(HEADER + text, encoding="utf-8")
        return read_catalogue(path)

    return read


def test_what_is_compiled_is_read_by_gettext(catalogue):
    text = """# a comment
#: gyoryu/web/x.py:1
msgid "Save"
msgstr "저장"

msgid ""
"one \\"two\\"\\n"
"three"
msgstr "하나 "
"둘"

msgctxt "month"
msgid "May"
msgstr "5월"

msgid "untranslated"
msgstr ""
"""
    translations = gettext.GNUTranslations(io.BytesIO(compiled(catalogue(text))))
    assert translations.gettext("Save") == "저장"
    assert translations.gettext('one "two"\nthree') == "하나 둘"
    assert translations.pgettext("month", "May") == "5월"
    assert [translations.gettext(word) for word in ("May", "untranslated", "unknown")] == [
        "May", "untranslated", "unknown",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', ":7: 'a' stands there twice"),
        ('msgid "a"\nmsgid_plural "as"\n', ":5: msgid_plural is not supported"),
        ("msgid a\n", ":4: not a quoted text"),
        ('msgid "a\n', ":4: not a quoted text"),
    ],
)
def test_what_cannot_be_compiled_is_refused_with_its_line(catalogue, text, fault):
    with pytest.raises(BadCatalogue) as refusal:
        catalogue(text)
    assert str(refusal.value) == f"django.po{fault}"


def test_one_word_in_two_contexts_is_no_duplicate(catalogue):
    entries = catalogue(
        'msgctxt "a"\nmsgid "x"\nmsgstr "1"\n\nmsgctxt "b"\nmsgid "x"\nmsgstr "2"\n\nmsgid "x"\nmsgstr "3"\n'
    )
    assert {key: value for key, value in entries.items() if key} == {"a\x04x": "1", "b\x04x": "2", "x": "3"}

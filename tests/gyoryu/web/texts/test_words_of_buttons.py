"""Labels of buttons. A word for two actions has two translations."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

import gyoryu

PACKAGE = Path(gyoryu.__file__).parent
CATALOGUES = {name: PACKAGE / "locale" / name / "LC_MESSAGES" / "django.po" for name in ("ko", "zh_Hans")}
CANCEL = {"취소", "取消", "Cancel", "撤回", "철회"}
ENTRY = re.compile(r'^(?:msgctxt "(.*)"\n)?msgid "(.*)"\nmsgstr "(.*)"$', re.MULTILINE)
WORDS = re.compile(r'\{% translate "([^"]*)"(?: context "([^"]*)")?')
BUTTON = re.compile(r"<button([^>]*(?:\{%[^%]*%\}[^>]*)*)>(.*?)</button>", re.DOTALL)
CALLED = re.compile(r'(?<!\w)(?:gettext|gettext_lazy|gettext_noop|said|_)\(\s*"([^"]*)"\s*\)')


def templates():
    return sorted((PACKAGE / "templates").rglob("*.html"))


def catalogue(name):
    entries = ENTRY.findall(CATALOGUES[name].read_text(encoding="utf-8"))
    return {(context, text): translated for context, text, translated in entries}


def buttons():
    """Every button as (file, attributes, word, context)."""
    for path in templates():
        for attributes, content in BUTTON.findall(path.read_text(encoding="utf-8")):
            for word, context in WORDS.findall(content)[:1]:
                yield path.name, attributes, word, context


def destructive():
    return [button for button in buttons() if "danger" in button[1]]


def test_destructive_buttons_are_found():
    assert len(destructive()) >= 6


@pytest.mark.parametrize(("file", "attributes", "word", "context"), destructive(), ids=lambda one: str(one)[:30])
def test_no_destructive_button_is_called_cancel(file, attributes, word, context):
    assert word not in CANCEL
    for name in CATALOGUES:
        assert catalogue(name)[context, word] not in CANCEL, (file, word)


def test_no_button_that_does_something_is_called_cancel():
    """Such a word stands for leaving a form only, and for stopping what still runs."""
    called_cancel = [(file, attributes) for file, attributes, word, _ in buttons() if word in CANCEL]
    leaving = [file for file, attributes in called_cancel if "data-cancel" not in attributes]
    assert leaving == []


def test_a_word_on_a_destructive_button_means_nothing_else_elsewhere():
    """It has a context, or stands on that button alone."""
    elsewhere = defaultdict(set)
    for path in templates():
        text = path.read_text(encoding="utf-8")
        for button in BUTTON.finditer(text):
            if "danger" in button[1]:
                text = text.replace(button[0], "")
        for word, context in WORDS.findall(text):
            elsewhere[word, context].add(path.name)
    for path in (PACKAGE / "web").rglob("*.py"):
        for word in CALLED.findall(path.read_text(encoding="utf-8")):
            elsewhere[word, ""].add(path.name)
    shared = {(file, word) for file, _, word, context in destructive() if elsewhere[word, context]}
    assert shared == set()


def test_every_word_with_a_context_is_translated():
    entries = [entry for path in templates() for entry in WORDS.findall(path.read_text(encoding="utf-8"))]
    keys = {(context, word) for word, context in entries if context}
    called = re.compile(r'pgettext(?:_lazy)?\(\s*"([^"]*)",\s*"([^"]*)"')
    for path in (PACKAGE / "web").rglob("*.py"):
        keys |= set(called.findall(path.read_text(encoding="utf-8")))
    assert len(keys) >= 5
    for name in CATALOGUES:
        assert {entry for entry in keys if not catalogue(name).get(entry)} == set()


@pytest.mark.parametrize(("name", "word"), [("ko", "참가신청 철회"), ("zh_Hans", "撤回参会申请")])
def test_leaving_an_event_is_called_by_its_name(name, word):
    assert catalogue(name)["", "Withdraw application"] == word

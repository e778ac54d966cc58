"""Documents are correct: links resolve, commands and settings exist, tables match the program."""

import importlib.util
import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from gyoryu.base.names import LANGUAGES

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").rglob("*.md")])
MARKDOWN_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```[a-z]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
OUR_PATH = re.compile(r"(?:gyoryu|meetplan|docread|tests|deploy|docs|examples|evaluation)/[\w./-]*")


def text_of(page):
    return page.read_text(encoding="utf-8")


def code_lines(text):
    for block, inline in CODE.findall(text):
        yield from (block or inline).splitlines()


def commands(first):
    """Lines of code in all pages that begin with the program `first`, with the page on which they stand."""
    for page in PAGES:
        for line in code_lines(text_of(page)):
            words = (
                shlex.split(line.removeprefix("$ "), comments=True) if line.startswith((first, f"$ {first}")) else []
            )
            if words[:1] == [first] and len(words) > 1:
                yield page.name, words[1:]


def headings(text):
    """The anchors that a page offers."""
    for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    for link in MARKDOWN_LINK.findall(text_of(page)):
        target, _, anchor = link.partition("#")
        if target.startswith(("http:", "https:")):
            continue
        file = (page.parent / target).resolve() if target else page
        assert file.exists(), link
        assert not anchor or anchor in headings(text_of(file)), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_named_paths_exist(page):
    for _, inline in CODE.findall(text_of(page)):
        if OUR_PATH.fullmatch(inline):
            assert (ROOT / inline).exists(), inline


def test_named_targets_of_make_exist():
    targets = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    named = [(page, words[0]) for page, words in commands("make") if "=" not in words[0]]
    assert {"demo", "test", "check"} <= {target for _, target in named}
    assert not [(page, target) for page, target in named if target not in targets]


def test_named_commands_and_their_options_exist():
    available = get_commands()
    named = list(commands("gyoryu"))
    assert {"plan", "check", "replan"} <= {words[0] for _, words in named}
    for page, (name, *rest) in named:
        assert name in available, (page, name)
        parser = load_command_class(available[name], name).create_parser("gyoryu", name)
        for option in (word.partition("=")[0] for word in rest if word.startswith("--")):
            assert option in parser._option_string_actions, (page, name, option)


def test_every_decision_is_in_the_index():
    folder = ROOT / "docs/decisions"
    listed = set(MARKDOWN_LINK.findall(text_of(folder / "README.md")))
    assert {page.name for page in folder.glob("*.md")} - {"README.md"} <= listed


def test_the_operator_is_told_every_setting_and_no_other():
    read = set(re.findall(r'(?:environ\.get|switched_on|secret)\("(\w+)"', text_of(ROOT / "gyoryu/settings.py")))
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", text_of(ROOT / "docs/handbook/operator.md"), re.MULTILINE))
    assert documented == read


def test_the_operator_is_told_which_secrets_may_be_in_files():
    read = set(re.findall(r'\bsecret\("(\w+)"', text_of(ROOT / "gyoryu/settings.py")))
    sentence = re.search(
        r"^Instead of (.*?), the same name with `_FILE`", text_of(ROOT / "docs/handbook/operator.md"), re.M | re.S
    )
    assert read == set(re.findall(r"`([A-Z_]+)`", sentence.group(1)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("program", "row", "rows"), [("columns", "|---|---|---|", 7), ("personal_data", "\n| ", 26)])
def test_the_tables_in_the_handbook_are_those_that_programs_write(program, row, rows, language, monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "docs/handbook")
    spec = importlib.util.spec_from_file_location(f"{program}_of_handbook", ROOT / f"docs/handbook/{program}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    text = text_of(module.PAGES.path(language))
    assert module.PAGES.renewed(text, language) == text, f"run: python docs/handbook/{program}.py"
    assert text.count(row) >= rows


@pytest.mark.parametrize("kind", ["organiser", "participant", "privacy"])
def test_a_handbook_has_the_same_parts_in_every_language(kind):
    texts = [text_of(ROOT / f"docs/handbook/{kind}.{language}.md") for language in LANGUAGES]
    shapes = {(text.count("\n## "), text.count("```"), text.count("\n\n**"), text.count("\n|")) for text in texts}
    assert len(shapes) == 1
    assert any(shapes.pop())

"""Style sheets are loaded in the order of their layers, every script is a module, and every module is tested."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "gyoryu" / "static" / "gyoryu"
TEMPLATES = ROOT / "gyoryu" / "templates"
LAYERS = ["tokens", "base", "forms", "components", "officer", "participant", "print"]
OF_PAGES = {"news", "planning", "results"}
WORKER = "agenda-worker"  # a classic script: browsers learned modules in service workers late
# Modules that the stories test, as they make sense on a page with its server only.
BY_STORIES = {
    "document-upload": "test_story_documents.py",
    "form-drafts": "test_keep.py",
    "offline-cache": "test_participant.py",
    "proposal-review": "test_story_documents.py",
    "timetable-grid": "test_timetable.py",
}


def templates():
    return {
        path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")
    }


def linked(text):
    return re.findall(r'static "gyoryu/([\w-]+)\.css"', text)


def test_style_sheets_are_loaded_in_the_order_of_their_layers():
    assert linked(templates()["parts/styles.html"]) == LAYERS
    assert {path.stem for path in STATIC.glob("*.css")} == {*LAYERS, *OF_PAGES}


def test_the_styles_of_a_page_come_after_all_layers():
    alone = "500.html"  # stands by itself, as it must not need anything that may have failed
    assert linked(templates()[alone]) == LAYERS[:2]
    for name, text in templates().items():
        if name not in {"parts/styles.html", alone} and (own := linked(text)):
            assert set(own) <= OF_PAGES, name
            assert re.search(r"block head|block styles %}\s*{{ block.super }}", text.split("gyoryu/" + own[0])[0]), name


def test_every_script_of_ours_is_a_module():
    for name, text in templates().items():
        for script in re.findall(r"<script\b(?:[^>%]|%(?!\})|%\})*?static \"gyoryu/[^>]*>", text, re.DOTALL):
            assert 'type="module"' in script, (name, script)


def test_every_module_is_loaded_and_tested():
    pages = "".join(templates().values())
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests/browser/modules").glob("test_*.py"))
    modules = {path.stem: path.read_text(encoding="utf-8") for path in STATIC.glob("*.js") if path.stem != WORKER}
    assert all((ROOT / "tests/browser" / story).exists() for story in BY_STORIES.values())
    for name in modules:
        is_imported = any(f'"./{name}.js"' in text for text in modules.values())
        assert f'"gyoryu/{name}.js"' in pages or is_imported, f"nothing loads {name}.js"
        assert name in BY_STORIES or f'"{name}.js"' in tests, f"nothing tests {name}.js"


def test_no_text_is_smaller_than_eleven_pixels():
    """`html` is 62.5 %, so that 1rem is 10 pixels: a size of 1rem was meant as 16 pixels."""
    small = [
        (path.name, size)
        for path in STATIC.glob("*.css")
        for size in re.findall(r"font-size: ([\d.]+)rem", path.read_text(encoding="utf-8"))
        if float(size) < 1.1
    ]
    assert small == []

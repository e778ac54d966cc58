"""Views read documents and posts only by the functions that check visibility."""

import ast
from pathlib import Path

import pytest

PAGES = sorted((Path(__file__).parents[2] / "gyoryu/web").rglob("*.py"))
# Models whose programme is not in the URL. The modules `visibility` of `gyoryu/news` have their functions.
GUARDED = {"ConfirmedRecord", "Document", "Mention", "Post", "Proposal", "Source", "WatchHit"}
# Where the programme was checked before, or the rows are the user's own.
JUDGED = {("desk.py", "ConfirmedRecord")}


def unguarded(tree):
    """Yield names of models that are queried directly: `Post.objects`, `get_object_or_404(Post, …)`."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.attr.startswith(("objects", "_default_manager", "_base_manager"))
        ):
            yield node.value.id
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") not in ("cast", "isinstance"):
            yield from (argument.id for argument in node.args if isinstance(argument, ast.Name))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_view_queries_a_guarded_model_itself(path):
    accessed = {(path.name, name) for name in unguarded(ast.parse(path.read_text(encoding="utf-8"))) if name in GUARDED}
    assert not accessed - JUDGED


@pytest.mark.parametrize(
    "text", ["Post.objects.get(pk=1)", "get_object_or_404(Post, pk=1)", "f(Document._base_manager)"]
)
def test_the_test_sees_both_ways(text):
    assert set(unguarded(ast.parse(text))) & GUARDED

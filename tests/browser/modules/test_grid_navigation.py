"""grid-navigation.js: where arrow keys lead in a table."""

import pytest

from tests.browser.modules.site import browser_test

pytestmark = browser_test
# Cells are named by row and column; x marks those that are wanted.
ROWS = ("a..x", "....", ".x.x")


def table():
    rows = (
        "<tr><th>head</th>"
        + "".join(f'<td data-slot="1" id="c{y}{x}"{" class=wanted" if mark == "x" else ""}></td>' for x, mark in row)
        + "</tr>"
        for y, row in enumerate(map(enumerate, ROWS))
    )
    return f"<table><tbody>{''.join(rows)}</tbody></table>"


@pytest.mark.parametrize(
    ("cell", "key", "target"),
    [
        ("c00", "ArrowRight", "c03"),
        ("c03", "ArrowDown", "c23"),
        ("c23", "ArrowLeft", "c21"),
        ("c00", "ArrowDown", "c21"),
        ("c21", "ArrowUp", "c03"),
        ("c03", "ArrowUp", None),
        ("c03", "ArrowRight", None),
        ("c10", "ArrowRight", "c21"),
    ],
)
def test_along_the_row_or_column_and_else_to_the_nearest_ahead(site, cell, key, target):
    site.open(table())
    wanted = "(cell) => cell.classList.contains('wanted')"
    assert (
        site.call(
            "grid-navigation.js", f"module.nextCell(document.getElementById('{cell}'), '{key}', {wanted})?.id ?? null"
        )
        == target
    )


def test_each_list_has_one_tab_stop(site):
    meetings = '<div class="meeting" tabindex="0"><a href="#"></a></div>' * 3
    page = site.open(f"<div data-roving>{meetings}</div>")
    stops = "[...document.querySelectorAll('.meeting')].map((meeting) => meeting.tabIndex)"
    site.call("grid-navigation.js", "module.keepOneTabStop()")
    assert page.evaluate(stops) == [0, -1, -1]
    site.call("grid-navigation.js", "module.keepOneTabStop(document.querySelectorAll('.meeting')[2])")
    site.call("grid-navigation.js", "module.keepOneTabStop()")
    assert page.evaluate(stops) == [-1, -1, 0]
    assert page.evaluate("[...document.querySelectorAll('a')].map((link) => link.tabIndex)") == [-1, -1, -1]

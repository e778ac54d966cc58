"""Numbers in requests are parsed by one function only."""

import re
from datetime import date
from pathlib import Path

import pytest

from gyoryu.web.parameters import MAX_VALUE, Query, parse_date, whole, whole_numbers

WEB = Path(__file__).parents[3] / "gyoryu/web"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *[("0", 0), ("7", 7), ("007", 7), ("１２", 12), (str(MAX_VALUE), MAX_VALUE)],
        *[
            (text, None)
            for text in (str(MAX_VALUE + 1), "9" * 5000, "²", "-1", "+1", "1.0", "1e3", "1_0", " 1", "", "\0")
        ],
        (None, None),
    ],
)
def test_what_is_a_number(text, number):
    assert whole(text) == number


def test_limits_and_lists():
    assert whole("100", maximum=99) is None
    assert whole_numbers(["3", "x", "9" * 5000, "1"]) == [3, 1]


def test_no_page_reads_numbers_in_another_way():
    """`int` of what came with a request, and the questions whether something is a number."""
    ways = re.compile(r"isdigit|isdecimal|isnumeric|\b(?:int|float|Decimal)\((?:str\()?(?:request|self\.request)\b")
    others = [path.name for path in WEB.rglob("*.py") if ways.search(path.read_text(encoding="utf-8"))]
    assert others == ["parameters.py"]


def test_parameters_are_typed_and_bounded(rf):
    query = Query(rf.get("/", {"q": f" {'가' * 200} ", "kind": "x", "on": "1", "n": "12", "since": "2026-05-12"}))
    assert query.text("q") == "가" * 100
    assert query.text("q", 5) == "가" * 5
    assert query.texts(("kind", "absent")) == {"kind": "x", "absent": ""}
    assert (query.choice("kind", ("x", "y")), query.choice("kind", ("y",), "y")) == ("x", "y")
    assert (query.number("n"), query.number("n", 11), query.number("kind"), query.number("absent")) == (12, *[None] * 3)
    assert (query.date("since"), query.date("kind"), parse_date("2026-02-30")) == (date(2026, 5, 12), None, None)
    assert (query.is_on("on"), query.is_on("n")) == (True, False)


@pytest.mark.parametrize(("address", "numbers"), [("/?of=1&of=x&of=3", [1, 3]), ("/?of=1,2,x,4,5,6", [1, 2, 4])])
def test_lists_of_numbers_are_repeated_or_separated_and_end_somewhere(rf, address, numbers):
    assert Query(rf.get(address)).numbers("of", 4) == numbers


@pytest.mark.parametrize(
    ("page", "rows"), [("", [1, 2]), ("2", [3]), ("99", [3]), ("-1", [3]), ("x", [1, 2]), ("9" * 5000, [1, 2])]
)
def test_pages_exist_whatever_is_asked(rf, page, rows):
    assert list(Query(rf.get("/", {"page": page})).page([1, 2, 3], 2)) == rows


def test_no_page_reads_its_query_in_another_way():
    """Forms read a whole query; they are typed, too."""
    ways = re.compile(r"request\.GET(?:\.get|\.getlist|\[)")
    assert [path.name for path in WEB.rglob("*.py") if ways.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("number", [2**63, 2**64, 10**300])
def test_no_address_has_a_number_beyond_63_bits(client, db, number):
    """Checked by the middleware, for the API as well."""
    for url in (f"/calls/{number}/", f"/board/{number}/", f"/api/events/{number}"):
        assert client.get(url).status_code in (401, 404)


def test_other_encodings_than_ours_are_read_as_ours(client, db):
    """`unicode_escape` and `utf-7` would bring halves of characters, `rot13` an error."""
    for charset in ("unicode_escape", "utf-7", "rot13", "utf-16"):
        body = b'--x\r\nContent-Disposition: form-data; name="login"\r\n\r\n\\ud800@a.example\r\n--x--\r\n'
        kind = f"multipart/form-data; boundary=x; charset={charset}"
        assert client.generic("POST", "/sign-in/", body, content_type=kind).status_code < 500

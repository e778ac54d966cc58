"""Issues about documents: names that no font of ours can draw."""

from dataclasses import replace

import pytest

from gyoryu.base.names import Names
from gyoryu.exports.notes import MAX_CODE_POINTS, names_not_drawn, note_about

CHEROKEE = "ᎠᎡ"


@pytest.mark.parametrize("text", ["한빛환경", "山东绿能", "Northwind Ltd.", ""])
def test_what_is_drawn_has_no_note(text):
    assert note_about("S1", text) is None


def test_a_note_names_the_owner_and_the_characters():
    note = note_about("S1", f"가람 {CHEROKEE}")
    assert (note.code, note.hint) == ("characters_not_drawn", "U+13A0, U+13A1")
    assert note.detail.startswith("S1 가람 ")
    assert CHEROKEE not in note.detail


def test_many_characters_are_cut():
    note = note_about("", "".join(chr(0x13A0 + n) for n in range(MAX_CODE_POINTS + 3)))
    assert note.hint.count("U+") == MAX_CODE_POINTS
    assert note.hint.endswith("…")


def test_every_text_that_is_printed_is_examined_once(consultation_in):
    consultation = consultation_in("ko")
    attendee = replace(consultation.attendees["S1"], names=Names(CHEROKEE, CHEROKEE, "Plain"), field="Ꭲ")
    interpreter = replace(consultation.interpreters["I1"], names=Names("Ꭳ"))
    changed = replace(
        consultation,
        venue=Names("Ꭴ"),
        attendees={"S1": attendee},
        interpreters={"I1": interpreter},
        table_names={"T01": "Ꭵ"},
    )
    assert [note.hint for note in names_not_drawn(changed)] == [
        "U+13A4", "U+13A0, U+13A1", "U+13A2", "U+13A3", "U+13A5",
    ]  # fmt: skip
    assert names_not_drawn(consultation) == []

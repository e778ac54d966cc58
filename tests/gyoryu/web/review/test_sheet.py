"""The review sheet: nothing is done before exactly its content was seen."""

from dataclasses import replace

import pytest
from django.http import HttpResponse

from gyoryu.web.review.sheet import (
    FOLD_AFTER,
    MAX_LINES,
    EmailPreview,
    Section,
    Sheet,
    confirmed,
    is_confirmed,
    laid_out,
)
from tests.gyoryu.factories import make_event

SHEET = Sheet("Publish", "Publish now", "/back/", sections=(Section("Moved", ("S001", "S002")), Section("New", ())))


def test_figures_are_written_in_groups_of_three():
    sheet = replace(SHEET, figures=(("Changed", 1035), ("Scope", "2 of 1000")))
    assert sheet.formatted_figures == [("Changed", "1,035"), ("Scope", "2 of 1000")]


def test_the_digest_follows_what_is_seen_and_not_where_buttons_lead():
    same = [replace(SHEET, act="Do it"), replace(SHEET, back="/"), replace(SHEET, carried=(("a", "b"),))]
    assert {sheet.digest for sheet in same} == {SHEET.digest}
    email = EmailPreview("Invitation", "한국어", "ko", "subject", "body", ("a@x.example", "b@x.example"))
    other = [
        replace(SHEET, figures=(("New meetings", 1),)),
        replace(SHEET, sections=(Section("Moved", ("S001",)),)),
        replace(SHEET, emails=(email,)),
        replace(SHEET, question="Sure?"),
    ]
    assert len({SHEET.digest, *(sheet.digest for sheet in other)}) == 5
    assert replace(SHEET, emails=(email, email)).email_count == 4


@pytest.mark.parametrize(
    ("changes", "posted", "is_sure"),
    [
        ({}, {}, True),
        ({}, {"digest": "0" * 32}, False),
        ({}, {"digest": ""}, False),
        ({"refusal": "Not now."}, {}, False),
        ({"question": "Sure?"}, {}, False),
        ({"question": "Sure?"}, {"sure": "1"}, False),
        ({"question": "Sure?"}, {"sure": "1", "reason": "  "}, False),
        ({"question": "Sure?"}, {"sure": "1", "reason": "because"}, True),
    ],
)
def test_a_confirmation_is_of_this_sheet_and_answers_its_question(rf, changes, posted, is_sure):
    sheet = replace(SHEET, **changes)
    assert is_confirmed(rf.post("/", {"digest": sheet.digest, **posted}), sheet) is is_sure


def test_lines_that_are_new_since_the_sheet_was_seen_are_marked(rf):
    seen = laid_out(rf.get("/"), SHEET)
    assert [line.is_new for line in seen["sections"][0].lines] == [False, False]
    changed = replace(SHEET, sections=(Section("Moved", ("S002", "S003")),))
    context = laid_out(rf.post("/", {"digest": SHEET.digest, "seen": seen["seen"]}), changed)
    assert context["has_changed"]
    assert [(line.text, line.is_new) for line in context["sections"][0].lines] == [("S002", False), ("S003", True)]


def test_empty_sections_are_left_out_and_long_ones_folded_and_cut(rf):
    lines = tuple(map(str, range(MAX_LINES + 5)))
    sheet = replace(SHEET, sections=(Section("None", ()), Section("Some", lines[:FOLD_AFTER]), Section("All", lines)))
    some, many = laid_out(rf.get("/"), sheet)["sections"]
    assert (some.is_long, some.more) == (False, 0)
    assert (many.is_long, many.more, len(many.lines)) == (True, 5, MAX_LINES)


def test_an_unanswered_question_is_pointed_out_only_once_it_was_asked(rf):
    sheet = replace(SHEET, question="Sure?")
    assert laid_out(rf.get("/"), sheet)["unanswered"] == ""
    assert laid_out(rf.post("/", {"digest": sheet.digest}), sheet)["unanswered"]
    assert laid_out(rf.post("/", {"digest": "0" * 32}), sheet)["unanswered"] == ""


@pytest.mark.django_db
def test_the_action_gets_the_reason_and_is_done_once_confirmed(rf, client):
    event, reasons = make_event(), []
    sheet = replace(SHEET, question="Sure?")

    def act(reason):
        reasons.append(reason)
        return HttpResponse("done")

    def answer(**posted):
        request = rf.post("/", posted)
        request.user = client.get("/").wsgi_request.user
        return confirmed(request, event, lambda: sheet, act, {"shell": "page.html"})

    assert answer().status_code == 200
    assert answer(digest="0" * 32).status_code == 409
    assert reasons == []
    assert answer(digest=sheet.digest, sure="1", reason=f" {'x' * 400} ").content == b"done"
    assert reasons == ["x" * 300]

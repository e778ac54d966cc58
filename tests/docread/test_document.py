"""The JSON of a reading has the members of docread/1, and only plain values."""

import json
from dataclasses import fields

from docread import read_text
from docread.document import REFUSALS, Document, Value

TEXT = "# 견본 포럼 개최\n\n## 본문\n\n환경부(장관 김견본)는 2023년 11월 5일 견본시에서 ‘제7회 강물산업 협력 포럼’을 개최했다.\n"


def test_the_json_has_every_field_but_the_text():
    values = read_text(TEXT).as_json()
    assert set(values) == {"format", *(field.name for field in fields(Document))} - {"text"}
    assert values["format"] == "docread/1"
    assert json.loads(json.dumps(values)) == values


def test_spans_of_the_json_are_those_of_the_text():
    values = read_text(TEXT).as_json()
    assert [TEXT[slice(*part["span"])] for part in values["body"]] == [TEXT.split("\n")[-2]]
    (event,) = values["events"]
    assert TEXT[slice(*event["spans"][0])] == event["name"]


def test_number_of_views_is_a_plain_number():
    assert Document("", "ko").as_json()["views"] is None
    assert Document("274", "ko", views=Value(274, (0, 3))).as_json()["views"] == 274


def test_body_text_joins_the_spans_of_the_article():
    document = Document("one, two, three", "en", body=((0, 3), (10, 15)))
    assert document.body_text == "one\n\nthree"


def test_codes_of_refusals_are_distinct():
    assert len(set(REFUSALS)) == len(REFUSALS)

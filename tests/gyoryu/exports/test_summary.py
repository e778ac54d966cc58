"""The result summary on paper."""

import re
from decimal import Decimal

import pytest
from pypdf import PdfReader

from gyoryu.exports.summary import by_furthest_stage, write_summary
from gyoryu.outcomes.models import Closing, ReferenceRate
from tests.gyoryu.consultations import consultation
from tests.gyoryu.factories import BEGIN, make_log, make_meeting


@pytest.fixture
def event(db):
    event = consultation(sellers=1, buyers=1)
    meeting = make_meeting(*event.applications.order_by("-side"), state="held")
    ReferenceRate.objects.create(currency="USD", on="2026-05-11", krw=1400, source="sample")
    make_log(meeting, amount=Decimal(1000))
    make_log(meeting, amount=Decimal(50), stage="signed")
    return event


def text_of(event, language, path):
    write_summary(event, language, path)
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(path).pages))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ko", ("결과요약", "잠정치", "상담액", "1,400,000", "적용환율:USD2026-05-11", "견본상담회")),
        ("zh", ("结果汇总", "暂定数据", "洽谈额", "1,400,000", "样例洽谈会")),
        ("en", ("Resultsummary", "Provisional", "Consulted", "1,000", "70,000")),
    ],
)
def test_figures_are_given_by_stage_in_the_language_of_the_reader(event, language, words, tmp_path):
    text = text_of(event, language, tmp_path / "s.pdf")
    assert [word for word in words if word not in text] == []
    assert "1,470,000" not in text, "stages are never added up"


def test_figures_that_were_closed_say_in_which_closing(event, tmp_path):
    for number in (1, 2):
        Closing.objects.create(event=event, number=number, at=BEGIN, figures={})
    text = text_of(event, "ko", tmp_path / "s.pdf")
    assert "제2차마감" in text
    assert "잠정치" not in text


def test_fields_are_in_the_order_of_what_was_signed_then_pursued_then_consulted():
    fields = {
        "air": {"consulted": Decimal(900)},
        "water": {"signed": Decimal(1)},
        "waste": {"pursuing": Decimal(5), "consulted": Decimal(5)},
        "soil": {"pursuing": Decimal(5), "consulted": Decimal(6)},
    }
    assert [code for code, _ in sorted(fields.items(), key=by_furthest_stage, reverse=True)] == [
        "water", "soil", "waste", "air",
    ]  # fmt: skip

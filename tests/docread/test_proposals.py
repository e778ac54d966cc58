"""An external annotator may only propose what stands in the text."""

import pytest

from docread import read_text
from docread.proposals import CONFIDENCE, Proposal, add_proposals

TEXT = "# 견본\n\n## 본문\n\n견본환경부(장관 김견본)는 11월 5일 견본시에서 ‘제7회 강물산업 협력 포럼’을 개최했다. 나눔터 대표 고은별이 참석했다.\n"


def at(words):
    start = TEXT.index(words)
    return start, start + len(words)


def added(*proposals):
    before = read_text(TEXT)
    after = add_proposals(before, lambda text: proposals)
    assert after.events == before.events
    return [x for x in after.organisations if x not in before.organisations], [
        x for x in after.persons if x not in before.persons
    ]


def test_verbatim_proposals_are_accepted_with_low_confidence():
    bodies, people = added(
        Proposal("organisation", at("나눔터"), text="나눔터"),
        Proposal("person", at("고은별"), role=at("대표"), org=at("나눔터"), text="고은별"),
    )
    assert [(item.name, item.confidence) for item in bodies] == [("나눔터", CONFIDENCE)]
    assert [(item.name, item.role, item.org, item.confidence) for item in people] == [
        ("고은별", "대표", "나눔터", CONFIDENCE)
    ]
    assert people[0].spans == (at("고은별"), at("대표"), at("나눔터"))


@pytest.mark.parametrize(
    "proposal",
    [
        Proposal("organisation", at("나눔터"), text="나눔터 주식회사"),  # other words than the text has
        Proposal("organisation", (0, 4), text="# 견본"),  # outside of the article
        Proposal("organisation", (10_000, 10_004), text=""),
        Proposal("organisation", (5, 2), text=""),
        Proposal("organisation", at("견본환경부"), text="견본환경부"),  # known already
        Proposal("event", at("나눔터"), text="나눔터"),
    ],
)
def test_other_proposals_are_dropped(proposal):
    assert added(proposal) == ([], [])


def test_an_endless_annotator_is_cut_off():
    def endless(text):
        while True:
            yield Proposal("organisation", at("나눔터"), text="나눔터")

    assert len(add_proposals(read_text(TEXT), endless).organisations) < 10

"""English documents: pages, times, names and records. Every text is invented."""

import time
from datetime import date

import pytest

from docread import read_text
from docread.temporal import find_mentions, resolve

PAGE = """Home > News > Press Releases
Ministry of Environment
Korea and Shandong to open a joint center for green technology
Published: May 14, 2024 | Views 1,204
- Working-level committee meets in Jinan -
SEJONG, May 14 (Sori) -- The Ministry of Environment (MOE) said Tuesday that it will hold the 3rd Korea-China Green Forum in Qingdao on May 28-30 together with the Shandong Provincial Department of Ecology and Environment.

On May 13, the ministry signed an MOU with the department in Jinan. Under the MOU, the two sides agreed to open a joint technology center worth 300 million yuan (US$41.4 million) by the end of 2025.

Photo: Minister Kim shakes hands with Wang Lei, vice governor of Shandong.
"We will expand support for small firms that go abroad," said Park Ji-ho, director general of the ministry's Green Transition Bureau.

Contact: Lee Min-ho, 044-000-7000
Attachment: List of participants.pdf
Related news
Ministry to hold a forum in Busan on May 20, 2024
Copyright (c) Ministry of Environment. All rights reserved.
"""


def whens(text, reference=date(2024, 5, 13)):
    mentions = find_mentions(text, 0, len(text), "en")
    return [(item.start, item.end) for item in resolve(mentions, text, (0, len(text)), reference, "en")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It will be held on May 28.", [("2024-05-28", "2024-05-28")]),
        ("It was held on Dec. 20.", [("2023-12-20", "2023-12-20")]),
        ("from 28 to 30 August", [("2024-08-28", "2024-08-30")]),
        ("May 12-14, 2025", [("2025-05-12", "2025-05-14")]),
        ("from December 30 to January 2, 2025", [("2024-12-30", "2025-01-02")]),
        ("He said on Tuesday", [("2024-05-07", "2024-05-07")]),
        ("They will meet on Friday", [("2024-05-17", "2024-05-17")]),
        ("next month", [("2024-06", "2024-06")]),
        ("in the first half of next year", [("2025-01", "2025-06")]),
        ("by the third quarter", [("2024-07", "2024-09")]),
        ("by the end of 2027", [("2027", "2027")]),
        ("later this year", [("2024", "2024")]),
        ("this October", [("2024-10", "2024-10")]),
        ("yesterday", [("2024-05-12", "2024-05-12")]),
        ("The ministry may march on.", []),
    ],
)
def test_times_are_resolved_against_the_publication_date(text, expected):
    assert whens(text) == expected


def test_without_a_publication_date_times_stay_open():
    assert whens("He said on Tuesday that it opens on May 3.", None) == [("XXXX-05-03", "XXXX-05-03")]


def test_a_contradicting_weekday_is_warned_of():
    text = "Published: 2024-05-10\n\nThe forum will be held at the town hall of Suwon on Tuesday, May 15, and on no other day."
    assert [warning.code for warning in read_text(text).warnings] == ["weekday_mismatch"]


def test_article_and_metadata_of_a_page():
    read = read_text(PAGE)
    assert read.title.value == "Korea and Shandong to open a joint center for green technology"
    assert (read.published.value, read.views.value) == ("2024-05-14", 1204)
    assert read.publisher.value == "Ministry of Environment"
    assert [attachment.name for attachment in read.attachments] == ["List of participants.pdf"]
    assert read.body_text.startswith("The Ministry of Environment (MOE) said")
    assert read.body_text.endswith("Green Transition Bureau.")
    assert "shakes hands" not in read.body_text
    assert {removed.reason for removed in read.removed} >= {
        "nav",
        "meta",
        "deck",
        "dateline",
        "caption",
        "contact",
        "related",
    }


def test_records_of_a_page():
    read = read_text(PAGE)
    event = read.events[0]
    assert (event.name, event.start, event.end, event.place) == (
        "3rd Korea-China Green Forum", "2024-05-28", "2024-05-30", "Qingdao",
    )  # fmt: skip
    assert {(organisation.name, organisation.country) for organisation in read.organisations} == {
        ("Ministry of Environment", "KR"),
        ("Shandong Provincial Department of Ecology and Environment", "CN"),
    }
    assert [(person.name, person.role, person.org) for person in read.persons] == [
        ("Park Ji-ho", "director general", "Ministry of Environment")
    ]
    assert [
        (agreement.kind, agreement.status, agreement.date, len(agreement.parties)) for agreement in read.agreements
    ] == [("MOU", "signed", "2024-05-13", 2)]
    assert {(amount.value, amount.currency) for amount in read.amounts} == {(300_000_000, "CNY"), (41_400_000, "USD")}
    assert {(commitment.actor, commitment.strength, commitment.due) for commitment in read.commitments} == {
        ("Ministry of Environment", "plan", "2024-05-30"),
        ("two sides", "agreed", "2025"),
        ("Park Ji-ho", "pledge", None),
    }
    assert read.quotes[0].speaker == "Park Ji-ho"


def test_every_value_has_its_span():
    read = read_text(PAGE)
    for item in (*read.events, *read.organisations, *read.persons):
        start, end = item.spans[0]
        assert PAGE[start:end] == item.name
    for commitment in read.commitments:
        start, end = commitment.spans[0]
        assert PAGE[start:end] == commitment.action


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Korean firms such as Hanol Pumps, Greenfil and Sebit Tech attended.", ["Hanol Pumps", "Greenfil", "Sebit Tech"]),
        ("The Ministry of Trade, Industry and Energy, KOTRA and Gyeonggi Province signed it.", ["Ministry of Trade, Industry and Energy", "KOTRA", "Gyeonggi Province"]),
        ("Filter maker Dasan Clean sold it to Qingdao Haifeng Trading Co., Ltd.", ["Dasan Clean", "Qingdao Haifeng Trading Co., Ltd."]),
        ("It is held at the Weihai International Convention Center in Shandong Province.", []),
        ("The cities of Sejong and Busan run the hall.", ["Sejong", "Busan"]),
    ],
)  # fmt: skip
def test_organisations_by_suffixes_and_context(sentence, names):
    text = f"{sentence} Nothing else of note was told to anybody in this short report of ours."
    assert [organisation.name for organisation in read_text(text).organisations] == names


@pytest.mark.parametrize(
    ("sentence", "person"),
    [
        ("Minister of Environment Kim Wan-ju spoke.", ("Kim Wan-ju", "Minister")),
        ("Shandong Vice Governor Wang Guiren spoke.", ("Wang Guiren", "Vice Governor")),
        ("It is ready, said Lee Dong-su, the CEO of Hanol Pumps.", ("Lee Dong-su", "CEO")),
        ("Oh Ye-rin (Director, KEITI) spoke.", ("Oh Ye-rin", "Director")),
        ("John Marlow, a senior analyst at the World Bank, spoke.", ("John Marlow", "senior analyst")),
    ],
)
def test_persons_with_titles_before_and_after(sentence, person):
    text = f"{sentence} Nothing else of note was told to anybody in this short report of ours."
    assert [(person.name, person.role) for person in read_text(text).persons] == [person]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("worth US$3.2 million (4.4 billion won)", {(3_200_000, "USD"), (4_400_000_000, "KRW")}),
        ("RMB 300 million and EUR 14.5 million", {(300_000_000, "CNY"), (14_500_000, "EUR")}),
        ("between 3 and 5 billion won", {(3_000_000_000, "KRW"), (5_000_000_000, "KRW")}),
        ("a 5.4 billion-won order", {(5_400_000_000, "KRW")}),
        ("half a million dollars", {(500_000, "USD")}),
    ],
)
def test_money(text, amounts):
    text = f"The plant of the town in the hills is {text}, as was told to everybody who asked about it."
    assert {(amount.value, amount.currency) for amount in read_text(text).amounts} == amounts


def test_every_clause_states_its_own_contract():
    text = (
        "Hanol Pumps Co., Ltd. concluded a supply contract with Nanjing Yuhe Water Co., Ltd., while retailer "
        "An Phuc Mart signed an MOU with Sebit Tech Inc. on the same shelf of goods."
    )
    assert [(agreement.kind, agreement.parties) for agreement in read_text(text).agreements] == [
        ("contract", ("Hanol Pumps Co., Ltd.", "Nanjing Yuhe Water Co., Ltd.")),
        ("MOU", ("An Phuc Mart", "Sebit Tech Inc.")),
    ]


def test_a_forecast_is_not_a_commitment():
    text = (
        "The new line of the port will be a hub for trade. The expo will open in June and will help small firms grow."
    )
    assert read_text(text).commitments == ()


@pytest.mark.parametrize(
    "piece",
    [
        "Ministry of ",
        "A B, and ",
        "$1,",
        "12-",
        "Will Expo 2024 ",
        "May 1 to ",
        '"',
        "the City of X ",
        "was signed with the ",
    ],
)
def test_repeated_text_is_read_in_time(piece):
    started = time.process_time()
    read_text("The plan was told to all of the people who came to the town hall. " + piece * 3000)
    assert time.process_time() - started < 10

import base64
import re
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from gyoryu.base.names import LANGUAGE_TAGS
from gyoryu.exports.documents import find_obstacles
from gyoryu.exports.report import report
from gyoryu.exports.texts import translate

VOID = {"meta", "input"}


class Reader(HTMLParser):
    """Checks that what is opened is closed, and gathers what tests ask for."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.tags, self.words, self.labelled = [], [], [], [], set()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.labelled |= {attributes[k] for k in ("aria-labelledby", "for") if k in attributes}
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open, tag
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture
def page(timetable):
    return report(timetable, find_obstacles(timetable))


@pytest.fixture
def read(page):
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


def test_it_is_well_formed_and_its_references_lead_somewhere(read):
    assert len(read.ids) == len(set(read.ids))
    assert read.labelled <= set(read.ids)


def test_nothing_comes_from_outside(page, read):
    assert not re.search(r"https?://|//[a-z]|@import|url\(", page.replace("<!DOCTYPE", ""))
    assert not [tag for tag, attributes in read.tags if "src" in attributes or tag == "link"]
    assert all(attributes["href"].startswith("#") for _, attributes in read.tags if "href" in attributes)


def test_only_our_own_script_may_run(page, read):
    scripts = re.findall(r"<script>(.*?)</script>", page, re.S)
    assert len(scripts) == 1
    digest = base64.b64encode(sha256(scripts[0].encode()).digest()).decode()
    policy = next(a["content"] for _, a in read.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert not [name for _, attributes in read.tags for name in attributes if name.startswith("on")]


def test_typed_names_are_text(page, read, hostile):
    words = " ".join(read.words)
    assert page.count("<script") == 1
    assert "<script>alert(1)</script>" in words
    assert hostile[0] in words
    assert "\u202e" not in page


def test_it_opens_in_the_workbooks_language_and_holds_the_others(page, read, timetable):
    assert f'<html lang="{LANGUAGE_TAGS[timetable.language]}">' in page
    checked = [a["value"] for tag, a in read.tags if tag == "input" and "checked" in a]
    assert checked == [LANGUAGE_TAGS[timetable.language]]
    words = " ".join(read.words)
    for key in ("h_picture", "h_load", "h_breaks", "h_fair", "h_matrix", "h_unmet", "sample"):
        for language in LANGUAGE_TAGS:
            assert translate(key, language) in words


def test_one_chip_for_each_meeting_and_one_mark_for_each_wish(read):
    chips = [a for tag, a in read.tags if tag == "button"]
    assert sorted((a["data-a"], a["data-b"]) for a in chips) == [
        ("S1", "B1"),
        ("S1", "B2"),
        ("S2", "B2"),
        ("S3", "B2"),
        ("S3", "B3"),
    ]
    marks = [a for tag, a in read.tags if tag == "use" and "x" in a]
    assert sorted(a["class"] for a in marks) == ["got"] * 5 + ["missed"] * 2
    assert {a["href"] for a in marks} == {"#wish-mutual", "#wish-seller", "#wish-buyer", "#wish-unknown"}


def test_a_plan_that_meets_every_wish_says_so(korean):
    assert translate("unmet_none", "ko") in report(korean, [])

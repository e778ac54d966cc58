import re

import pytest
from pypdf import PdfReader

from gyoryu.exports import print as paper
from gyoryu.exports.print import shorten
from gyoryu.exports.texts import translate


def read(path):
    reader = PdfReader(path)
    return reader, [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]


def squeezed(text):
    return re.sub(r"\s", "", text)


@pytest.fixture
def firms(timetable, tmp_path):
    paper.write_booklets_of_attendees(timetable, timetable.firms, "booklets_firms", tmp_path / "f.pdf")
    return read(tmp_path / "f.pdf")


@pytest.fixture
def buyers(timetable, tmp_path):
    paper.write_booklets_of_attendees(timetable, timetable.buyers, "booklets_buyers", tmp_path / "b.pdf")
    return read(tmp_path / "b.pdf")


def test_one_page_for_each_firm_in_its_own_language(firms):
    _, pages = firms
    assert len(pages) == 4
    first = squeezed(pages[0])
    for expected in ("나의상담일정", "한빛환경", "2026.5.12.(화)", "山东绿能有限公司", "산둥녹능", "통역김하늘", "A-1"):
        assert expected in first
    assert squeezed("비는 시간 09:30–10:00(30분)") in first
    assert squeezed("배정된 상담이 없습니다.") in squeezed(pages[3])
    assert all("SAMPLE" in page for page in pages)


def test_buyers_read_their_own_language(buyers):
    _, pages = buyers
    assert len(pages) == 4
    assert "我的洽谈日程" in squeezed(pages[0])
    assert "한빛환경" in squeezed(pages[0])
    assert "韩光环保" in squeezed(pages[0])
    assert "Your meetings" in pages[2]
    assert "Online" in pages[2]


def test_what_people_typed_is_never_markup(firms, buyers, hostile):
    everything = squeezed("".join(firms[1] + buyers[1]))
    for name in hostile:
        assert squeezed(name) in everything


def test_pdfs_are_accessible_and_say_what_they_are(firms, timetable):
    reader, _ = firms
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith(timetable.language)
    assert translate("booklets_firms", timetable.language) in reader.metadata.title
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_interpreters_get_theirs(timetable, tmp_path):
    paper.write_booklets_of_interpreters(timetable, tmp_path / "i.pdf")
    _, pages = read(tmp_path / "i.pdf")
    assert len(pages) == 2
    assert "나의통역일정" in squeezed(pages[0])
    assert "한중통역" in squeezed(pages[0])
    assert "我的口译日程" in squeezed(pages[1])


def test_signs_and_wall(timetable, tmp_path):
    paper.write_table_signs(timetable, tmp_path / "s.pdf")
    reader, pages = read(tmp_path / "s.pdf")
    assert len(pages) == 2
    assert "A-1" in pages[0]
    assert "T02" in pages[1]
    paper.write_wall_timetable(timetable, tmp_path / "w.pdf")
    reader, pages = read(tmp_path / "w.pdf")
    assert len(pages) == 2  # one for each day
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height
    assert "한빛환경" in squeezed(pages[0])
    assert "Northwind" in pages[1]  # who is online stands below the tables


def test_long_names_are_cut_by_the_room_they_take():
    assert shorten("한빛환경", 8) == "한빛환경"
    assert shorten("한빛환경기술", 8) == "한빛환…"
    assert shorten("Northwind Water", 10) == "Northwind…"

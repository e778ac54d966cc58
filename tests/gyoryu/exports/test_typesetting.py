"""Every paper is made whatever characters a name holds: by a font that has them, or with a visible stand-in."""

import random
import re
import unicodedata
from dataclasses import replace

import pytest
import typst
from pypdf import PdfReader

from gyoryu.base.names import Names
from gyoryu.exports import print as paper
from gyoryu.exports import typesetting
from gyoryu.exports.notes import names_not_drawn
from gyoryu.exports.timetable import Timetable
from gyoryu.exports.typesetting import STAND_IN, displayable, missing_characters

UNSEEN = {"Cn", "Cs", "Cc", "Cf", "Zl", "Zp"}
ASSIGNED = [chr(code) for code in range(0x20, 0x110000) if unicodedata.category(chr(code)) not in {*UNSEEN, "Co"}]
EMOJI = ["😀", "👩\u200d🔬", "🇰🇷", "♻\ufe0f", "👍🏽"]
NEVER_DRAWN = ["\ue000", "\U000f0000", "\ufffe", "\U0003ffff"]  # private use and what is no character
# What a font of ours must have, by script.
DRAWN = [
    "臺灣淨水股份有限公司", "煙臺瑞灝沁水務有限公司", "國際環保聯盟", "香港環境科技（集團）", "㐂堃喆淼犇驫", "𠮷𡈽",
    "บริษัท น้ำสะอาด จำกัด", "شركة المياه النقية", "जल शुद्धि लिमिटेड", "Công ty Nước sạch Việt Nam", "ООО «Чистая вода»",
    "Қазақстан Су", "Ελληνική Εταιρεία Ύδρευσης", "საქართველო", "Հայաստան", "מים נקיים", "ទឹកស្អាត", "ນ້ຳສະອາດ",
    "ရေသန့်", "বিশুদ্ধ পানি", "தூய நீர்", "ንጹህ ውሃ", "ᠮᠣᠩᠭᠣᠯ", "한빛환경", "韩光环保", "Łódź Żółć Çağrı",
]  # fmt: skip


@pytest.fixture
def named(consultation_in, the_plan):
    """name -> a timetable of which one buyer bears it."""

    def make(name):
        event = consultation_in("ko")
        strange = replace(event.attendees["B1"], names=Names(zh=name), field=name)
        return Timetable(replace(event, attendees=event.attendees | {"B1": strange}), the_plan)

    return make


def papers(timetable, folder):
    paper.write_booklets_of_attendees(timetable, timetable.firms, "booklets_firms", folder / "firms.pdf")
    paper.write_booklets_of_attendees(timetable, timetable.buyers, "booklets_buyers", folder / "buyers.pdf")
    paper.write_booklets_of_interpreters(timetable, folder / "interpreters.pdf")
    paper.write_table_signs(timetable, folder / "signs.pdf")
    paper.write_wall_timetable(timetable, folder / "wall.pdf")
    return {path.stem: text_of(path) for path in folder.glob("*.pdf")}


def text_of(path):
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(path).pages))


def compiled(monkeypatch):
    """Names how often typst was asked: once, unless it refused."""
    calls = []
    compile_ = typesetting._compile
    monkeypatch.setattr(typesetting, "_compile", lambda *args: calls.append(args) or compile_(*args))
    return calls


@pytest.mark.parametrize("name", DRAWN)
def test_names_of_many_scripts_are_drawn(name):
    assert missing_characters(name) == ""
    assert displayable(name) == unicodedata.normalize("NFC", name)


def test_a_traditional_name_stands_on_every_paper_as_it_is_written(tmp_path, named):
    timetable = named("臺灣淨水股份有限公司")
    assert all("臺灣淨水股份有限公司" in text or name == "wall" for name, text in papers(timetable, tmp_path).items())
    assert "臺灣淨水" in text_of(tmp_path / "wall.pdf")  # cut to the width of its cell
    assert names_not_drawn(timetable.consultation) == []


@pytest.mark.parametrize("strange", [*EMOJI, *NEVER_DRAWN])
def test_what_no_font_has_is_shown_as_a_stand_in_and_said_whose_it_is(strange, tmp_path, named):
    timetable = named(f"견본{strange}물산")
    for text in papers(timetable, tmp_path).values():
        assert (f"견본{STAND_IN}" in text) == bool(missing_characters(strange))
    (note,) = {(note.code, note.detail, note.hint) for note in names_not_drawn(timetable.consultation)} or {None}
    if note is None:
        assert missing_characters(strange) == ""
        return
    code, detail, hint = note
    assert code == "characters_not_drawn"
    assert detail.startswith("B1 견본□")
    assert f"U+{ord(strange[0]):04X}" in hint


def test_any_assigned_characters_can_be_printed_together(tmp_path, monkeypatch):
    """All of Unicode, on few pages: whatever is on paper was asked of typst once, and taken."""
    calls = compiled(monkeypatch)
    shuffled = random.Random(11).sample(ASSIGNED, len(ASSIGNED))
    for start in range(0, len(shuffled), 24_000):
        typeset_texts([" ".join(shuffled[start : start + 24_000])], tmp_path / "all.pdf")
    assert len(calls) == -(-len(shuffled) // 24_000)


@pytest.mark.parametrize("seed", range(6))
def test_names_mixed_from_all_scripts_can_be_printed(seed, tmp_path, monkeypatch):
    """Marks on letters of other scripts, emoji in the middle of words, whatever: forty names a seed."""
    calls, pick = compiled(monkeypatch), random.Random(seed)
    marks = [char for char in ASSIGNED if unicodedata.category(char).startswith("M")]
    pools = (ASSIGNED, marks, EMOJI, NEVER_DRAWN, list("가나다한漢字"), list("".join(DRAWN)))
    names = ["".join(pick.choice(pick.choice(pools)) for _ in range(20)) for _ in range(40)]
    typeset_texts(names, tmp_path / "mixed.pdf")
    assert len(calls) == 1


def typeset_texts(texts, path):
    run = ("x", "ko")
    data = {
        "lang": "ko", "title": run, "sample": None, "event": run, "made": run, "heading": run, "standing": run,
        "facts": [(text, language) for text, language in zip(texts, ["ko", "zh", "en"] * len(texts), strict=False)],
        "counts": [(run, run)], "tables": [], "notes": [run],
    }  # fmt: skip
    typesetting.typeset("summary.typ", data, path)
    assert path.read_bytes().startswith(b"%PDF")


def test_a_mark_that_no_font_sets_on_its_letter_is_a_stand_in_of_its_own():
    assert displayable("가\u0f3f") == f"가{STAND_IN}"
    assert displayable("é") == "é"
    assert displayable("e\u0301") == "é"  # composed
    assert displayable("齐\ufe00") == "齐"  # a choice of shape draws nothing itself


def test_should_typst_refuse_all_the_same_the_paper_is_made_of_our_own_scripts(tmp_path, monkeypatch):
    monkeypatch.setattr(typesetting, "displayable", lambda text: text)
    typeset_texts(["견본\ue000 ไทย 臺"], tmp_path / "plain.pdf")
    assert f"견본{STAND_IN}{STAND_IN}{STAND_IN}{STAND_IN}臺" in text_of(tmp_path / "plain.pdf")


def test_another_fault_of_a_template_is_not_hidden(tmp_path):
    with pytest.raises(typst.TypstError):
        typesetting.typeset("summary.typ", {"lang": "ko"}, tmp_path / "x.pdf")


def test_only_what_is_used_of_a_font_is_in_the_file(tmp_path):
    typeset_texts(["臺灣"], tmp_path / "small.pdf")
    assert (tmp_path / "small.pdf").stat().st_size < 60_000

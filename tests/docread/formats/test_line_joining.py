"""Wrapped words are joined and separate words stay separate, wherever a line ends."""

import textwrap

import pytest

from docread.formats import extract
from docread.formats.line_joining import join_wrapped_lines

KOREAN = (
    "환경부(장관 김견본)는 2026년 11월 26일 중국 지난에서 산둥성 생태환경청(청장 왕견본)과 녹색산업 협력에 관한 "
    "업무협약을 체결했다고 밝혔다. 양측은 2027년 5월 서울에서 수출상담회를 열기로 하였다."
)
CHINESE = (
    "2026年11月26日，山东省生态环境厅厅长王样本在济南与韩国环境部副部长金样本签署绿色产业合作谅解备忘录。"
    "双方将于2027年5月在首尔举办出口洽谈会，并就参与的项目交换了意见。"
)


def joined(lines):
    return join_wrapped_lines(["\n".join(lines)])[0].replace("\n", " ")


@pytest.mark.parametrize("width", range(17, 48))
def test_chinese_wrapped_at_every_width(width):
    assert joined([CHINESE[at : at + width] for at in range(0, len(CHINESE), width)]).replace(" ", "") == CHINESE


@pytest.mark.parametrize("at", [at for at in range(45, len(CHINESE) - 2) if CHINESE[at - 1] != "。"])
def test_chinese_broken_anywhere(at):
    assert join_wrapped_lines([f"{CHINESE[:at]}\n{CHINESE[at:]}"])[0] == CHINESE


def breaks_within_words(text):
    """Every place within a word, but for those between two words that make a compound."""
    return [at for at in range(24, len(text) - 1) if " " not in text[at - 1 : at + 1] and text[at - 1] != "."]


@pytest.mark.parametrize("at", breaks_within_words(KOREAN))
def test_a_korean_word_wrapped_anywhere_is_joined(at):
    assert join_wrapped_lines([f"{KOREAN[:at]}\n{KOREAN[at:]}"])[0].replace("\n", "") == KOREAN


@pytest.mark.parametrize("at", [at for at, character in enumerate(KOREAN) if character == " " and at > 20])
def test_korean_words_separated_by_a_line_end_stay_separate(at):
    assert join_wrapped_lines([f"{KOREAN[:at]}\n{KOREAN[at + 1 :]}"])[0].replace("\n", " ") == KOREAN


@pytest.mark.parametrize("width", range(18, 46))
def test_pages_wrapped_at_spaces_are_restored(width):
    assert joined(textwrap.wrap(KOREAN, width, break_long_words=False)) == KOREAN


@pytest.mark.parametrize("width", range(18, 46))
def test_pages_wrapped_anywhere_are_restored(width):
    """Most blanks are there as well; none is put within a word."""
    lines = [KOREAN[at : at + width].strip() for at in range(0, len(KOREAN), width)]
    words, whole = joined(lines).split(" "), set(KOREAN.split(" "))
    assert all(word in whole or any(word == a + b for a in whole for b in whole) for word in words)


def test_spaces_kept_at_line_ends_mark_ends_of_words():
    lines = [
        "가온하늘이 바다와 산들을 지나 마을로 ",
        "누리봄터에 모여 함께 즐거운 노래를 부",
        "르던 아이들의 웃음과 어울리는 봄날의",
    ]
    assert "마을로 누리봄터에" in joined(lines)
    assert "부르던" in joined(lines)


def test_lists_and_headings_start_new_lines():
    page = "가. 협력 분야를 넓히고 공동 연구를 추진하는 방안\n나. 인력 교류를 늘리고 수출 상담을 지원하는 방안\nㅇ 그 밖의 사항"
    assert join_wrapped_lines([page])[0] == page


def korean_pdf(lines, encoding="UniKS-UCS2-H", codec="utf-16-be"):
    """A page in a font that is not embedded and has no table of characters, as Korean offices write them."""
    content = (
        "BT /F1 12 Tf 60 760 Td 18 TL\n" + "\n".join(f"<{line.encode(codec).hex()}> Tj T*" for line in lines) + "\nET"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Batang /Encoding /{encoding} /DescendantFonts [6 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Batang /CIDSystemInfo << /Registry (Adobe) /Ordering (Korea1) /Supplement 2 >> /DW 1000 >>",
    ]
    written, places = b"%PDF-1.5\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF"
    return written + end.encode()


def test_an_organisation_wrapped_inside_its_name():
    lines = [
        "환경부, 산둥성과 녹색산업 업무협약 체결",
        "환경부(장관 김견본)는 2026년 11월 26일 중국 지난에서 산둥성 생태환",
        "경청(청장 왕견본)과 녹색산업 협력에 관한 업무협약을 체결했다고 밝혔",
        "다. 양측은 2027년 5월 서울에서 수출상담회를 열기로 하였다.",
    ]
    assert KOREAN in extract(korean_pdf(lines)).text


@pytest.mark.parametrize(
    ("encoding", "codec", "line"),
    [
        ("KSCms-UHC-H", "cp949", KOREAN[:40]),
        ("KSC-EUC-H", "euc_kr", KOREAN[:40]),
        ("KSCms-UHC-V", "cp949", KOREAN[:40]),
        ("GBK-EUC-H", "gbk", CHINESE[:30]),
        ("GB-EUC-H", "gbk", CHINESE[:30]),
        ("ETen-B5-H", "cp950", "2026年11月26日，山東省生態環境廳廳長王樣本在濟南簽署備忘錄"),
        ("UniKS-UTF16-H", "utf-16-be", KOREAN[:40]),
    ],
)
def test_east_asian_fonts_that_are_not_embedded(encoding, codec, line):
    assert extract(korean_pdf([line], encoding, codec)).text.strip() == line.strip()


def test_an_unknown_cmap_is_refused_as_garbled():
    assert extract(korean_pdf([KOREAN[:60]] * 3, "Unknown-Map-H", "cp949")).code == "garbled"

"""The visible text of HTML pages, in linear time."""

import time

import pytest

from docread.formats import extract

FILLER = "<p>환경부는 협약을 맺었다고 밝혔다. 양측은 내년에 서울에서 수출상담회를 열기로 하였다.</p>"


def text_of(inside):
    return extract(f"<html><body>{FILLER}{inside}</body></html>".encode()).text


@pytest.mark.parametrize(
    "inside",
    [
        "<p hidden>비밀</p>",
        "<p hidden>비밀<p>보임",
        "<div style='display:none'>비밀<div>비밀</div>비밀</div>",
        "<div style='color:red; DISPLAY : none !important'>비밀</div>",
        "<span style='visibility: hidden'>비밀</span>",
        "<ul><li hidden>비밀<li>보임</ul>",
        "<table><tr style='display:none'><td>비밀<tr><td>보임</table>",
        "<div hidden='until-found'><p>비밀</p></div>",
        "<template>비밀</template><script>비밀</script><style>비밀</style><!-- 비밀 -->",
    ],
)
def test_hidden_elements_are_left_out(inside):
    text = text_of(inside + "<p>끝 줄입니다.</p>")
    assert "비밀" not in text
    assert "끝 줄입니다." in text
    assert ("보임" in text) == ("보임" in inside)


@pytest.mark.parametrize(
    "ruby",
    [
        "<ruby>산둥성<rp>(</rp><rt>山東省</rt><rp>)</rp></ruby>",
        "<ruby>산둥성<rp>(<rt>山東省<rp>)</ruby>",
        "<ruby><rb>산둥성<rt>山東省</ruby>",
        "<ruby>산둥<rt>山東</rt>성<rt>省</rt></ruby>",
    ],
)
def test_ruby_text_is_left_out(ruby):
    assert "중국 산둥성과 협약" in text_of(f"<p>중국 {ruby}과 협약</p>")


@pytest.mark.parametrize(
    ("begin", "end"), [("<pre>", "</pre>"), ("<div style='white-space: pre-wrap'>", "</div>"), ("<xmp>", "</xmp>")]
)
def test_preformatted_lines_are_kept(begin, end):
    text = text_of(
        f"{begin}□ 환경부는  협약을 체결했다.\n\n ㅇ 공동 연구\n ㅇ 상담회 개최\n담당 부서: 국제협력과{end}<p>끝\n줄</p>"
    )
    lines = [line for line in text.splitlines() if line]
    assert lines[1:] == [
        "□ 환경부는 협약을 체결했다.",
        "ㅇ 공동 연구",
        "ㅇ 상담회 개최",
        "담당 부서: 국제협력과",
        "끝 줄",
    ]


def test_metadata_of_a_preformatted_release():
    import docread

    page = (
        "<!doctype html><html><head><meta charset='euc-kr'><title>보도자료</title></head><body><h2>환경부, 산둥성과 업무협약 체결"
        "</h2><pre>□ 환경부(장관 김견본)는 2026년 11월 26일 산둥성 생태환경청(청장 왕견본)과 업무협약을 체결했다.\n\n"
        "□ 협약의 주요 내용\n ㅇ 공동 연구\n ㅇ 수출상담회 개최\n\n담당 부서: 국제협력과\n책임자: 과장 박견본</pre></body></html>"
    )
    document = docread.read(page.encode("cp949"))
    assert len([line for line in document.text.splitlines() if line.strip()]) == 7
    assert document.department.value == "국제협력과"
    assert "박견본" not in document.body_text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp949"])
@pytest.mark.parametrize("label", ["", "<meta charset=iso-8859-1>", "<meta charset=euc-kr>", "<meta charset=utf-8>"])
def test_encodings_and_wrong_declarations(encoding, label):
    page = f"<html><head>{label}</head><body>{FILLER * 3}</body></html>"
    assert "환경부는 협약을 맺었다고 밝혔다." in extract(page.encode(encoding)).text


ENDLESS = ["<a ", "<", "<!--", "&amp", "<?", "<!a", "<a b='", "</", "<![CDATA[", "<b></b>a", "&#99999999", "<p>a"]


@pytest.mark.parametrize("piece", ENDLESS)
def test_pages_of_broken_tags_take_linear_time(piece):
    def seconds(count):
        begun = time.process_time()
        extract(b"<html><body><p>a</p>" + piece.encode() * count)
        return time.process_time() - begun

    # One of three tries, on a machine that others use as well.
    assert any(seconds(40_000) < max(0.2, 6 * seconds(10_000)) for _ in range(3))

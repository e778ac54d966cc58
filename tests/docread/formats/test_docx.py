"""Text hidden in DOCX by a run, its style or the parents of a style is left out."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docread.formats import extract

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body, styles=""):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}">{styles}</w:styles>')
    return buffer.getvalue()


def paragraph(text, run="", properties=""):
    return f"<w:p>{properties}<w:r>{run}<w:t>{text}</w:t></w:r></w:p>"


def style(name, kind, based_on="", inside="", default=False):
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    mark = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"{mark}>{base}<w:rPr>{inside}</w:rPr></w:style>'


VANISH = "<w:vanish/>"
SHOWN = paragraph("환경부는 협약을 맺었다.")


@pytest.mark.parametrize(
    ("hidden", "styles"),
    [
        (paragraph("비밀", f"<w:rPr>{VANISH}</w:rPr>"), ""),
        (paragraph("비밀", '<w:rPr><w:vanish w:val="1"/></w:rPr>'), ""),
        (paragraph("비밀", '<w:rPr><w:rStyle w:val="H"/></w:rPr>'), style("H", "character", inside=VANISH)),
        (paragraph("비밀", properties='<w:pPr><w:pStyle w:val="H"/></w:pPr>'), style("H", "paragraph", inside=VANISH)),
        (
            f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{paragraph('비밀')}</w:tc></w:tr></w:tbl>",
            "",
        ),
        (f"<w:moveFrom>{paragraph('비밀')}</w:moveFrom>", ""),
    ],
)
def test_hidden_text_is_never_shown(hidden, styles):
    text = extract(docx(SHOWN + hidden + paragraph("끝"), styles)).text
    assert "비밀" not in text
    assert "끝" in text


@given(st.lists(st.sampled_from([None, True, False]), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_the_nearest_style_of_a_chain_decides(chain):
    vanish_tags = {None: "", True: VANISH, False: '<w:vanish w:val="0"/>'}
    styles = "".join(
        style(f"S{n}", "character", f"S{n + 1}" if n + 1 < len(chain) else "", vanish_tags[value])
        for n, value in enumerate(chain)
    )
    body = SHOWN + paragraph("비밀", '<w:rPr><w:rStyle w:val="S0"/></w:rPr>')
    hidden = next((item for item in chain if item is not None), False)
    assert ("비밀" in extract(docx(body, styles)).text) is not hidden


def test_cyclic_styles():
    styles = style("A", "character", "B") + style("B", "character", "A")
    assert "비밀" in extract(docx(SHOWN + paragraph("비밀", '<w:rPr><w:rStyle w:val="A"/></w:rPr>'), styles)).text


@pytest.mark.parametrize(
    "shown",
    [
        paragraph("보임", '<w:rPr><w:vanish w:val="false"/></w:rPr>'),
        paragraph("보임", "<w:rPr><w:webHidden/></w:rPr>"),
        paragraph("보임", properties=f"<w:pPr><w:rPr>{VANISH}</w:rPr></w:pPr>"),  # the mark of the paragraph alone
        paragraph("보임", f"<w:rPr><w:rPrChange><w:rPr>{VANISH}</w:rPr></w:rPrChange></w:rPr>"),  # hidden once
    ],
)
def test_visible_text_is_read(shown):
    assert "보임" in extract(docx(SHOWN + shown, style("H", "character", inside=VANISH))).text


def test_ruby_text_is_left_out():
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>山東省</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>산둥성</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    assert (
        "중국 산둥성과" in extract(docx(f"<w:p><w:r><w:t>중국 </w:t></w:r>{ruby}<w:r><w:t>과</w:t></w:r></w:p>")).text
    )

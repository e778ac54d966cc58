"""MHT, e-mails, RTF, OFD, HWPX with small text, text that is none: read, or refused with a reason."""

import base64
import io
import quopri
import random
import zipfile

import pytest

import docread
from docread.formats import extract

LINE = "환경부(장관 김견본)는 2026년 11월 26일 산둥성 생태환경청과 업무협약을 체결했다고 밝혔다."
PAGE = f"<html><head><title>x</title></head><body><h1>환경부 소식</h1><p>{LINE}</p></body></html>"


def mht(charset, encoding, html=PAGE, label=True, end="\r\n"):
    raw = html.encode(charset)
    coded = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes, "8bit": bytes}[encoding](raw)
    kind = f"text/html; charset={charset}" if label else "text/html"
    head = (
        "From: <Saved by browser>\nSubject: =?utf-8?B?7IKw?=\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\nContent-Type: {kind}\n'
        f"Content-Transfer-Encoding: {encoding}\nContent-Location: https://a.example/1\n\n"
    )
    picture = "\n--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b--\n"
    return head.replace("\n", end).encode() + coded + picture.replace("\n", end).encode()


@pytest.mark.parametrize("charset", ["utf-8", "cp949", "euc-kr"])
@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("label", [True, False])
def test_saved_pages(charset, encoding, label):
    found = extract(mht(charset, encoding, label=label))
    assert found.kind == "mime"
    assert found.text == f"# 환경부 소식\n\n{LINE}\n"


def test_an_email_is_its_subject_and_its_text():
    mail = (
        b"From: a@sample.example\nSubject: =?euc-kr?B?x/nAx8in?=\nMIME-Version: 1.0\n"
        b"Content-Type: text/plain; charset=ks_c_5601-1987\nContent-Transfer-Encoding: base64\n\n"
    ) + base64.encodebytes(LINE.encode("cp949"))
    assert extract(mail).text.endswith(f"\n\n{LINE}\n")


def test_text_that_only_looks_like_headers_is_text():
    assert extract("Subject: 회의\nDate: 5월\n\n환경부는 협약을 맺었다.".encode()).kind == "text"


def rtf(text, code_page="949", escaped=True):
    if escaped:
        body = "".join(
            f"\\u{ord(sign) - 65536 if ord(sign) > 32767 else ord(sign)}?" if ord(sign) > 127 else sign for sign in text
        )
    else:
        body = "".join(f"\\'{byte:02x}" if byte > 127 else chr(byte) for byte in text.encode(f"cp{code_page}"))
    return f"{{\\rtf1\\ansi\\ansicpg{code_page}{{\\fonttbl{{\\f0 Batang;}}}}\\pard {body}{{\\v secret}}\\v secret\\v0 \\par}}".encode()


@pytest.mark.parametrize("escaped", [True, False])
def test_rich_text(escaped):
    found = extract(rtf(LINE, escaped=escaped))
    assert found.kind == "rtf"
    assert LINE in found.text
    assert "secret" not in found.text


def test_rich_text_that_is_nested_without_end_is_refused():
    assert extract(b"{\\rtf1 " + b"{" * 5000 + b"a" + b"}" * 5000).code == "too_deep"


def packed(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def ofd(words):
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    objects = "".join(
        f'<ofd:TextObject ID="{n}" Boundary="{x} {y} 80 6"><ofd:TextCode X="0" Y="5">{text}</ofd:TextCode></ofd:TextObject>'
        for n, (x, y, text) in enumerate(words)
    )
    return packed(
        {
            "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f'<ofd:Document {space}><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
            "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page {space}><ofd:Content><ofd:Layer ID="2">{objects}</ofd:Layer></ofd:Content></ofd:Page>',
        }
    )


def test_the_lines_of_an_ofd_in_the_order_of_the_paper():
    found = extract(ofd([(10, 50, "双方将举办洽谈会。"), (90, 30, "签署备忘录。"), (10, 30, "山东省与韩国")]))
    assert (found.kind, found.text) == ("ofd", "山东省与韩国签署备忘录。\n双方将举办洽谈会。\n")
    assert extract(ofd([])).code == "scanned"


def test_of_a_word_with_small_text_in_hwpx_the_word_is_read():
    section = (
        '<hs:sec xmlns:hs="urn:s" xmlns:hp="urn:p"><hp:p><hp:run><hp:t>26일 </hp:t><hp:dutmal><hp:mainText>산둥성 생태환경청'
        "</hp:mainText><hp:subText>山東省</hp:subText></hp:dutmal><hp:t>과 협약</hp:t></hp:run></hp:p></hs:sec>"
    )
    assert extract(packed({"Contents/section0.xml": section})).text == "26일 산둥성 생태환경청과 협약\n"


@pytest.mark.parametrize(
    "text",
    [
        "".join(chr(random.Random(n).randrange(0xAC00, 0xD7A4)) for n in range(300)),
        "".join(chr(random.Random(n).randrange(0x4E00, 0x9FA5)) for n in range(300)),
        "\ue0c3\ue7c3 환경부 \uf8c0" * 40,
        (LINE * 3).encode("cp949").decode("latin-1"),
        (LINE * 3).encode().decode("cp1252", "replace"),
        LINE.encode("cp949").decode("utf-16-be", "replace") * 3,
        "7KH 0LQLVWU\\ VLJQHG DQ DJUHHPHQW RI FRRSHUDWLRQ " * 10,
    ],
)
def test_what_is_no_writing_is_refused_as_garbled(text):
    assert extract(text.encode("utf-8", "replace")).code == "garbled"


@pytest.mark.parametrize(
    "text",
    [
        LINE * 5,
        "山东省生态环境厅与韩国环境部签署绿色产业合作谅解备忘录。" * 5,
        "山東省生態環境廳與韓國環境部簽署綠色產業合作備忘錄，雙方將舉辦洽談會。" * 5,
        "The Ministry of Environment signed an agreement. " * 10,
        "Le ministère a signé un accord à Genève, où l'été été annoncé. " * 10,
        "王样本、李样本、张样本、赵样本、钱样本、孙样本。" * 8,
        "1,200 3,400 56% 7.8 " * 40,
        "Bộ Môi trường đã ký thỏa thuận hợp tác với tỉnh Sơn Đông. " * 8,
        "Министерство подписало соглашение. " * 10,
        "環境省は山東省と協定を結んだ。" * 10,
        "똠방각하 펲시콜라 쀍 뷁 " * 3 + LINE,
    ],
)
def test_living_text_is_never_garbled(text):
    assert not isinstance(extract(text.encode()), docread.Refusal)

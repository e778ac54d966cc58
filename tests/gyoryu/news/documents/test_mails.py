"""E-mail files as they come: nested, in old encodings, with logos and signatures, damaged."""

import random
from email.message import EmailMessage

import pytest

from gyoryu.news.documents.mails import MAX_DEPTH, parts_of

TEXT = "견본부는 5월 12일 서울에서 협력 포럼을 개최했다고 밝혔다. 다음 회의는 내년에 연다."


def mail(subject="견본", text=TEXT, **files):
    message = EmailMessage()
    message["Subject"] = subject
    message.set_content(text)
    for name, data in files.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=f"{name}.hwpx")
    return message


def names(data):
    return [part.name for part in parts_of(data)]


def test_the_text_and_the_files():
    parts = parts_of(mail(보도자료=b"PK..").as_bytes())
    assert [part.name for part in parts] == ["견본.txt", "보도자료.hwpx"]
    assert parts[0].data.decode() == f"견본\n\n{TEXT}"


def test_a_mail_within_a_mail_brings_its_own():
    outer = mail("전달", "전달합니다. 아래 메일의 붙임 문서를 확인하시기 바랍니다. 감사합니다. 견본 과장 드림.")
    outer.add_attachment(mail("속", 속붙임=b"PK.."))
    assert names(outer.as_bytes()) == ["전달.txt", "속.txt", "속붙임.hwpx"]


def test_an_attached_file_that_is_a_mail():
    outer = mail("겉")
    inner = mail("속", 자료=b"PK..").as_bytes()
    outer.add_attachment(inner, maintype="application", subtype="octet-stream", filename="원본.EML")
    assert names(outer.as_bytes()) == ["겉.txt", "속.txt", "자료.hwpx"]


def test_mails_within_mails_end_somewhere():
    inner = mail("0")
    for n in range(1, 30):
        outer = mail(str(n))
        outer.add_attachment(inner)
        inner = outer
    assert len(names(inner.as_bytes())) == MAX_DEPTH + 1


@pytest.mark.parametrize(
    ("charset", "encoding", "text"),
    [
        ("ks_c_5601-1987", "cp949", "믜혯 견본부는 펲시와 협약을 맺었다고 밝혔다. 다음 회의는 내년에 연다고 한다."),
        (
            "gb2312",
            "gb18030",
            "环境部与山东省生态环境厅举行会议，讨论废水处理技术。镕是名字。双方同意明年再次举行会议。",
        ),
        ("x-no-such", "utf-8", TEXT),
        ("utf-8", "cp949", TEXT),
    ],
)
def test_encodings_that_are_wider_than_their_label_or_wrong(charset, encoding, text):
    raw = f"Subject: x\r\nContent-Type: text/plain; charset={charset}\r\n\r\n".encode() + text.encode(encoding)
    (part,) = parts_of(raw)
    assert part.data.decode() == f"x\n\n{text}"


def test_a_subject_in_bare_bytes_and_one_that_is_marked_wrongly():
    raw = b"Subject: " + "견본 보도자료".encode("cp949") + b"\r\n\r\n" + TEXT.encode("cp949")
    assert names(raw) == ["견본 보도자료.txt"]
    assert len(names(b"Subject: =?x-none?B?!!!?=\r\n\r\n" + TEXT.encode())) == 1


def test_logos_invitations_and_signatures_are_no_documents():
    message = mail()
    message.add_attachment(
        b"\x89PNG", maintype="image", subtype="png", filename="logo.png", disposition="inline", cid="<logo>"
    )
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="scan.png")
    message.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="invite.ics")
    message.add_attachment(b"0", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    assert names(message.as_bytes()) == ["견본.txt", "scan.png"]


def test_a_page_is_taken_where_the_plain_text_only_points_to_it():
    message = EmailMessage()
    message["Subject"] = "쪽"
    message.set_content("HTML 메일입니다.")
    message.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    (part,) = parts_of(message.as_bytes())
    assert (part.name, TEXT in part.data.decode()) == ("쪽.html", True)


def test_no_folder_is_part_of_a_name():
    message = mail()
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="..\\..\\etc/견본.pdf")
    assert names(message.as_bytes()) == ["견본.txt", "견본.pdf"]


def test_nothing_is_nothing():
    assert parts_of(b"") == []
    assert parts_of(b"Subject: x\r\nContent-Type: multipart/mixed\r\n\r\n") == []


def test_whatever_is_damaged_raises_nothing():
    outer = mail("전달", 자료=b"PK..")
    outer.add_attachment(mail("속"))
    content = bytearray(outer.as_bytes())
    chance = random.Random(1)
    for _ in range(400):
        damaged = bytearray(content)
        for _ in range(chance.randint(1, 12)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        for part in parts_of(bytes(damaged[: chance.randrange(len(damaged))])):
            assert part.data

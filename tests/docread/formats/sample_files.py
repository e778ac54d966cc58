"""Small files of each format, built in memory."""

import base64
import io
import quopri
import struct
import zipfile
import zlib

LINES = ["견본부는 5월 12일 서울에서 견본 협력 포럼을 개최했다고 밝혔다.", "두 번째 문단입니다."]
LINE = "환경부(장관 김견본)는 2026년 11월 26일 산둥성 생태환경청과 업무협약을 체결했다고 밝혔다."
PAGE = f"<html><head><title>x</title></head><body><h1>환경부 소식</h1><p>{LINE}</p></body></html>"


def zip_of(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def docx(lines=LINES, inside=""):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    return zip_of({"word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}{inside}</w:body></w:document>'})


def hwpx(lines=LINES, manifest="<m/>"):
    body = "".join(f"<hp:p><hp:run><hp:t>{line}</hp:t></hp:run></hp:p>" for line in lines)
    section = f'<hs:sec xmlns:hs="urn:s" xmlns:hp="urn:p">{body}</hs:sec>'
    return zip_of(
        {"mimetype": "application/hwp+zip", "Contents/section0.xml": section, "META-INF/manifest.xml": manifest}
    )


def hwp_section(lines=LINES):
    raw = b""
    for line in lines:
        payload = (line + "\r").encode("utf-16-le")
        raw += struct.pack("<I", 67 | (min(len(payload), 0xFFF) << 20)) + payload
    deflate = zlib.compressobj(wbits=-15)
    return deflate.compress(raw) + deflate.flush()


def hwp(lines=LINES, flags=1):
    """A compound file with the two streams that are read: sectors of 512 bytes, no mini stream."""
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05000500, flags)
    streams = [header.ljust(4096, b"\0"), hwp_section(lines).ljust(4096, b"\0")]
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    fat = [fat_mark, 2, end]  # sector 0: this table; 1 and 2: directory (eight entries)
    starts = []
    for stream in streams:
        starts.append(len(fat))
        count = len(stream) // 512
        fat += [len(fat) + n + 1 for n in range(count - 1)] + [end]
    fat += [free] * (128 - len(fat))

    def entry(name, kind, left=free, right=free, child=free, start=0, size=0):
        coded = name.encode("utf-16-le").ljust(64, b"\0")
        length = (len(name) + 1) * 2 if name else 0
        return (
            coded
            + struct.pack("<HBBIII", length, kind, 1, left, right, child)
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    directory = [
        entry("Root Entry", 5, child=1, start=end),
        entry("BodyText", 1, right=2, child=3),
        entry("FileHeader", 2, start=starts[0], size=4096),
        entry("Section0", 2, start=starts[1], size=4096),
    ]
    directory += [entry("", 0)] * 4
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0)
    head = head.ljust(512, b"\xff")
    return head + struct.pack("<128I", *fat) + b"".join(directory) + b"".join(streams)


def pdf(lines=("A sample text of one page that is long enough.",)):
    content = "BT /F1 12 Tf 72 700 Td " + " ".join(f"({line}) Tj 0 -20 Td" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content_bytes, offsets = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(content_bytes))
        content_bytes += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    return (
        content_bytes
        + f"xref\n0 6\n0000000000 65535 f \n{table}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(content_bytes)}\n%%EOF".encode()
    )


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


def rtf(text, code_page="949", escaped=True):
    if escaped:
        body = "".join(
            f"\\u{ord(character) - 65536 if ord(character) > 32767 else ord(character)}?"
            if ord(character) > 127
            else character
            for character in text
        )
    else:
        body = "".join(f"\\'{byte:02x}" if byte > 127 else chr(byte) for byte in text.encode(f"cp{code_page}"))
    return f"{{\\rtf1\\ansi\\ansicpg{code_page}{{\\fonttbl{{\\f0 Batang;}}}}\\pard {body}{{\\v secret}}\\v secret\\v0 \\par}}".encode()


def ofd(words):
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    objects = "".join(
        f'<ofd:TextObject ID="{n}" Boundary="{x} {y} 80 6"><ofd:TextCode X="0" Y="5">{text}</ofd:TextCode></ofd:TextObject>'
        for n, (x, y, text) in enumerate(words)
    )
    return zip_of(
        {
            "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f'<ofd:Document {space}><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
            "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page {space}><ofd:Content><ofd:Layer ID="2">{objects}</ofd:Layer></ofd:Content></ofd:Page>',
        }
    )


def mutate(data, rng):
    data = bytearray(data)
    for _ in range(rng.randint(1, 12)):
        offset = rng.randrange(len(data))
        operation = rng.randrange(3)
        if operation == 0:
            data[offset] ^= 1 << rng.randrange(8)
        elif operation == 1:
            del data[offset : offset + rng.randint(1, 40)]
        else:
            data[offset:offset] = bytes(rng.randrange(256) for _ in range(rng.randint(1, 20)))
        if not data:
            return b"x"
    return bytes(data)


HTML = (
    "<html><body><nav><ul><li>메뉴</li></ul></nav><h1>제목</h1>"
    + "".join(f"<p>{line}</p>" for line in LINES)
    + "<script>x()</script></body></html>"
)
KINDS = {"docx": docx(), "hwpx": hwpx(), "hwp": hwp(), "html": HTML.encode(), "text": "\n".join(LINES).encode()}

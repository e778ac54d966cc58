"""Feeds as hosts send them: in any encoding, with undeclared entities and forbidden signs, broken entries and
other namespaces."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gyoryu.base.refusals import Refused
from gyoryu.news.sources.feeds import entries_of

KOREAN = ("산둥성과 녹색산업 협력", "산둥성과 협약을 맺었다.")
CHINESE = ("山东省与韩国合作", "山东省与韩国在济南签署了合作备忘录。")
TRADITIONAL = ("山東省與韓國合作", "山東省與韓國在濟南簽署了合作備忘錄。")


def item(title, text="산둥성과 협약을 맺었다.", extra="", number=1):
    return (
        f"<item><title>{title}</title><link>https://n.example/{number}</link><guid>https://n.example/{number}</guid>"
        f"<pubDate>Thu, 26 Nov 2026 09:00:00 +0900</pubDate><description>{text}</description>{extra}</item>"
    )


def rss(*items, label="UTF-8", declared=True):
    head = f'<?xml version="1.0" encoding="{label}"?>\n' if declared else ""
    spaces = 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f'{head}<rss version="2.0" {spaces}><channel><title>환경 소식</title>{"".join(items)}</channel></rss>'


def read(data):
    return entries_of(data if isinstance(data, bytes) else data.encode(), "https://n.example/")


@pytest.mark.parametrize("label", ["EUC-KR", "ks_c_5601-1987", "UTF-8", "GBK", "ISO-8859-1", "no-such-name", ""])
@pytest.mark.parametrize(
    ("words", "encoding"),
    [(KOREAN, "euc-kr"), (KOREAN, "cp949"), (KOREAN, "utf-8"), (KOREAN, "utf-8-sig"), (KOREAN, "utf-16"),
     (KOREAN, "utf-16-be"),
     (CHINESE, "gbk"), (CHINESE, "gb18030"), (CHINESE, "utf-8"), (TRADITIONAL, "big5"), (TRADITIONAL, "utf-16")],
)  # fmt: skip
def test_any_encoding_under_any_label(words, encoding, label):
    feed = rss(item(*words) * 3, label=label, declared=bool(label)).replace("환경 소식", words[0])
    items = read(feed.encode(encoding, "xmlcharrefreplace"))
    assert [(entry.title, entry.content) for entry in items] == [words] * 3


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("산둥성과&nbsp;협력", "산둥성과 협력"),
        ("산둥성과\x0b 협력", "산둥성과 협력"),
        ("산둥성과\x00협력\x1f", "산둥성과협력"),
        ("R&D 협력", "R&D 협력"),
        ("A&B; 협력", "A&B; 협력"),
        ("&laquo;협력&raquo; &hellip; &middot;", "«협력» … ·"),
        ("&#0;협력&#xFFFF;&#x1F600;", "협력\U0001f600"),
        ("&amp;lt; &lt;협력&gt;", "&lt; <협력>"),
        ("<![CDATA[R&D &nbsp; <b>협력</b>]]>", "R&D &nbsp; <b>협력</b>"),
        ("\u1112\u1161\u11ab국", "한국"),
        ("&", "&"),
    ],
)
def test_what_xml_does_not_know_costs_neither_the_entry_nor_the_next(written, read_as):
    first, second = read(rss(item(written), item("둘째 소식", number=2)))
    assert (first.title, second.title, second.link) == (read_as, "둘째 소식", "https://n.example/2")


FOREIGN = [
    "<media:content><media:title>사진</media:title><media:description>서명식</media:description></media:content>",
    "<media:title>사진</media:title><dc:title>다른 제목</dc:title><media:link>https://x.example</media:link>",
    "<source url='https://x.example'><title>다른 곳</title><link>https://x.example/</link></source>",
    "<x:title xmlns:x='urn:x'>다른 제목</x:title><x:description xmlns:x='urn:x'><title>낱말</title></x:description>",
    "<image><title>그림</title><description>그림 설명</description></image>",
]


@given(st.permutations(FOREIGN), st.integers(0, 5), st.integers(0, 5))
@settings(max_examples=40, deadline=None)
def test_other_namespaces_and_inner_elements_run_into_nothing(parts, before, after):
    nested = item(*KOREAN, extra="".join(parts[:after])).replace("<item>", "<item>" + "".join(parts[:before]))
    (entry,) = read(rss(nested))
    assert (entry.title, entry.content, entry.link) == (*KOREAN, "https://n.example/1")


BROKEN = [
    "<item><title>둘째 <b>소식</title><link>https://n.example/b</link></item>",
    "<item><title>둘째 소식</item>",
    "<item><link>https://n.example/b</link><title>둘째 소식",
    "<item><title>둘째 < 소식</title></item>",
    '<item><title a=b>둘째 소식</title><link>https://n.example/b</link><x "></item>',
    "<item>" + "<a>" * 100 + "</a>" * 100 + "</item>",
    "<item><nonamespace:x>1</nonamespace:x><title>둘째 소식</title></item>",
    "<item></itme></item>",
]


@given(st.lists(st.sampled_from(BROKEN), min_size=1, max_size=6), st.integers(0, 6))
@settings(max_examples=60, deadline=None)
def test_a_broken_entry_costs_itself(broken, place):
    good = [item(f"좋은 소식 {n}", number=n) for n in range(3)]
    parts = [*broken[:place], good[0], *broken[place:], good[1], good[2]]
    titles = [entry.title for entry in read(rss(*parts))]
    assert [title for title in titles if title.startswith("좋은")] == ["좋은 소식 0", "좋은 소식 1", "좋은 소식 2"]


def test_a_list_that_is_cut_off_gives_what_is_whole():
    document = rss(item("하나"), item("둘", number=2), item("셋", number=3))
    for length in range(document.index("둘"), len(document) - 20, 9):
        items = read(document[:length])
        assert [entry.title for entry in items][:1] == ["하나"]
        assert all(entry.content == "산둥성과 협약을 맺었다." for entry in items)


def test_content_of_atom_that_is_markup():
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>제목</title><link href="/1"/>'
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>첫 &lt; 줄</p><p>둘째 줄</p></div>'
        "</content></entry></feed>"
    )
    (entry,) = read(atom)
    assert entry.content == "<div><p>첫 &lt; 줄</p><p>둘째 줄</p></div>"


@given(
    st.binary(max_size=400)
    | st.text(max_size=200).map(lambda text: rss(item(text), item("x", text)).encode("utf-8", "replace"))
)
@settings(max_examples=150, deadline=None)
def test_whatever_a_host_sends_it_is_entries_or_a_refusal(data):
    try:
        assert all(entry.as_page() for entry in read(data))
    except Refused as refused:
        if refused.code != "not_a_feed":
            raise


HEAD, END = b"<rss><channel>", b"</channel></rss>"
ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom">', b"</feed>"
RDF = (
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">',
    b"</rdf:RDF>",
)
ENTRY = "<entry><id>1</id><title>산둥성과 협력</title><link href='/1'/><content type='html'>{}</content></entry>"
# What stands before, what is repeated, what stands after.
HOSTILE = {
    "interleaved": (HEAD + b"<item><title>t</title><description>", b"a<b/>", b"</description></item>" + END),
    "markup": (
        ATOM[0] + b'<entry><title>t</title><content type="xhtml">',
        b"<p>a</p>",
        b"</content></entry>" + ATOM[1],
    ),
    "titles": (HEAD + b"<item>", b"<title>a</title>", b"</item>" + END),
    "ampersands": (HEAD + b"<item><title>", b"&&nbsp; ", b"</title></item>" + END),
    "references": (HEAD + b"<item><title>", b"&#x1F600;", b"</title></item>" + END),
    "sections": (HEAD + b"<item><title>", b"<![CDATA[", b"</title></item>" + END),
    "whole sections": (HEAD + b"<item><title>", b"<![CDATA[a]]>", b"</title></item>" + END),
    "open entries": (HEAD, b"<item ", END),
    "depth": (HEAD, b"<item><a>", END),
    "comments": (HEAD, b"<!--", END),
    "open titles": (HEAD + b"<item>", b"<title>x", b"</item>" + END),
    "brackets": (HEAD + b"<item><title>", b"<", b"</title></item>" + END),
    "attributes": (HEAD + b"<item ", b"a='1' ", b"/>" + END),
    "namespaces": (b"<rss ", b"xmlns:a='u' ", b"/>"),
    "outside of entries": (RDF[0], b"<title>a</title>", RDF[1]),
    "forbidden characters": (HEAD + b"<item><title>", b"\0", b"</title></item>" + END),
    "broken entries": (HEAD, b"<item><title>a<b></title><link>x</link>" + b"y" * 2900 + b"</item>", END),
}


def repeated(kind, count):
    before, unit, after = HOSTILE[kind]
    return before + unit * count + after


def seconds(data):
    """Of the processor, for reading a feed or refusing it."""
    started = time.process_time()
    with suppress(Refused):
        read(data)
    return time.process_time() - started


@pytest.mark.parametrize("kind", [kind for kind in HOSTILE if kind != "broken entries"])
def test_feeds_are_read_in_linear_time(kind):
    small, large = repeated(kind, 20_000), repeated(kind, 80_000)
    # One of three tries, on a machine that others use as well.
    assert any(seconds(large) < max(0.2, 6 * seconds(small)) for _ in range(3))


LARGE = 5_600_000  # bytes


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_large_hostile_feed_costs_seconds(kind):
    """Five times what the slowest of them takes."""
    data = repeated(kind, LARGE // len(HOSTILE[kind][1]))
    assert len(data) > 0.99 * LARGE
    assert seconds(data) < 12.5


@pytest.mark.parametrize("count", [1, 100, 1900])
@pytest.mark.parametrize(
    ("before", "entry", "after"),
    [(HEAD, item(*KOREAN), END), (*ATOM[:1], ENTRY, *ATOM[1:]), (RDF[0], item("{}"), RDF[1])],
)
def test_a_large_feed_costs_a_moment(before, entry, after, count):
    text = KOREAN[1] * (LARGE // count // len(KOREAN[1].encode()))
    filled_entry = entry.replace("{}", text) if "{}" in entry else entry.replace(KOREAN[1], text)
    data = before + filled_entry.encode() * count + after
    assert len(data) > 0.99 * LARGE
    assert seconds(data) < 2
    assert len(read(data)) == count

"""Plain text in the encodings that Korean and Chinese offices use."""

from __future__ import annotations

from functools import lru_cache

from docread.chinese_variants import to_simplified
from docread.formats.limits import Budget, RefusalError

# About a thousand of the most frequent simplified characters; many others in a text mean a wrong encoding.
COMMON_HAN = set(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
)

# Declared encodings and the supersets that are meant by them.
SUPERSET_ENCODINGS = {
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "cp950",
}


def read(data: bytes, budget: Budget) -> str:
    text = decode(data)
    budget.count_characters(len(text))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode(data: bytes, declared: str = "") -> str:
    """Decode text of unknown encoding.

    Tried in order: the byte order mark, UTF-8, the declared encoding if the result is plausible, then the most plausible
    of the legacy Korean and Chinese encodings.

    Parameters
    ----------
    data : bytes
        The text.
    declared : str
        Name of an encoding, or empty.

    Raises
    ------
    RefusalError
        `damaged` if none fits.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    text = _decode_strictly(data, "utf-8")
    return text if text is not None else _decode_legacy(data, _decode_strictly(data, declared))


def _decode_legacy(data: bytes, declared_text: str | None) -> str:
    if declared_text is not None and _plausibility(declared_text) >= _MIN_PLAUSIBILITY:
        return declared_text
    lenient = data.decode("utf-8", "replace")
    damaged = lenient.count("\ufffd") / len(lenient)
    if damaged <= 0.01:  # a few damaged bytes do not mean another encoding
        return lenient
    candidates = [
        (_plausibility(text), text)
        for encoding in _LEGACY_ENCODINGS
        if (text := _decode_leniently(data, encoding)) is not None
    ]
    plausibility, best = max(candidates, default=(0.0, lenient))
    if candidates and (declared_text is None or plausibility >= _MIN_PLAUSIBILITY):
        return best
    if declared_text is None and damaged > 0.05:
        raise RefusalError("damaged", "no known encoding")
    return declared_text if declared_text is not None else lenient


_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
          (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))  # fmt: skip
_LEGACY_ENCODINGS = ("cp949", "gb18030", "cp950")
_MIN_PLAUSIBILITY = 0.5


def _decode_strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except (UnicodeError, LookupError):
        return None


def _decode_leniently(data: bytes, encoding: str) -> str | None:
    """Decode, ignoring up to 2 % of invalid bytes; None beyond."""
    text = _decode_strictly(data, encoding)
    if text is None:
        text = data.decode(encoding, "ignore")
        return text if len(text.encode(encoding, "ignore")) >= len(data) * 0.98 else None
    return text


def _plausibility(text: str) -> float:
    """Return the share of non-ASCII characters that are common in Korean or Chinese text."""
    letters = [character for character in text[:20_000] if character > "\x7f"]
    if not letters:
        return 1.0
    common_count = sum(_is_common(character) for character in to_simplified("".join(letters)))
    return common_count / len(letters)


@lru_cache(maxsize=16_384)
def _is_common(character: str) -> bool:
    """Whether it is a syllable of KS X 1001, a common ideograph or punctuation."""
    if "가" <= character <= "힣":
        try:
            return len(character.encode("euc_kr")) == 2
        except UnicodeEncodeError:
            return False
    return character in COMMON_HAN or character in "，。、·“”‘’《》：；（）！？"

"""What may be the name of a person in Korean letters: Korean by surname and length, Chinese by its sound."""

from __future__ import annotations

import re

from docread.names.gazetteer import is_common, places
from docread.patterns import regex

_SURNAMES = set(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예경봉사부황복태목형피두감호음빈동온시범좌팽승간상갈단견당화창"
)
_DOUBLE_SURNAMES = ("남궁", "황보", "선우", "제갈", "독고", "사공", "서문")
# Chinese and other surnames as Korean texts write them by their sound.
CHINESE = (
    "꾸", "쭈", "쟝", "쳰", "뉴", "니", "어우", "샹", "셴", "시", "지", "페이", "하", "랑", "루안", "쉬안", "좡", "짱", "쑤이", "쉰", "윈", "중", "차", "츄", "취", "카오", "쿠", "쾅", "투", "펀", "핑", "헝", "훠",
    "왕", "리", "싱", "장", "류", "천", "양", "황", "자오", "저우", "우", "쉬", "쑨", "후", "주", "가오", "린", "허", "궈", "마", "뤄", "량", "쑹", "정", "셰", "한", "탕", "펑", "위",
    "둥", "샤오", "청", "차오", "위안", "덩", "푸", "선", "쩡", "펑", "뤼", "쑤", "루", "장", "차이", "자", "딩", "웨이", "쉐", "예", "옌", "판", "두", "다이", "샤", "중", "톈", "티안",
    "런", "장", "팡", "스", "야오", "랴오", "쩌우", "슝", "진", "루", "하오", "쿵", "바이", "추이", "캉", "마오", "추", "친", "장", "구", "허우", "샤오", "멍", "룽", "완", "돤", "레이", "첸", "탄", "칭", "인", "이", "황", "치", "원",
)  # fmt: skip
_NOT_NAMES = regex(
    r"(?:부|청|처|국|과|실|팀|원|단|사|회|소|관|장|급|성|시|도|군|구|의|은|는|을|를|과|와|에|서|고|며|한|된|할|들|등|및|측|적|간|후|전|중|별|상|하|씨|인|론|력|업|권|금|품|액|율|률|법|안|제|화|자|무|망)$"
)
COMMON = {"국제사", "아주사", "통상사", "이날", "이번", "정부", "장관", "차관", "한국", "중국", "양국", "우리", "주요", "신임", "현지", "한편", "이어", "이후", "오늘", "지난", "이달", "전담", "공동", "고위", "선임", "수석", "주한", "주중", "주일", "주미", "하고", "하며", "위한", "통해", "대한", "관련", "이하", "남측", "상대", "민간", "기업", "조직", "신규", "상임", "부문", "유관", "경제", "국제", "최고", "전체", "방한", "방중", "지역", "정상", "해당", "현직", "전직", "기관", "국내", "해외", "도시", "서울", "이사", "심사", "구매", "기술", "연구", "사업", "추진", "안전", "인사", "공공", "선정", "주재", "차기", "총괄", "노사", "하반기", "상반기", "정책", "사무", "조사", "지방", "기조", "주재국", "이사회", "양자", "한중", "주요국", "상대국", "참가국", "회원국", "당사국"}  # fmt: skip
_GLOSS = (
    r"(?:\s?\((?P<gloss>[A-Za-z][A-Za-z .\-']{2,40}(?:,\s?[一-鿿]{2,5})?|[一-鿿]{1,5}(?:,\s?[A-Za-z .\-']{2,40})?)\))?"
)


def words_before(folded: str, start: int, position: int) -> list[tuple[str, int, int, str]]:
    """Up to seven words left of `position` within its clause: text, start, end, gloss in brackets."""
    begin = max(start, position - 90)
    left = folded[begin:position].replace("주(駐)", "주   ")  # `주(駐)광주 총영사`: positions stay
    words: list[tuple[str, int, int, str]] = []
    for match in re.finditer(rf"(?P<word>[가-힣A-Za-z0-9·&㈜.]+){_GLOSS}(?P<other>\([^()]*\))?", left):
        gap = left[words[-1][2] - begin : match.start()] if words else ""
        if words and gap.strip(" 前現") not in {"", ")"}:
            words.clear()
        words.append((match["word"], begin + match.start("word"), begin + match.end(), match["gloss"] or ""))
    if words and folded[words[-1][2] : position].strip(" ):前現"):
        return []
    return words[-7:]


def is_korean_name(text: str) -> bool:
    if (
        text in COMMON
        or text in places()
        or is_common(text)
        or (text[-1] in "시도군구성" and text[:-1] in places())
        or not re.fullmatch(r"[가-힣]{2,4}", text)
    ):
        return False
    if len(text) == 3 and text[:2] in COMMON and text[2] in "은는이가을를의도":
        return False
    if text.startswith(_DOUBLE_SURNAMES):
        return 3 <= len(text) <= 4
    if text[0] not in _SURNAMES or len(text) != 3:
        return (
            len(text) == 2
            and text[0] in "김이박최정강조윤장임한오서신권황안송류홍유고문양손배백허남심노곽"
            and not _NOT_NAMES.search(text)
            and text not in COMMON
        )
    return not re.search(
        r"[의를을]$|(?:정부|기업|협회|기관|산업|대표|위원|관계|에서|으로|하는|하여|하고|이며|통상|환경|교통|협력|경제|사업|기술|국제|해외|지역|도시|분야|중국|한국)$",
        text,
    )


def is_chinese_name(text: str) -> bool:
    return (
        bool(re.fullmatch(r"[가-힣]{2,6}", text))
        and text.startswith(CHINESE)
        and text not in places()
        and text not in COMMON
        and not re.search(r"(?:은|는|을|를|과|와|의|에|서|로|성|시|부|국|청|측)$", text[2:])
    )

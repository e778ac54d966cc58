"""The words that stand in cells, in three languages, and what they mean. Keys are compared by `gyoryu.base.text.key`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from gyoryu.base.text import key

T = TypeVar("T")


def _by_key(words: Mapping[T, str]) -> dict[str, T]:
    return {key(word): meaning for meaning, spellings in words.items() for word in spellings.split("|")}


TRUTH = _by_key(
    {
        True: "O|ㅇ|○|●|◯|√|✓|✔|Y|yes|true|예|네|유|있음|해당|참|是|有|对|1|온라인|화상|비대면|线上|网络|视频|online|remote",
        False: "X|×|N|no|false|아니오|아니요|무|없음|해당없음|否|无|不|0|-|오프라인|현장|대면|线下|现场|onsite|in person|offline",
    }
)
# Signs that `key` would strip, since they are no letters.
SIGNS = {
    "○": True,
    "●": True,
    "◯": True,
    "√": True,
    "✓": True,
    "✔": True,
    "×": False,
    "✕": False,
    "-": False,
    "—": False,
}

KINDS = _by_key(
    {
        "must": "필수|지정|확정|필수상담|반드시|必须|必谈|必选|指定|必见|must|required|mandatory|fixed",
        "wish": "희망|신청|일반|희망상담|意向|希望|愿意|申请|一般|wish|request|requested|preferred|optional",
        "forbidden": "불가|제외|금지|거절|기피|상담불가|不可|禁止|回避|排除|拒绝|不安排|forbidden|no|never|exclude|excluded|declined",
    }
)

SIDES = _by_key(
    {
        (
            "seller",
        ): "참가기업|기업|업체|국내기업|셀러|参展企业|企业|卖方|供应商|韩方|seller|firm|company|exhibitor|supplier",
        ("buyer",): "바이어|발주처|구매자|采购商|买家|业主|采购方|buyer|project owner|owner|purchaser",
        ("seller", "buyer"): "쌍방|양측|양쪽|상호|모두|双方|互选|双向|both|mutual|each",
    }
)

LANGUAGES = _by_key(
    {
        "ko": "한국어|한국말|한글|국어|한|한어(韓)|韩语|韩文|朝鲜语|韩|Korean|Hangul|ko|kor|kr",
        "zh": "중국어|중문|중|북경어|만다린|보통화|中文|汉语|普通话|华语|国语|中|Chinese|Mandarin|Putonghua|zh|zh-cn|zh-hans|cn|chi|zho",
        "en": "영어|영문|영|英语|英文|英|English|en|eng",
        "ja": "일본어|일어|일|日语|日文|日|Japanese|ja|jpn|jp",
        "vi": "베트남어|越南语|越|Vietnamese|vi|vie|vn",
        "ru": "러시아어|노어|러|俄语|俄文|俄|Russian|ru|rus",
        "mn": "몽골어|몽|蒙古语|蒙|Mongolian|mn|mon",
        "th": "태국어|태|泰语|泰|Thai|th|tha",
        "id": "인도네시아어|印尼语|印度尼西亚语|Indonesian|Bahasa Indonesia|id|ind",
        "ms": "말레이어|马来语|Malay|ms|msa",
        "kk": "카자흐어|哈萨克语|Kazakh|kk|kaz",
        "uz": "우즈베크어|우즈베키스탄어|乌兹别克语|Uzbek|uz|uzb",
        "ar": "아랍어|阿拉伯语|Arabic|ar|ara",
        "es": "스페인어|서반아어|西班牙语|Spanish|es|spa",
        "fr": "프랑스어|불어|法语|French|fr|fra",
        "de": "독일어|독어|德语|German|de|deu",
        "pt": "포르투갈어|葡萄牙语|Portuguese|pt|por",
        "hi": "힌디어|印地语|Hindi|hi|hin",
        "yue": "광둥어|광동어|粤语|Cantonese|yue",
    }
)

COUNTRIES = _by_key(
    {
        "KR": "한국|대한민국|남한|韩国|大韩民国|Korea|South Korea|Republic of Korea|KR|KOR|ROK",
        "CN": "중국|중화인민공화국|中国|中华人民共和国|China|PR China|People's Republic of China|CN|CHN|PRC",
        "TW": "대만|타이완|台湾|中国台湾|Taiwan|TW|TWN",
        "HK": "홍콩|香港|中国香港|Hong Kong|HK|HKG",
        "MO": "마카오|澳门|中国澳门|Macao|Macau|MO|MAC",
        "JP": "일본|日本|Japan|JP|JPN",
        "VN": "베트남|越南|Vietnam|Viet Nam|VN|VNM",
        "MN": "몽골|蒙古|蒙古国|Mongolia|MN|MNG",
        "RU": "러시아|俄罗斯|Russia|Russian Federation|RU|RUS",
        "KZ": "카자흐스탄|哈萨克斯坦|Kazakhstan|KZ|KAZ",
        "UZ": "우즈베키스탄|乌兹别克斯坦|Uzbekistan|UZ|UZB",
        "TH": "태국|泰国|Thailand|TH|THA",
        "ID": "인도네시아|印度尼西亚|印尼|Indonesia|ID|IDN",
        "MY": "말레이시아|马来西亚|Malaysia|MY|MYS",
        "SG": "싱가포르|新加坡|Singapore|SG|SGP",
        "PH": "필리핀|菲律宾|Philippines|PH|PHL",
        "IN": "인도|印度|India|IN|IND",
        "AE": "아랍에미리트|UAE|阿联酋|阿拉伯联合酋长国|United Arab Emirates|AE|ARE",
        "SA": "사우디아라비아|사우디|沙特阿拉伯|沙特|Saudi Arabia|SA|SAU",
        "US": "미국|美国|USA|United States|United States of America|US",
        "CA": "캐나다|加拿大|Canada|CA|CAN",
        "MX": "멕시코|墨西哥|Mexico|MX|MEX",
        "BR": "브라질|巴西|Brazil|BR|BRA",
        "GB": "영국|英国|United Kingdom|UK|GB|GBR",
        "DE": "독일|德国|Germany|DE|DEU",
        "FR": "프랑스|法国|France|FR|FRA",
        "NL": "네덜란드|荷兰|Netherlands|NL|NLD",
        "AU": "호주|오스트레일리아|澳大利亚|Australia|AU|AUS",
    }
)
LANGUAGE_OF_COUNTRY = {"KR": "ko", "CN": "zh", "TW": "zh", "HK": "zh", "MO": "zh"}

TIME_ZONES = _by_key(
    {
        "Asia/Seoul": "서울|한국|한국시간|한국표준시|首尔|韩国|韩国时间|首尔时间|Seoul|Korea|KST|UTC+9|GMT+9|Asia/Seoul",
        "Asia/Shanghai": (
            "북경|베이징|중국|중국시간|중국표준시|지난|상하이|北京|北京时间|中国|中国时间|中国标准时间|上海|济南|Beijing|"
            "Shanghai|China|Jinan|China Standard Time|UTC+8|GMT+8|Asia/Shanghai"
        ),
    }
)
USUAL_TIME_ZONE = {"ko": "Asia/Seoul", "zh": "Asia/Shanghai", "en": "Asia/Seoul"}

ALL_DAY = frozenset(map(key, "전일|종일|하루종일|하루|모두|全天|全日|整天|all day|full day|whole day|all".split("|")))
MORNING = frozenset(map(key, "오전|오전중|上午|早上|AM|morning".split("|")))
AFTERNOON = frozenset(map(key, "오후|오후중|下午|PM|afternoon".split("|")))
NOTHING = frozenset(map(key, "없음|해당없음|无|没有|none|n/a|nil|no".split("|"))) | {""}
SAMPLE = ("견본", "样本", "sample")


def look_up(words: Mapping[str, T], text: str) -> T | None:
    return words.get(key(text))


def is_nothing(text: str) -> bool:
    """Whether a cell says in words that it is empty: 없음, 无, n/a, -."""
    return key(text) in NOTHING


def any_in(texts: Iterable[str], words: Iterable[str]) -> bool:
    return any(word in text.casefold() for text in texts for word in words)

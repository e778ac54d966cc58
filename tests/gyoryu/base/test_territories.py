"""Every country and language, under every name and code that people write for it."""

import random

import pytest
from babel import Locale

from gyoryu.base.formatting import sort_key
from gyoryu.base.territories import (
    FIRST_COUNTRIES,
    countries,
    country_name,
    language_name,
    languages,
    parse_country,
    parse_language,
)

CODES = [code for code, _ in countries("en")]
SPOKEN = [code for code, _ in languages("en")]
LOCALES = ("ko", "zh_Hans", "zh_Hant", "en")
# As people write them, by what they mean.
COUNTRIES = {
    "US": "미국 美国 美國 USA U.S. U.S.A. America us",
    "GB": "영국 英国 英國 UK U.K. England GBR",
    "AE": "UAE U.A.E. 아랍에미리트 阿联酋 阿聯酋 두바이",
    "KR": "대한민국 한국 ROK 韩国 韓國 Korea 남한 KOR",
    "CN": "중국 中国 中國 PRC 중화인민공화국 CHN",
    "TW": "台湾 臺灣 台灣 대만 타이완 Taiwan",
    "HK": "香港 홍콩 中国香港 Hongkong",
    "VN": "越南 베트남 월남 VietNam Vietnam",
    "MN": "몽고 몽골 蒙古 蒙古国 Mongolia",
    "KP": "북한 朝鲜 DPRK",
    "TR": "터키 튀르키예 土耳其 Turkey Türkiye",
    "CZ": "체코 체코공화국 捷克 Czechia",
    "NL": "네덜란드 화란 荷兰 荷蘭 Holland Netherlands",
    "SA": "사우디 사우디아라비아 沙特 KSA",
    "ZA": "남아공 남아프리카공화국 南非 RSA",
    "CD": "콩고민주공화국 刚果金 DRC",
    "CG": "콩고 콩고공화국 刚果布 Congo",
}
SENTENCES = {
    "S. Korea": "KR", "South Korea": "KR", "Republic of Korea": "KR", "Korea, Republic of": "KR", "Korea (Rep.)": "KR",
    "Rep. of Korea": "KR", "Korea (North)": "KP", "North Korea": "KP", "Democratic People's Republic of Korea": "KP",
    "People's Republic of China": "CN", "P.R. China": "CN", "Republic of China": "TW", "Hong Kong, China": "HK",
    "United States of America": "US", "USA, California": "US", "미국(LA)": "US",
    "미국, LA": "US", "美国（洛杉矶）": "US",
    "대한민국(서울)": "KR", "중국(산둥)": "CN", "중국 산둥성": "CN", "中国山东省": "CN", "中国（香港）": "HK",
    "중국(홍콩)": "HK",
    "Seoul, Korea": "KR", "Kingdom of Thailand": "TH", "United Republic of Tanzania": "TZ", "法兰西共和国": "FR",
    "Iran, Islamic Republic of": "IR", "Congo (Dem. Rep.)": "CD", "Bolivia (Plurinational State of)": "BO",
    "중국 / China": "CN", "영국(UK)": "GB", "🇻🇳": "VN", "베트남 🇻🇳": "VN", "Côte d'Ivoire": "CI",
    "the Netherlands": "NL",
}  # fmt: skip
LANGUAGES = {
    "ko": "한국어 한국말 韩语 韓語 韩文 Korean kor ko-KR",
    "zh": "중국어 중문 中文 汉语 漢語 普通话 Mandarin zh-TW zh_Hant zho chi",
    "en": "영어 英语 英文 English eng en-US",
    "ja": "일본어 일어 日语 日文 日本語 jpn",
    "pt": "포르투갈어 葡语 葡萄牙语 Português pt-BR por",
    "tr": "터키어 튀르키예어 土耳其语 Turkish Türkçe",
    "km": "캄보디아어 크메르어 高棉语 柬埔寨语 Khmer",
    "my": "미얀마어 버마어 缅甸语 Burmese",
    "fil": "필리핀어 타갈로그어 菲律宾语 Tagalog Filipino tl",
    "fa": "이란어 페르시아어 波斯语 Farsi Persian",
    "uk": "우크라이나어 乌克兰语 Ukrainian Українська",
    "de": "독일어 독어 德语 Deutsch German",
    "yue": "광둥어 광동어 粤语 广东话 廣東話 Cantonese",
    "he": "히브리어 希伯来语 Hebrew",
    "sv": "스웨덴어 瑞典语 Swedish Svenska",
    "pl": "폴란드어 波兰语 Polish Polski",
    "lo": "라오스어 라오어 老挝语 Lao",
    "ky": "키르기스어 吉尔吉斯语 Kyrgyz",
}


def test_there_is_every_country_and_language():
    assert len(CODES) == len(set(CODES)) == 249
    assert len(SPOKEN) == len(set(SPOKEN)) > 170


@pytest.mark.parametrize("locale", LOCALES)
def test_every_country_is_known_by_its_name_and_codes(locale):
    names = Locale.parse(locale).territories
    assert {code: parse_country(names[code]) for code in CODES} == {code: code for code in CODES}
    assert {code: parse_country(code.lower()) for code in CODES} == {code: code for code in CODES}
    assert {code: parse_country(country_name(code, "zh")) for code in CODES} == {code: code for code in CODES}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_is_known_by_its_name_and_code(locale):
    names = Locale.parse(locale).languages
    parsed = {code: parse_language(names[code]) for code in SPOKEN}
    # Names that two codes share belong to the more usual one.
    assert {code for code, parsed_code in parsed.items() if parsed_code != code} <= {"no", "nb", "sr", "yue"}
    assert {code for code in SPOKEN if parse_language(code) != code} == {"kr"}  # which people write for Korean


@pytest.mark.parametrize("code", COUNTRIES)
def test_countries_as_people_write_them(code):
    assert {spelling: parse_country(spelling) for spelling in COUNTRIES[code].split()} == dict.fromkeys(
        COUNTRIES[code].split(), code
    )


@pytest.mark.parametrize(("text", "code"), SENTENCES.items())
def test_countries_with_something_beside_them(text, code):
    assert parse_country(text) == code


@pytest.mark.parametrize("seed", range(5))
def test_what_stands_beside_a_country_does_not_hide_it(seed):
    random_ = random.Random(seed)
    for code in random_.sample(CODES, 40):
        name = country_name(code, random_.choice(("ko", "zh", "en")))
        around = random_.choice(
            ["{}(견본시)", "{}（样例市）", "  {} ", "{} / {}", "{}\u3000", "{} (Sampletown)", "{}\n견본동"]
        )
        assert parse_country(around.format(name, name)) == code, around.format(name, name)


@pytest.mark.parametrize("text", ["", "한국, 중국", "미국/캐나다", "바이어", "xyz", "해외", "-", "국가", "①", "아무말"])
def test_what_is_no_country_or_several_is_not_guessed(text):
    assert parse_country(text) is None


@pytest.mark.parametrize("code", LANGUAGES)
def test_languages_as_people_write_them(code):
    assert {spelling: parse_language(spelling) for spelling in LANGUAGES[code].split()} == dict.fromkeys(
        LANGUAGES[code].split(), code
    )


@pytest.mark.parametrize("text", ["", "Klingon", "KO-RU", "KO-ZH", "한국어-영어", "통역", "xyz"])
def test_what_is_no_language_or_two_is_not_guessed(text):
    assert parse_language(text) is None


@pytest.mark.parametrize("language", ["ko", "zh", "en"])
def test_lists_are_in_the_order_of_their_reader(language):
    choices = countries(language)
    assert tuple(code for code, _ in choices[:2]) == FIRST_COUNTRIES
    names = [name for _, name in choices[2:]]
    assert names == sorted(names, key=lambda name: sort_key(name, language))
    assert len(set(names)) == len(names)


def test_names_of_what_has_none_are_the_codes():
    assert country_name("ZZ", "ko") == "ZZ"
    assert language_name("xx", "ko") == "XX"
    assert (country_name("kr", "zh"), language_name("zh", "ko")) == ("韩国", "중국어")

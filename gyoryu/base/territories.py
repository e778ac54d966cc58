"""Countries (ISO 3166-1) and languages (ISO 639): every code, its name in three languages, and its spellings.

Names are those of CLDR, by `babel`; other common spellings are in `spellings.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers

from docread.chinese_variants import to_simplified
from gyoryu.base.formatting import sort_key
from gyoryu.base.names import LOCALES, Language, Names
from gyoryu.base.text import comparison_key, normalize_compatibility

# Codes of CLDR that are no countries: parts of countries, unions, codes for tests.
_NO_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"])
# Not spoken at meetings, or covered by another code.
_NO_LANGUAGES = frozenset(
    ["ae", "cu", "ia", "ie", "io", "jbo", "mul", "pi", "root", "sh", "tl", "tlh", "und", "vo", "zxx"]
)
FIRST_COUNTRIES = ("KR", "CN")
# The country presumed for a person of whom only the language is known.
COUNTRY_OF_LANGUAGE: dict[str, str] = {"ko": "KR", "zh": "CN"}
FIRST_LANGUAGES = ("ko", "zh", "en", "ja", "vi", "ru", "mn", "th", "id", "ms", "kk", "uz", "ar", "es", "fr", "de")
# Names used by agencies instead of CLDR's.
_OUR_NAMES: dict[str, Names] = {
    "KR": Names("대한민국", "韩国", "Korea"),
    "AU": Names("호주", "澳大利亚", "Australia"),
    "AE": Names("아랍에미리트", "阿联酋", "United Arab Emirates"),
    "HK": Names("홍콩", "中国香港", "Hong Kong"),
    "MM": Names("미얀마", "缅甸", "Myanmar"),
    "MO": Names("마카오", "中国澳门", "Macao"),
    "TW": Names("대만", "中国台湾", "Taiwan"),
    "VN": Names("베트남", "越南", "Viet Nam"),
}
_OUR_LANGUAGE_NAMES: dict[str, Names] = {
    "zh": Names("중국어", "中文", "Chinese"),
    "yue": Names("광둥어", "粤语", "Cantonese"),
}
_APART = re.compile(r"[,/;、，；·・|\n]|\s[-–—]\s")
_BRACKETS = re.compile(r"^(.*?)[(（\[](.+?)[)）\]](.*)$")
_STATE_EN = re.compile(
    r"^(?:the )?(?:[a-z]+ )*?(?:republic|kingdom|states?|sultanate|principality|commonwealth|union|emirate|duchy) "
    r"of (?:the )?"
)
_STATE_KO = re.compile(r"(?:사회주의|민주|인민|연방|연합|이슬람|아랍)*(?:공화국|왕국|연방|수장국)$")
_STATE_ZH = re.compile(r"(?:社会主义|民主|人民|联邦|伊斯兰|阿拉伯)*(?:共和国|王国|联邦|公国|国)$")
_STATE_OF_A_COUNTRY = re.compile("(?!US|UK|KR|CN)[A-Z]{2}")  # beside a place, LA and CA are no countries
_EAST_ASIAN = re.compile("[\u3400-\u9fff\uac00-\ud7af]")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")


def country_name(code: str, language: Language) -> str:
    """Return the name of a country for a reader; an unknown code is returned unchanged."""
    names = _country_names().get(code.upper())
    return names.in_language(language) if names else code


def language_name(code: str, language: Language) -> str:
    names = _language_names().get(code.lower())
    return names.in_language(language) if names else code.upper()


def countries(language: Language) -> list[tuple[str, str]]:
    """Return every country as (code, name): Korea and China first, the others in the reader's order."""
    return _ordered(_country_names(), FIRST_COUNTRIES, language)


def languages(language: Language) -> list[tuple[str, str]]:
    """Return languages of ISO 639-1 and some others as (code, name), those often spoken at our events first."""
    return _ordered(_language_names(), FIRST_LANGUAGES, language)


def parse_country(text: str) -> str | None:
    """Parse a country into its code: `미국(LA)`, `臺灣`, `Korea, Rep. of`, `🇻🇳`; None where that is not certain."""
    if flag := _FLAG.search(text):
        text = "".join(chr(ord(char) - 0x1F1E6 + ord("A")) for char in flag.group())
    text = normalize_compatibility("/".join(text.splitlines()))
    for reading in _readings(text):
        words = [part for part in reading if len(reading) == 1 or not _STATE_OF_A_COUNTRY.fullmatch(part)]
        codes = {code for word in words if (code := _one_country(word))}
        if codes:
            return codes.pop() if len(codes) == 1 else None
    return _by_beginning(to_simplified(comparison_key(text)))


def parse_language(text: str) -> str | None:
    """Parse a language into its code: `영어`, `葡语`, `Deutsch`, `pt-BR`; None for what is none."""
    word = normalize_compatibility(text)
    code = _lookup(word, _language_spellings()) or _lookup(word, _native_languages())
    return code or _by_tag(word)


def _by_tag(word: str) -> str | None:
    """`pt-BR`, `zh_Hant_TW`: the language of a tag; None for `KO-RU`, which are two."""
    code, *subtags = re.split("[-_]", word)
    if not subtags or not all(part.isalnum() for part in subtags):
        return None
    is_tag = re.fullmatch("[a-z]{2,3}", code) and (subtags[0].istitle() or subtags[0].isupper())
    language, second = (_lookup(part, _language_spellings()) for part in (code, subtags[0]))
    return None if not is_tag and second in FIRST_LANGUAGES and second != language else language


def _ordered(names: dict[str, Names], first: tuple[str, ...], language: Language) -> list[tuple[str, str]]:
    rest = sorted(
        (code for code in names if code not in first),
        key=lambda code: sort_key(names[code].in_language(language), language),
    )
    return [(code, names[code].in_language(language)) for code in (*first, *rest)]


def _readings(text: str) -> Iterator[tuple[str, ...]]:
    """Ways to understand a cell, the most literal first; each is a set of words that must not contradict."""
    yield (text,)
    if brackets := _BRACKETS.match(text):
        before, inside, after = brackets.groups()
        outside = f"{before}{after}"
        yield (f"{inside} {outside}",)  # Korea (North)
        if _one_country(inside) in ("HK", "MO", "TW"):
            yield (inside,)  # 中国(香港)
        yield (outside,)
        yield (inside,)
        text = outside
    parts = tuple(part.strip() for part in _APART.split(text) if part.strip())
    if len(parts) == 2:
        yield (f"{parts[1]} {parts[0]}",)  # Korea, Republic of
    yield parts
    if _EAST_ASIAN.match(text):
        yield (text.split()[0],)  # 중국 산둥성


def _one_country(word: str) -> str | None:
    return _lookup(word, _country_spellings()) or _lookup(_without_form_of_state(word), _country_spellings())


def _without_form_of_state(word: str) -> str:
    """`Kingdom of Thailand`, `체코공화국`, `法兰西共和国`: the name alone."""
    spaced = " ".join(re.sub(r"[^\w\s]", "", word).casefold().split())
    return _STATE_ZH.sub("", to_simplified(_STATE_KO.sub("", _STATE_EN.sub("", spaced).replace(" ", ""))))


def _by_beginning(prefix: str) -> str | None:
    """`中国山东省`, `대한민국서울`: the longest name that the cell begins with, in scripts that need no spaces."""
    if not _EAST_ASIAN.match(prefix):
        return None
    beginnings = (prefix[:length] for length in range(len(prefix) - 1, 1, -1))
    return next((code for begin in beginnings if (code := _country_spellings().get(begin))), None)


def _lookup(word: str, spellings: dict[str, str]) -> str | None:
    return spellings.get(to_simplified(comparison_key(word)))


@cache
def _own_spellings() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("spellings.toml").read_text(encoding="utf-8"))


@cache
def _cldr(display_name_kind: Literal["territories", "languages"], locale: str) -> dict[str, str]:
    """Name by code, as CLDR has them in one language."""
    return {str(code): str(name) for code, name in getattr(Locale.parse(locale), display_name_kind).items()}


@cache
def _country_names() -> dict[str, Names]:
    codes = [code for code in _cldr("territories", "en") if re.fullmatch("[A-Z]{2}", code)]
    return _in_our_languages("territories", [code for code in codes if code not in _NO_COUNTRIES]) | _OUR_NAMES


@cache
def _language_names() -> dict[str, Names]:
    codes = [code for code in _cldr("languages", "en") if len(code) == 2 and code not in _NO_LANGUAGES]
    return _in_our_languages("languages", [*codes, "fil", "yue"]) | _OUR_LANGUAGE_NAMES


def _in_our_languages(display_name_kind: Literal["territories", "languages"], codes: Iterable[str]) -> dict[str, Names]:
    return {code: Names(*(_cldr(display_name_kind, locale)[code] for locale in LOCALES.values())) for code in codes}


@cache
def _country_spellings() -> dict[str, str]:
    names = _country_names()
    aliases = {alias: codes[0] for alias, codes in get_global("territory_aliases").items() if len(codes) == 1}
    codes = {alias: code for alias, code in aliases.items() if alias.isalpha() and code in names}
    return _spellings("territories", "countries", list(names), codes, {})


@cache
def _language_spellings() -> dict[str, str]:
    living = (code for code in _cldr("languages", "en") if "_" not in code and code not in _NO_LANGUAGES)
    # Rarer languages first: where two share a name, the more usual one keeps it.
    codes = sorted(living, key=len, reverse=True)
    usual = {code: code for code in codes if len(code) == 2}
    aliases = {alias: code for alias, code in get_global("language_aliases").items() if code in codes}
    return _spellings("languages", "languages", codes, aliases, usual)


def _spellings(
    display_name_kind: Literal["territories", "languages"],
    section: str,
    codes: Sequence[str],
    aliases: dict[str, str],
    overrides: dict[str, str],
) -> dict[str, str]:
    """Return codes by spelling. Precedence: our own list, the `overrides`, names, codes."""
    pairs = list(aliases.items()) + [(code, code) for code in codes]
    for locale in (*LOCALES.values(), "zh_Hant"):
        pairs += [(name, code) for code in codes if (name := _cldr(display_name_kind, locale).get(code))]
    pairs += overrides.items()
    pairs += [(word, code) for code, words in _own_spellings()[section].items() for word in words.split("|")]
    return {to_simplified(comparison_key(word)): code for word, code in pairs}


@cache
def _native_languages() -> dict[str, str]:
    """Return names of languages in themselves. Consulted last: it opens a file for each."""
    names = ((code, _cldr("languages", code).get(code)) for code in locale_identifiers() if "_" not in code)
    return {to_simplified(comparison_key(name)): code for code, name in names if name}

"""All texts of the documents in three languages, side by side so that a translator sees all three.

A plain table instead of gettext catalogues: one run writes all three languages, and a test compares them."""

from __future__ import annotations

from gyoryu.base.names import Language, Names
from gyoryu.base.territories import language_name
from gyoryu.exports.texts.paper import PAPER
from gyoryu.exports.texts.reasons import REASONS
from gyoryu.exports.texts.report import REPORT
from gyoryu.exports.texts.results import RESULTS

TEXTS: dict[str, Names] = {**PAPER, **REASONS, **REPORT, **RESULTS}


def translate(key: str, language: Language, **values: object) -> str:
    """Return the text `key` in `language` with its placeholders filled. KeyError where the text or a value is
    missing."""
    text: str = getattr(TEXTS[key], language)
    return text.format(**values) if values else text


def in_all_languages(key: str, **values: object) -> Names:
    return Names(translate(key, "ko", **values), translate(key, "zh", **values), translate(key, "en", **values))


def language_pair(languages: tuple[str, str], language: Language) -> str:
    """Return the kind of interpreting: `한중 통역`, `中韩口译`, `Korean–Chinese interpreting`."""
    a, b = languages
    if language == "en" or not {f"lang_short_{a}", f"lang_short_{b}"} <= TEXTS.keys():
        return translate("interpreting", language, a=language_name(a, language), b=language_name(b, language))
    first, second = (translate(f"lang_short_{code}", language) for code in _home_first(a, b, language))
    return f"{first}{second} 통역" if language == "ko" else f"{first}{second}口译"


def _home_first(a: str, b: str, language: Language) -> tuple[str, str]:
    """Each country names itself first: 한중, 中韩."""
    return (b, a) if b == language else (a, b)

"""Names and texts in Korean, Chinese and English, and the choice among them for a reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["ko", "zh", "en"]
LANGUAGES: tuple[Language, ...] = ("ko", "zh", "en")
# What each calls itself, its tag in HTML and BCP 47, its code in Django, and its locale in CLDR.
LANGUAGE_NAMES: dict[str, str] = {"ko": "한국어", "zh": "简体中文", "en": "English"}
LANGUAGE_TAGS: dict[str, str] = {"ko": "ko", "zh": "zh-Hans", "en": "en"}
DJANGO_CODES: dict[Language, str] = {"ko": "ko", "zh": "zh-hans", "en": "en"}
LOCALES: dict[Language, str] = {"ko": "ko", "zh": "zh_Hans", "en": "en"}


@dataclass(frozen=True, slots=True)
class Names:
    """Name in up to three scripts. An empty string: not known in that script."""

    ko: str = ""
    zh: str = ""
    en: str = ""

    def in_language(self, language: Language) -> str:
        """Return the name for a reader of `language`; failing that the English one, then any."""
        return getattr(self, language) or self.en or self.ko or self.zh

    def both(self, own_language: Language, reader_language: Language) -> tuple[str, str]:
        """Return the name in its owner's script, and the reader's version if there is another ("" otherwise)."""
        own_name = self.in_language(own_language)
        second = self.in_language(reader_language)
        return own_name, second if second != own_name else ""

"""Normalisation of text typed into forms and spreadsheets."""

from __future__ import annotations

import re
import unicodedata

from docread.chinese_variants import to_simplified

# Control and format characters, in the blocks where they are found: all of Unicode would take a fifth of a second.
_INVISIBLE = dict.fromkeys(
    code
    for code in (*range(0x2070), 0xFEFF, *range(0xE0000, 0xE0080))
    if unicodedata.category(chr(code)) in ("Cf", "Cc") and chr(code) not in "\t\n\r"
)
# Invisible characters: people type them as blanks, and forms would accept them as names.
_FILLERS = dict.fromkeys((0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0), " ")
# NUL and halves of characters: PostgreSQL stores no text with the former, and the latter are no valid text.
_UNKEPT = re.compile("[\0\ud800-\udfff]")
_UNSEEN_KINDS = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Mc", "Me"})  # marks need a base character
# Letters and digits only: full-width brackets and commas are right in Chinese text and stay as they are.
_FULL_WIDTH = {
    code: code - 0xFEE0
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for code in range(first, last + 1)
}
_LEGAL_FORMS = re.compile(
    r"\((?:주|유|재|사|합)\)|주식회사|유한회사|유한책임회사|재단법인|사단법인|株式会社"
    r"|股份有限公司|有限责任公司|有限公司|\((?:有限合伙|株)\)"
    r"|\b(?:co|company|corp|corporation|inc|incorporated|ltd|limited|llc|gmbh|pte|plc|jsc)\b\.?"
)


def normalize_input(text: str) -> str:
    """Normalise typed text to NFC: macOS and some programs write 가 as two characters. "" where nothing of it is
    visible. Every entry point calls it (`web.text_input`, `base.sheets`), so that nothing behind them meets other
    text."""
    text = strip_unstorable(text)
    if text.isascii():
        return text
    return "" if is_blank(text) else unicodedata.normalize("NFC", text)


def strip_unstorable(text: str) -> str:
    """Remove characters that no database stores. They are invisible and come with pasted text."""
    return _UNKEPT.sub("", text)


def is_blank(text: str) -> bool:
    """Return whether a text has no visible characters."""
    return all(_is_unseen(char) for char in text)


def _is_unseen(char: str) -> bool:
    return ord(char) in _FILLERS or unicodedata.category(char) in _UNSEEN_KINDS


def normalize_whitespace(text: str) -> str:
    """Normalise for storage: composed, without invisible characters, every run of white space and fillers one space,
    full-width letters and digits narrow; "" where nothing would be seen."""
    return " ".join(normalize_input(text).translate(_INVISIBLE).translate(_FILLERS).translate(_FULL_WIDTH).split())


def normalize_compatibility(text: str) -> str:
    """For parsing: tidy, and every compatibility character replaced by the ordinary one (㈜ by (주), ： by :)."""
    return normalize_whitespace(unicodedata.normalize("NFKC", text))


def comparison_key(text: str) -> str:
    """Normalise for comparison: letters and digits only, without case."""
    return "".join(character for character in normalize_compatibility(text).casefold() if character.isalnum())


def without_legal_form(name: str) -> str:
    """Plain, without case and in simplified characters; legal forms such as ㈜, 有限公司 or Co., Ltd. replaced by a
    space."""
    return _LEGAL_FORMS.sub(" ", to_simplified(normalize_compatibility(name).casefold()))


def name_key(name: str) -> str:
    """Return a key for comparing names of firms, without legal forms. Traditional and simplified characters are equal.

    A name that consists of a legal form only keeps it."""
    return comparison_key(without_legal_form(name)) or to_simplified(comparison_key(name))

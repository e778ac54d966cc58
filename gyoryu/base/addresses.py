"""Parsing of e-mail addresses from pasted text: lists from mail programs, tables, messages."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from gyoryu.base.text import normalize_compatibility

_ENTRY = re.compile(r'(?:"[^"\n]*"|<[^<>\n]*>|[^,;、\n"<>]|["<>])+')
_ADDRESS = re.compile(r"[^\s<>()\[\]\"'“”‘’,;:、]+@[^\s<>()\[\]\"'“”‘’,;:、]+")


def parse_addresses(text: str) -> tuple[list[str], list[str]]:
    """Return the addresses, each once, and the entries in which none was found or one is wrong, as they were typed.

    Entries are separated by line breaks, semicolons or commas of any width; names may stand before addresses in angle
    brackets (`홍견본 <a@sample.example>; "Hong, Sample" <b@sample.example>`), and several addresses apart by blanks
    alone are several."""
    addresses: dict[str, None] = {}
    unreadable: list[str] = []
    name = ""  # a part of a name with a comma in it: Hong, Sample <b@sample.example>
    for line in text.splitlines():
        for entry in _ENTRY.findall(re.sub("[，]", ",", re.sub("[；]", ";", line)) + ";"):
            name = _read(entry.strip(), name, addresses, unreadable)
        unreadable += [name] if name else []
        name = ""
    return list(addresses), unreadable


def _read(entry: str, name: str, addresses: dict[str, None], unreadable: list[str]) -> str:
    """Parse one entry; return what may be the beginning of the next entry's name."""
    matches = [address.rstrip(".") for address in _ADDRESS.findall(normalize_compatibility(entry))]
    if not matches:
        unreadable += [name] if name else []
        return entry
    if name and "<" not in entry:
        unreadable.append(name)
    valid = [address for address in matches if _is_address(address)]
    addresses |= dict.fromkeys(valid)
    if len(valid) < len(matches) or "@" in _ADDRESS.sub("", normalize_compatibility(entry)):
        unreadable.append(entry)
    return ""


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True

"""How persons are written with their roles: patterns made of the table of roles."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_PARTICLES = r"(?:으로부터|에게서|에게|께서|이라고|라고|으로|로|과의|와의|에게는|은|는|이|가|을|를|과|와|의|도|만|및|등|측|님|간|와는|과는|와도|과도)?"


@cache
def _roles() -> str:
    return "|".join(["당 서기", *sorted(role_words(), key=len, reverse=True)])


@cache
def role_words() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "data" / "roles.txt").read_text(encoding="utf-8").split())


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    role = _roles()
    headed = re.compile(
        rf"\(\s?(?P<role>(?:(?:{role})\s)?[가-힣]{{0,8}}?(?:{role}|[가-힣]{{1,3}}장)(?:\s?직무대[리행])?)\s?[:：]?\s?(?P<name>[가-힣]{{2,4}}|[가-힣]{{1,6}}(?:\s[가-힣]{{1,6}}){{1,3}})(?=\s?[,)/·]|\s이하|\s[가-힣 ]{{2,24}}(?:교수|대표|회장|사장|원장|장관|차관|본부장)\))"
    )
    word = re.compile(
        rf"(?<![가-힣A-Za-z])(?P<role>(?:제?\d)?[가-힣A-Za-z·]{{0,16}}?(?:{role})(?:\(차관\)|\(차관급\))?)(?={_PARTICLES}(?:[^가-힣A-Za-z]|$))"
    )
    first = re.compile(
        rf"(?<![가-힣])(?P<role>{role})\s(?P<name>[가-힣]{{1,7}}(?:\s[가-힣]{{1,7}}){{1,3}})\s?\((?P<gloss>[A-Z][A-Za-z.'-]*(?:\s[A-Z][A-Za-z.'-]*)+)\)(?!\s?[가-힣]{{0,8}}(?:{role}))"
    )
    abroad = re.compile(
        rf"\(\s?(?P<role>{role})\s?[:：]?\s?(?P<name>[가-힣]{{1,8}}(?:\s[가-힣]{{1,8}}){{1,4}}),\s?(?P<gloss>[A-Z][A-Za-z.'-]*(?:\s[A-Z][A-Za-z.'-]*)+)\)"
    )
    holder = re.compile(
        rf"(?P<role>[가-힣]{{2,12}}(?:시장|도지사|군수|구청장|장관|차관|청장|처장|총리|대사|위원장|원장|사장|회장))\((?P<name>[가-힣]{{3}})\)(?={_PARTICLES}(?:[^가-힣A-Za-z]|$))"
    )
    hanja = re.compile(
        rf"(?P<role>[가-힣]{{0,6}}(?:{role}|공사|참사관|대사))\s(?P<name>[가-힣]{{2,5}})\((?P<gloss>[一-鿿]{{2,4}})\)(?!\s?[가-힣]{{0,10}}(?:{role}))"
    )
    return headed, word, first, abroad, holder, hanja

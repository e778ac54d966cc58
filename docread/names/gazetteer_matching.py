"""Bodies that are known beforehand, found where their names stand for themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from docread.names.entities import Mention
from docread.names.gazetteer import Body, bodies_by_form, places
from docread.patterns import regex

PARTICLE = r"(?:이다|입니다|이?라고|이?라는|이?며|에서는|에서도|에서의|에서|에게|에는|에도|에|으로부터|로부터|으로서|로서|으로|로|은|는|이|가|을|를|과의|와의|과|와|의|도|만|및|등|측은|측이|측과|측|간|인|장)"


@cache
def _by_start() -> dict[str, tuple[str, ...]]:
    """Known forms by their first two characters, longest first."""
    forms: dict[str, list[str]] = {}
    for form in bodies_by_form():
        forms.setdefault(form[:2], []).append(form)
    return {start: tuple(sorted(group, key=len, reverse=True)) for start, group in forms.items()}


_WORD = regex(r"[0-9A-Za-z가-힣]")
_AFTER_KNOWN = regex(
    rf"(?={PARTICLE}*(?:[^가-힣A-Za-z]|$))|(?=장관|차관|청장|처장|부장|회장|부회장|주최|주관|산하|소속|관계자|대변인|고위)"
)
_OF_FIRM = regex(r"\s?코리아(?![가-힣]{2})")
_OWN = regex(
    r"사장|원장|회장|총장|대표|본부|무역관|사무국|지사|법인|회원국|이사회|집행위|당국|측|내\s|간\s|역내|산하|주재"
)


def known(folded: str, start: int, end: int, year: int | None) -> Iterator[Mention]:
    by_start = _by_start()
    position, last = start, -1
    while position < end - 1:
        for form in by_start.get(folded[position : position + 2], ()):
            stop = position + len(form)
            if (
                stop <= end
                and folded.startswith(form, position)
                and (_stands_alone(folded, position, stop, form) or _is_fused(folded, position, stop, last))
            ):
                body = _body_of(form, year, folded, position)
                if body and (here := _OF_FIRM.match(folded, stop)) and body.kind == "company":
                    # `가온 코리아` is a firm of its own here.
                    text = folded[position : here.end()]
                    yield Mention(position, here.end(), text, "company", text.replace(" ", ""), "KR", "company")
                elif body:
                    yield Mention(position, stop, form, "known", body.name, body.country, body.kind, body)
                if body:
                    position, last = stop - 1, stop
                break
        position += 1


# What is named after a body is not the body; nor is a venue, nor a goal or programme of the United Nations.
_NAMED_AFTER = regex(r"\s?(?:기후변화협약|기후변화|지속가능|안보리|총회|정상회[의담]|당사국)")
_GOES_ON = regex(r"\s(?:and|of|for|&)\s[A-Z]|\s[A-Z][a-z]")
_VENUE = regex(r"\)?(?:\s?하우스|센터|타워|빌딩|홀(?:에|\s)|파크)")


def _stands_alone(folded: str, start: int, stop: int, form: str) -> bool:
    before, after = folded[start - 1] if start else " ", folded[stop : stop + 1]
    of_un = form in {"UN", "유엔"} and re.match(r"\s?(?:[A-Z]|20\d\d\s)", folded[stop : stop + 6])
    if of_un or _NAMED_AFTER.match(folded, stop) or _VENUE.match(folded, stop):
        return False
    if form.isascii():
        return _stands_in_latin(folded, stop, form, before, after)
    if _WORD.match(before) and not folded[:start].endswith(("중국", "한국", "대한민국", "일본", "주")):
        return False
    return bool(_AFTER_KNOWN.match(folded, stop)) or stop == len(folded) or _lost_comma(folded, stop)


def _stands_in_latin(folded: str, stop: int, form: str, before: str, after: str) -> bool:
    if any(each.isascii() and each.isalnum() for each in (before, after)):
        return False
    if " " in form and _GOES_ON.match(folded, stop):
        return False  # the beginning of a longer name
    # `LG생활건강` is not LG: what follows without a blank is a particle, or an office of the body.
    return not re.match("[가-힣]", after) or bool(_AFTER_KNOWN.match(folded, stop) or _OWN.match(folded, stop))


def _is_fused(folded: str, start: int, stop: int, last: int) -> bool:
    """Official names that a re-post ran together when it lost its commas: `산업통상부국가가온원`, `…공사가중국`."""
    if stop - start < 4 or (start != last and _WORD.match(folded[start - 1 : start])):
        return False
    following = _by_start().get(folded[stop : stop + 2], ())
    if any(len(form) > 3 and folded.startswith(form, stop) for form in following):
        return True
    state = re.match(r"(?:이|가|은|는|과|와|로)(?P<state>중국|한국|일본|미국|우리|양국|정부)", folded[stop : stop + 5])
    ended = start == last and bool(_AFTER_KNOWN.match(folded, stop))
    return ended or (bool(state) and stop - start > 4)


def _lost_comma(folded: str, stop: int) -> bool:
    """Whether a place follows without a blank, as re-posts that lost their commas have it."""
    match = re.match(r"([가-힣]{2,4})(?:성|시|도)(?:[^가-힣]|$)", folded[stop : stop + 8])
    return bool(match and match[1] in places())


def _body_of(form: str, year: int | None, folded: str, start: int) -> Body | None:
    """The body that the form names here: of the country named before it, valid in the year, else the first."""
    candidates = bodies_by_form()[form]
    before = country_before(folded, start)
    if before and before != "KR":
        of_country = next((body for body in candidates if body.country in {before, "INT"}), None)
        # `쑤저우 삼성전자` is the firm there; `중국 환경부` is not Korea's ministry.
        return of_country or next((body for body in candidates if body.kind == "company"), None)
    valid = [body for body in candidates if body.is_valid_in(year)]
    return (valid or list(candidates))[0]


def country_before(folded: str, start: int) -> str | None:
    """The country, or the country of the place, that stands right before `start`."""
    words = folded[max(0, start - 14) : start].rstrip()
    words = words.removesuffix("의")
    if words.endswith(("中", "(中)")):
        return "CN"
    if words.endswith("韓"):
        return "KR"
    for length in range(min(8, len(words)), 1, -1):
        tail = words[-length:]
        if (length == len(words) or not _WORD.match(words[-length - 1])) and (
            place := places().get(tail.rstrip("성시")) or places().get(tail)
        ):
            return place.country
    return None

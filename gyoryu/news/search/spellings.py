"""Names of the same place or body in any script, from the gazetteer and the directory."""

from __future__ import annotations

from collections.abc import Iterable

from docread.names.gazetteer import Body, bodies_by_form, places
from gyoryu.base.names import Language, Names
from gyoryu.base.text import name_key
from gyoryu.organisations.models import Organisation
from gyoryu.organisations.queries import MatchQuery, match_all

# Optional suffixes of the names of places: 산둥 and 산둥성.
_SUFFIXES = ("", "성", "시", "도", "省", "市")


def forms_of(body: Body) -> list[str]:
    return [form for form in (body.name, *body.others, *body.chinese, body.english) if form]


def places_called(word: str) -> list[str]:
    """Return all names of the places that may be called so, with the word itself where one is."""
    stem = word.removesuffix("성").removesuffix("시").removesuffix("省").removesuffix("市")
    forms: list[str] = []
    for key in dict.fromkeys((word, stem)):
        if place := places().get(key):
            # All rows of the same place: `산둥` and `산동`, `北京` and `북경`.
            forms += [candidate.name for candidate in places().values() if set(candidate.chinese) & set(place.chinese)]
            forms += place.chinese
    return list(dict.fromkeys(forms))


def other_scripts(word: str) -> list[str]:
    """Return the word, and all names of the places and bodies that are called so."""
    forms = [word, *places_called(word)]
    for body in bodies_by_form().get(word, ()):
        forms += forms_of(body)
    return list(dict.fromkeys(forms))


def in_directory(name: str) -> list[str]:
    """Return all names of the organisations of the directory that bear this one."""
    (match,) = match_all([MatchQuery(Names(ko=name))])
    return names_in_directory(match.candidates)


def names_in_directory(numbers: Iterable[int]) -> list[str]:
    matches = Organisation.objects.in_bulk(list(numbers))
    return [
        form
        for organisation in matches.values()
        for form in (
            organisation.name_ko,
            organisation.name_zh,
            organisation.name_en,
            organisation.short_ko,
            organisation.short_zh,
            organisation.short_en,
        )
        if len(form) > 1
    ]


def keys_of_the_same(kind: str, name: str, linked: Iterable[int]) -> set[str]:
    """Return the keys under which documents may name the same body or place. A form that several bodies share, such as
    the short name of two ministries, does not bind them together. `linked`: entries of the directory that people
    chose."""
    forms = [name]
    if kind == "organisation":
        forms += _names_of_the_body(name)
        (match,) = match_all([MatchQuery(Names(ko=name))])
        forms += names_in_directory({*linked, *(match.candidates if len(match.candidates) == 1 else ())})
    elif kind == "place":
        forms += [form + suffix for form in places_called(name) for suffix in _SUFFIXES]
    return {key for form in forms if (key := name_key(form)[:200])}


def _names_of_the_body(name: str) -> list[str]:
    matches = bodies_by_form().get(name, ())
    if len(matches) != 1:
        return []
    return [form for form in forms_of(matches[0]) if len(bodies_by_form()[form]) == 1]


def body_in(name: str, language: Language) -> str:
    """Return the name of a known body in `language`; the given name where it is unknown or ambiguous."""
    bodies = bodies_by_form().get(name.strip(), ())
    if language == "ko":
        names = {body.name for body in bodies}
    else:
        names = {body.english if language == "en" else next(iter(body.chinese), "") for body in bodies}
    return next(iter(names)) or name if len(names) == 1 else name

"""What of an organisation is found by searching, and under which names it is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pypinyin import lazy_pinyin

from gyoryu.base.search import tokenize
from gyoryu.base.text import comparison_key, name_key
from gyoryu.organisations.models import SEARCH, Identifier, NameKey, Organisation

BATCH_SIZE = 2000


def update_name_keys(organisation: Organisation) -> None:
    """Keys of the present names. A name that is no longer one of the columns stays as another spelling."""
    current = {
        name_key(name): name
        for names in (organisation.short_names, organisation.names)
        for name in (names.ko, names.zh, names.en)
        if name
    }
    stored = {row.key: row for row in organisation.name_keys.all()}
    for row in stored.values():
        is_other = row.key not in current
        if row.is_other != is_other:
            row.is_other = is_other
            row.save(update_fields=["is_other"])
    NameKey.objects.bulk_create(
        NameKey(organisation=organisation, key=key, name=name) for key, name in current.items() if key not in stored
    )


def reindex(organisations: Iterable[int] | None = None) -> int:
    """Rebuild the search entries of these organisations (None: of all). Return their number."""
    if organisations is None:
        SEARCH.clear()
        numbers = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    else:
        numbers = list(organisations)
    for start in range(0, len(numbers), BATCH_SIZE):
        part = numbers[start : start + BATCH_SIZE]
        SEARCH.put((pk, tokens) for pk, tokens in _entries(part))
    return len(numbers)


def _entries(numbers: list[int]) -> Iterator[tuple[int, list[str]]]:
    texts: dict[int, list[str]] = {number: [] for number in numbers}
    for organisation, name in NameKey.objects.filter(organisation__in=numbers).values_list("organisation_id", "name"):
        texts[organisation] += _readings(name)
    for organisation, value in Identifier.objects.filter(organisation__in=numbers).values_list(
        "organisation_id", "value"
    ):
        texts[organisation].append(value)
    for organisation, city in Organisation.objects.filter(pk__in=numbers).exclude(city="").values_list("pk", "city"):
        texts[organisation].append(city)
    return ((number, tokenize(names)) for number, names in texts.items())


def _readings(name: str) -> list[str]:
    """Return the name, its key in one word (for those who leave out spaces), and Chinese as it sounds, without
    tones."""
    readings = [name, name_key(name)]
    if any("\u4e00" <= character <= "\u9fff" for character in name):
        readings.append(comparison_key("".join(lazy_pinyin(name_key(name)))))
    return list(dict.fromkeys(readings))

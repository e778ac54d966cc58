"""Cache of rendered fragments that depend on their values only: rendered once for each language.

Long lists spend most of their time on rows that were rendered before. The values are the key of the cache, so there is
nothing to invalidate."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from threading import Lock

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from gyoryu.web.forms.sent_forms import tokens_of

# Characters of all fragments of a process: each takes one or two bytes. A row has about a thousand.
MAX_CHARACTERS = 12_000_000
# Placeholder for the CSRF token of a form, which differs between readers.
TOKEN = "<!--token-->"
Key = tuple[str, str, Hashable]

register = template.Library()


class FragmentCache:
    """LRU cache of rendered fragments with at most `max_characters` in all."""

    def __init__(self, max_characters: int = MAX_CHARACTERS) -> None:
        self.max_characters = max_characters
        self.characters = 0
        self._texts: OrderedDict[Key, str] = OrderedDict()
        self._lock = Lock()

    def text(self, name: str, row: Hashable, language: str) -> str:
        key = (name, language, row)
        with self._lock:
            if (text := self._texts.get(key)) is not None:
                self._texts.move_to_end(key)
                return text
        text = render_to_string(name, {"row": row, "token": mark_safe(TOKEN)})
        with self._lock:
            if key not in self._texts:
                self._texts[key] = text
                self.characters += len(text)
            while self.characters > self.max_characters:
                self.characters -= len(self._texts.popitem(last=False)[1])
        return text


fragments = FragmentCache()


@register.simple_tag(takes_context=True)
def part(context: Context, name: str, row: Hashable = None) -> SafeString:
    """Render the template `name` with the variable `row`, and `token` for its forms."""
    return parts(context, name, (row,))


@register.simple_tag(takes_context=True)
def parts(context: Context, name: str, rows: Iterable[Hashable]) -> SafeString:
    """Render the template `name` for each of the rows."""
    language = get_language() or ""
    texts = [fragments.text(name, row, language) for row in rows]
    first, *rest = "".join(texts).split(TOKEN)
    if not rest:
        return mark_safe(first)
    tokens = tokens_of(context)
    return mark_safe(first + "".join(f"{next(tokens)}{text}" for text in rest))

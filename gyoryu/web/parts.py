"""Parts of pages that are the same whenever they show the same values: rendered once in each language, and remembered.

Lists of a hundred rows spend most of their time on rows that everybody has seen before. What a part shows is in its
values and nowhere else, so that there is nothing to invalidate: other values are another part."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from gyoryu.web.sent_forms import KeyedTokenNode

# About a kilobyte each.
MAX_REMEMBERED = 10_000
# Where the token of a form stands, which is another one for each reader.
TOKEN = "<!--token-->"

register = template.Library()


@lru_cache(maxsize=MAX_REMEMBERED)
def _rendered(name: str, row: Hashable, language: str) -> str:
    return render_to_string(name, {"row": row, "token": mark_safe(TOKEN)})


@register.simple_tag(takes_context=True)
def part(context: Context, name: str, row: Hashable) -> SafeString:
    """The template `name` with the one variable `row`, and `token` where a form of it needs one."""
    text = _rendered(name, row, get_language() or "")
    if TOKEN in text:
        text = text.replace(TOKEN, KeyedTokenNode().render(context))
    return SafeString(text)

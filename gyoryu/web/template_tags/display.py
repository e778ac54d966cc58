"""Template tags and filters: fields, notices, chips, pages; dates, names and money by locale."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django import forms, template
from django.contrib.messages import get_messages
from django.core.paginator import Page
from django.forms import BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from docread.chinese_variants import to_simplified
from gyoryu.base import formatting
from gyoryu.base.names import LANGUAGE_TAGS, LANGUAGES, Language, Names
from gyoryu.base.text import without_legal_form
from gyoryu.news.board.topics import topic_in
from gyoryu.news.search.highlighting import Part
from gyoryu.news.search.spellings import body_in
from gyoryu.programmes.models import Event, Slot
from gyoryu.web.forms.base import MANY
from gyoryu.web.lookup import permissions_for
from gyoryu.web.navigation.sidebar import Sidebar, is_open
from gyoryu.web.notices import Notice
from gyoryu.web.parameters import Query
from gyoryu.web.texts.languages import reader

register = template.Library()

MANY_CHOICES = 8
FIRST_BOXES = 16  # of a list with more than `MANY`, beside those that are checked; the others are folded


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """Render a form field with its label, hint and errors, accessible to screen readers."""
    widget = bound.field.widget
    if language := LANGUAGE_TAGS.get(bound.name[-2:]) if bound.name[-3:-2] == "_" else None:
        widget.attrs.setdefault("lang", language)  # name_ko, about_zh: what is typed is in that language
    is_group = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    kind = "field"
    if bound.is_hidden:
        kind = "hidden"
    elif is_group:
        kind = "group"
    elif isinstance(widget, forms.CheckboxInput):
        kind = "check"
    boxes = list(bound) if is_group else []
    visible_count = FIRST_BOXES + len(bound.value() or ()) if len(boxes) > MANY else len(boxes)
    return {
        "field": bound,
        "kind": kind,
        "many": len(boxes) >= MANY_CHOICES,
        "boxes": boxes[:visible_count],
        "more": boxes[visible_count:],
    }


@register.inclusion_tag("parts/notices.html", takes_context=True)
def notices(context: Context) -> dict[str, Any]:
    """Render the notices with their undo buttons. Shown once."""
    request = context.get("request")
    items = [Notice.of(message) for message in get_messages(request)] if request else []
    here = request.get_full_path() if request else ""
    return {"notices": items, "csrf_token": context.get("csrf_token"), "here": here}


@register.simple_tag(takes_context=True)
def visible_sidebar(context: Context, sidebar: Sidebar | str) -> Sidebar | None:
    """Return the sidebar, if the page has one, without links that this user may not open."""
    if not isinstance(sidebar, Sidebar):
        return None
    request = context.get("request")
    if request is None:
        return sidebar
    permissions = permissions_for(request)
    parts = (tuple(item for item in part if is_open(item.code, permissions)) for part in sidebar.parts)
    return Sidebar(tuple(parts), sidebar.programme, sidebar.event)


@register.inclusion_tag("parts/pages.html", takes_context=True)
def pages(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Render links to the other pages of a list; the query parameters stay in the URL."""
    numbers = list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
    return {"page": page, "numbers": numbers, "request": context["request"]}


@register.inclusion_tag("parts/empty.html")
def empty(title: str, text: str = "", url: str = "", act: str = "", state: str = "") -> dict[str, str]:
    """Render an empty state: what is missing, and what to do next. `state`: "", loading, failed, forbidden, offline."""
    return {"title": title, "text": text, "url": url, "act": act, "state": state}


@register.inclusion_tag("parts/sort.html", takes_context=True)
def sort(context: Context, key: str, label: str, css: str = "") -> dict[str, Any]:
    """Render a sortable column heading: `?sort=key`, and `?sort=-key` for descending."""
    request = context["request"]
    current = Query(request).text("sort")
    direction = {key: "ascending", f"-{key}": "descending"}.get(current, "")
    return {
        "request": request,
        "label": label,
        "css": css,
        "direction": direction,
        "next": f"-{key}" if current == key else key,
    }


@register.filter
def body_name(name: str) -> str:
    """Return the name of a ministry or agency in the reader's language, where that is known."""
    return body_in(name, reader())


@register.filter
def topic_name(topic: str) -> str:
    """Return the name of a topic of posts in the reader's language, where it is known; links keep the stored one."""
    return topic_in(topic, reader())


@register.inclusion_tag("parts/chip.html")
def chip(kind: str, word: str) -> dict[str, str]:
    """Render a state as a chip. `kind`: `success`, `pending`, `danger`, `active`, `sample`, `plain`, or ""."""
    return {"kind": kind, "word": word}


@register.filter
def day(value: date | None) -> str:
    return formatting.format_date(value, reader()) if value else ""


@register.filter
def partial_day(value: str) -> str:
    """Format a date of any precision: `2026-05` as `2026. 5.`."""
    return formatting.format_partial_date(value, reader())


@register.filter
def short_day(value: date | None) -> str:
    return formatting.format_short_date(value, reader()) if value else ""


@register.filter
def moment(value: datetime | None, zone: str = "Asia/Seoul") -> str:
    """Format date and time in `zone`: `2026. 5. 12.(화) 18:00`."""
    return formatting.format_datetime(value, zone, reader()) if value else ""


@register.filter
def clock(value: datetime | None, zone: str = "Asia/Seoul") -> str:
    return formatting.format_time(value, zone) if value else ""


@register.filter
def city(zone: str) -> str:
    """Return the city of a time zone."""
    return formatting.zone_city(zone, reader())


@register.inclusion_tag("parts/zoned_time.html")
def clocks(value: datetime, zone: str, other: str = "") -> dict[str, str]:
    """Render the time in both zones, `10:00 서울 · 09:00 베이징`; once where they agree."""
    here, there = formatting.format_local_times(value, zone, other, reader())
    return {"here": here, "there": there}


@register.simple_tag
def days(first: date, last: date) -> str:
    """Format a range of dates."""
    return formatting.format_date_range(first, last, reader())


@register.simple_tag
def at_venue(event: Event, value: datetime | None) -> str:
    """Format date and time at the venue, and the other side's time where it differs."""
    return formatting.format_local_datetimes(value, event.time_zone, event.other_time_zone, reader()) if value else ""


@register.inclusion_tag("parts/zoned_time.html")
def span(slot: Slot, zone: str, other: str = "") -> dict[str, str]:
    """Render the times of a slot, `09:30–10:00`, and the other side's time where it differs."""
    here = f"{formatting.format_time(slot.starts_at, zone)}–{formatting.format_time(slot.ends_at, zone)}"
    return {"here": here, "there": formatting.format_local_times(slot.starts_at, zone, other, reader())[1]}


@register.filter
def money(amount: Decimal | None, currency: str = "KRW") -> SafeString | str:
    """Format an amount, large ones in the reader's units (`891억 1,810만 원`) with the exact value as attribute."""
    if amount is None:
        return ""
    exact = formatting.format_money(amount, currency, reader())
    readable = formatting.format_readable_money(amount, currency, reader())
    if readable == exact:
        return exact
    return render_to_string("parts/money.html", {"amount": str(amount), "exact": exact, "readable": readable})


@register.filter
def grouped(value: Decimal | float | None) -> str:
    """Format a number with groups of three digits in every language: `1,234.5`."""
    return formatting.format_number(Decimal(str(value))) if value not in (None, "") else ""


@register.inclusion_tag("parts/money_about.html")
def money_about(amount: Decimal, currency: str, rate: Decimal, into: str, rated_on: date) -> dict[str, str]:
    """Render an amount in its own currency and converted, with the date of the rate: units of `into` for one."""
    original = formatting.format_money(amount, currency, reader())
    return {
        "original": original,
        "converted": formatting.format_converted_amount(amount * rate, into, rated_on, reader()),
    }


@register.filter
def named(names: Names) -> str:
    """Return the name in the reader's language."""
    return names.in_language(reader())


@register.inclusion_tag("parts/both_names.html")
def both_names(names: Names, own: Language = "ko", typed: str = "") -> dict[str, Any]:
    """Render the name in its own script, then in the reader's: `韩光环保 (한광환보)`, with the search words `typed`
    marked."""
    language = reader()
    first, second = names.both(own, language)
    of_first = next((code for code in (own, "en", "ko", "zh") if getattr(names, code) == first), own)
    opening, closing = formatting.BRACKETS[language]
    return {
        "tag": LANGUAGE_TAGS[of_first],
        "first": marked(first, typed),
        "second": marked(second, typed) if second else [],
        "opening": opening,
        "closing": closing,
    }


@register.inclusion_tag("parts/all_names.html")
def all_names(names: Names, own: Language = "ko", typed: str = "") -> dict[str, Any]:
    """Render the name in its own script, then in the others, with the search words `typed` marked in each."""
    order = sorted(LANGUAGES, key=lambda language: language != own)
    first, *others = [
        {"tag": LANGUAGE_TAGS[language], "parts": marked(name, typed)}
        for language in order
        if (name := getattr(names, language))
    ]
    return {"first": first, "others": others}


def marked(text: str, typed: str) -> list[Part]:
    """Mark the search words `typed` in `text`, regardless of case, of spaces in Hangul, and of traditional or
    simplified Chinese characters."""
    words = without_legal_form(typed).split()
    if not words:
        return [Part(text, hit=False)]
    pattern = "|".join(" ?".join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True))
    spans = [
        match.span() for match in re.finditer(pattern, to_simplified(text), flags=re.IGNORECASE)
    ]  # `to_simplified` keeps the length
    cuts = [0, *(place for span in spans for place in span), len(text)]
    return [Part(text[a:b], hit=n % 2 == 1) for n, (a, b) in enumerate(pairwise(cuts)) if a < b]

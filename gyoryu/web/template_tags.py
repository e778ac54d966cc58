"""What templates need to look alike: fields, notices, chips, pages; dates, names and money as readers write them."""

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
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from docread.chinese_variants import to_simplified
from gyoryu.base import formatting
from gyoryu.base.names import LANGUAGES, Language, Names
from gyoryu.base.text import without_legal_form
from gyoryu.news.spellings import body_in
from gyoryu.programmes.models import Event, Slot
from gyoryu.web.forms import MANY
from gyoryu.web.languages import language_of
from gyoryu.web.lookup import permissions_for
from gyoryu.web.notices import Notice
from gyoryu.web.organiser.sidebar import Sidebar, is_open

register = template.Library()

LANGUAGE_TAGS = {"ko": "ko", "zh": "zh-Hans", "en": "en"}
MANY_CHOICES = 8
FIRST_BOXES = 16  # of a list with more than `MANY`, beside those that are checked; the others can be unfolded


def reader() -> Language:
    return language_of(get_language())


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A field of a form with its label, hint and faults, as readers of screens need it."""
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
    """What was just done, with a way back where there is one. Shown once."""
    request = context.get("request")
    items = [Notice.of(message) for message in get_messages(request)] if request else []
    here = request.get_full_path() if request else ""
    return {"notices": items, "csrf_token": context.get("csrf_token"), "here": here}


@register.simple_tag(takes_context=True)
def open_rail(context: Context, sidebar: Sidebar | str) -> Sidebar | None:
    """The rail, if the page has one, without what would only refuse this reader."""
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
    """Links to the other pages of a list; what was asked for stays in the address."""
    numbers = list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
    return {"page": page, "numbers": numbers, "request": context["request"]}


@register.inclusion_tag("parts/empty.html")
def empty(title: str, text: str = "", url: str = "", act: str = "", state: str = "") -> dict[str, str]:
    """Instead of a list: what is (not) there, and what to do next. `state`: "", loading, failed, forbidden, offline."""
    return {"title": title, "text": text, "url": url, "act": act, "state": state}


@register.inclusion_tag("parts/sort.html", takes_context=True)
def sort(context: Context, key: str, label: str, css: str = "") -> dict[str, Any]:
    """The head of a column by which the list can be sorted: `?sort=key`, and `?sort=-key` from high to low."""
    request = context["request"]
    current = request.GET.get("sort", "")
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
    """What a ministry or agency is called in the reader's language, where that is known."""
    return body_in(name, reader())


@register.simple_tag
def chip(kind: str, word: str) -> SafeString:
    """A state: `good`, `wait`, `bad`, `busy`, `sample`, `plain`, or "" for none of these."""
    return format_html('<span class="chip {}">{}</span>', kind, word)


@register.filter
def day(value: date | None) -> str:
    return formatting.format_date(value, reader()) if value else ""


@register.filter
def partial_day(value: str) -> str:
    """A day as far as a text says it: `2026-05` as `2026. 5.`."""
    return formatting.format_partial_date(value, reader())


@register.filter
def short_day(value: date | None) -> str:
    return formatting.format_short_date(value, reader()) if value else ""


@register.filter
def moment(value: datetime | None, zone: str = "Asia/Seoul") -> str:
    """Day and time of day at `zone`: `2026. 5. 12.(화) 18:00`."""
    return formatting.format_datetime(value, zone, reader()) if value else ""


@register.filter
def clock(value: datetime | None, zone: str = "Asia/Seoul") -> str:
    return formatting.format_time(value, zone) if value else ""


@register.filter
def city(zone: str) -> str:
    """The city that stands for a time zone."""
    return formatting.zone_city(zone, reader())


@register.simple_tag
def clocks(value: datetime, zone: str, other: str = "") -> SafeString:
    """`10:00 서울 · 09:00 베이징`; one clock where both show the same."""
    here, there = formatting.format_local_times(value, zone, other, reader())
    if not there:
        return format_html('<span class="clocks">{}</span>', here)
    return format_html('<span class="clocks">{} · <span class="other">{}</span></span>', here, there)


@register.simple_tag
def days(first: date, last: date) -> str:
    """From the first to the last day."""
    return formatting.format_date_range(first, last, reader())


@register.simple_tag
def at_venue(event: Event, value: datetime | None) -> str:
    """Day and time at the venue, and the other side's clock where it differs."""
    return formatting.format_local_datetimes(value, event.time_zone, event.other_time_zone, reader()) if value else ""


@register.simple_tag
def span(slot: Slot, zone: str, other: str = "") -> SafeString:
    """`09:30–10:00`, and when that is by the other side's clock where it differs."""
    here = f"{formatting.format_time(slot.starts_at, zone)}–{formatting.format_time(slot.ends_at, zone)}"
    there = formatting.format_local_times(slot.starts_at, zone, other, reader())[1]
    beside = format_html(' · <span class="other">{}</span>', there) if there else ""
    return format_html('<span class="clocks">{}{}</span>', here, beside)


@register.filter
def money(amount: Decimal | None, currency: str = "KRW") -> SafeString | str:
    """Large amounts in the reader's units (`891억 1,810만 원`); the exact one is what the element stands for."""
    if amount is None:
        return ""
    exact = formatting.format_money(amount, currency, reader())
    readable = formatting.format_readable_money(amount, currency, reader())
    return exact if readable == exact else format_html('<data value="{}" title="{}">{}</data>', amount, exact, readable)


@register.filter
def grouped(value: Decimal | float | None) -> str:
    """`1,234.5`: groups of three in every language, as agencies write figures."""
    return formatting.format_number(Decimal(str(value))) if value not in (None, "") else ""


@register.simple_tag
def money_about(amount: Decimal, currency: str, rate: Decimal, into: str, rated_on: date) -> SafeString:
    """The amount in its own currency, then converted with the day of the rate. `rate`: units of `into` for one."""
    original = formatting.format_money(amount, currency, reader())
    converted = formatting.format_converted_amount(amount * rate, into, rated_on, reader())
    return format_html('<span class="money">{} <span class="about">{}</span></span>', original, converted)


@register.filter
def named(names: Names) -> str:
    """The one name for this reader."""
    return names.in_language(reader())


@register.simple_tag
def both_names(names: Names, own: Language = "ko", typed: str = "") -> SafeString:
    """The own script first, the reader's second, each in its language: `韩光环保 (한광환보)`. What was `typed` into a
    search is marked in both."""
    language = reader()
    first, second = names.both(own, language)
    of_first = next((code for code in (own, "en", "ko", "zh") if getattr(names, code) == first), own)
    tagged = format_html('<span lang="{}">{}</span>', LANGUAGE_TAGS[of_first], marked(first, typed))
    if not second:
        return tagged
    opening, closing = formatting.BRACKETS[language]
    return format_html(
        '<span class="two-scripts">{}<span class="second">{}{}{}</span></span>',
        tagged,
        opening,
        marked(second, typed),
        closing,
    )


@register.simple_tag
def all_names(names: Names, own: Language = "ko", typed: str = "") -> SafeString:
    """The own name, then those in the other scripts, what was `typed` marked in each: for lists one searches in."""
    order = sorted(LANGUAGES, key=lambda language: language != own)
    named_languages = [
        (LANGUAGE_TAGS[language], getattr(names, language)) for language in order if getattr(names, language)
    ]
    tagged = [format_html('<span lang="{}">{}</span>', tag, marked(name, typed)) for tag, name in named_languages]
    others = format_html_join(" · ", "{}", ((item,) for item in tagged[1:]))
    return format_html('{} <span class="other-names">{}</span>', tagged[0], others) if others else tagged[0]


def marked(text: str, typed: str) -> SafeString | str:
    """`text` with every word of what was typed into a search set off, whatever its case, its spaces in Hangul, and
    whether its Chinese is traditional or simplified."""
    words = without_legal_form(typed).split()
    if not words:
        return text
    pattern = "|".join(" ?".join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True))
    spans = [
        match.span() for match in re.finditer(pattern, to_simplified(text), flags=re.IGNORECASE)
    ]  # as long as the text
    cuts = [0, *(place for span in spans for place in span), len(text)]
    parts = [text[a:b] for a, b in pairwise(cuts)]
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", part) if n % 2 else part,) for n, part in enumerate(parts))
    )

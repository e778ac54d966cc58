"""View models of the desk: proposals as cards, and the article split at the spans of their evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from docread.article_extraction.counters import is_counter_line
from gyoryu.base.formatting import format_partial_date
from gyoryu.news.desk import proposals as desk_proposals
from gyoryu.news.desk.models import Proposal
from gyoryu.news.desk.queries import SuggestedProposal
from gyoryu.web.organiser.news.labels import CHOICES, FIELDS
from gyoryu.web.parameters import whole
from gyoryu.web.texts.languages import reader
from gyoryu.web.texts.vocabulary import country_name

SURE = 0.9  # from here on a whole group may be confirmed at once


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a proposal. `input_value` is what its input shows: the refused input, else the value."""

    name: str
    label: Any
    value: str
    input_value: str
    choices: tuple[tuple[str, Any], ...] = ()

    @property
    def display_value(self) -> str:
        """Format the value for display."""
        if self.name in desk_proposals.DAYS:
            return format_partial_date(self.value, reader())
        if self.name == "country":
            return country_name(self.value)
        return str(dict(self.choices).get(self.value, self.value))

    @property
    def options(self) -> tuple[tuple[str, Any], ...]:
        """Return the choices, and the value itself if it is none of them."""
        listed = not self.input_value or self.input_value in dict(self.choices)
        return self.choices if listed else (*self.choices, (self.input_value, self.input_value))

    @property
    def is_in_document_language(self) -> bool:
        """Whether the value is in the language of the document, not in the reader's."""
        return not self.choices and not self.is_day and self.name not in {"country", "currency", "value"}

    @property
    def is_day(self) -> bool:
        return self.name in desk_proposals.DAYS


@dataclass(frozen=True, slots=True)
class Card:
    """A proposal as it is shown. `pages`: kind and name of each mention that has a page."""

    proposal: Proposal
    fields: tuple[Field, ...]
    is_kept: bool
    suggested: SuggestedProposal | None
    heading: str
    act: str  # the address that decides
    pages: tuple[tuple[str, str], ...] = ()

    @property
    def visible_fields(self) -> list[Field]:
        """Return the fields below the heading, without the one in the heading."""
        if self.proposal.kind == "amount":
            return []
        return [field for field in self.fields if field.value and field.value != self.heading]


def _heading(kind: str, fields: tuple[Field, ...]) -> str:
    """Return what identifies a proposal: the action, the parties, the amount, else its name."""
    values = {field.name: field.value for field in fields}
    if kind == "amount":
        number = whole(values["value"])
        return f"{values['value'] if number is None else f'{number:,}'} {values['currency']}"
    key_field = {"commitment": "action", "agreement": "parties"}.get(kind, "name")
    return values.get(key_field) or next((field.value for field in fields if field.value), "")


@dataclass(frozen=True, slots=True)
class Group:
    """The cards of one kind. `sure`: how many open ones have enough confidence to be accepted together."""

    kind: str
    label: Any
    cards: list[Card]

    @property
    def sure(self) -> int:
        open_cards = [card for card in self.cards if card.proposal.state == Proposal.State.OPEN]
        return sum(card.proposal.confidence >= SURE for card in open_cards)

    @property
    def is_kept(self) -> bool:
        return self.kind in desk_proposals.RECORD_KINDS


def build_cards(
    proposals: list[Proposal],
    suggested: Mapping[int, SuggestedProposal],
    names_with_page: set[tuple[str, str]],
    refused_values: Mapping[str, str],
    editing: int,
) -> Iterator[Card]:
    """Yield a card for each proposal. `names_with_page`: kinds and names; `refused_values`: input of the proposal
    `editing`."""
    for proposal in proposals:
        field_values = refused_values if proposal.pk == editing else {}
        fields = tuple(_field(proposal, name, field_values) for name in desk_proposals.FIELDS[proposal.kind])
        pages = tuple(page for page in _pages(proposal) if page in names_with_page)
        yield Card(
            proposal, fields, proposal.kind in desk_proposals.RECORD_KINDS, suggested.get(proposal.pk),
            _heading(proposal.kind, fields), reverse("proposal", args=[proposal.pk]), pages,
        )  # fmt: skip


def _field(proposal: Proposal, name: str, field_values: Mapping[str, str]) -> Field:
    value = format_value(proposal.shown.get(name))
    choices = CHOICES.get((proposal.kind, name), {})
    return Field(name, FIELDS[name], value, field_values.get(name, value), tuple(choices.items()))


def format_value(value: Any) -> str:
    return " · ".join(str(item) for item in value) if isinstance(value, list) else "" if value is None else str(value)


def _pages(proposal: Proposal) -> list[tuple[str, str]]:
    values = proposal.shown
    if proposal.kind in {"organisation", "person"}:
        return [(proposal.kind, str(values["name"]))]
    if proposal.kind == "event":
        return [("place", str(values["place"]))] if values.get("place") else []
    if proposal.kind == "agreement":
        parties = values.get("parties")
        names = [str(party) for party in parties] if isinstance(parties, list) else []
        return [
            ("agreement", str(values.get("title") or " · ".join(names))),
            *(("organisation", name) for name in names),
        ]
    return [("organisation", str(values["actor"]))] if values.get("actor") else []


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the article. `numbers`: the proposals whose evidence it is."""

    text: str
    numbers: str
    is_body: bool


def pieces_of(text: str, proposals: list[Proposal], body: list[tuple[int, int]]) -> list[Piece]:
    """Split the article wherever evidence begins or ends, so that marks never overlap. One pass over the text."""
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for proposal in proposals:
        for start, end in proposal.spans:
            if 0 <= start < end <= len(text):
                begins.setdefault(start, []).append(proposal.pk)
                ends.setdefault(end, []).append(proposal.pk)
    body_begins, body_ends = [a for a, _ in body], [b for _, b in body]
    cuts = sorted(cut for cut in {0, len(text), *begins, *ends, *body_begins, *body_ends} if 0 <= cut <= len(text))
    active: dict[int, int] = {}
    pieces, body_depth = [], 0
    for start, end in pairwise(cuts):
        for number in ends.get(start, ()):
            active[number] -= 1
        for number in begins.get(start, ()):
            active[number] = active.get(number, 0) + 1
        body_depth += body_begins.count(start) - body_ends.count(start)
        active = {number: count for number, count in active.items() if count}
        pieces.append(Piece(text[start:end], " ".join(map(str, active)), body_depth > 0))
    return pieces


def render_pieces(pieces: list[Piece]) -> SafeString:
    """Render the pieces; a template would take longer than the rest of the page."""
    begins = [True, *(piece.text.endswith("\n") for piece in pieces)]
    return format_html_join(
        "", "{}", ((_render_piece(piece, begins_line),) for piece, begins_line in zip(pieces, begins, strict=False))
    )


# Some boards have five blank lines in a row; the desk shows one.
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


# Some sources use Markdown: markers of headings and lists are removed.
_HEADING, _ITEM = (
    re.compile(r"^[^\S\n]*#{1,6}[^\S\n]+", re.MULTILINE),
    re.compile(r"^[^\S\n]*[-*][^\S\n]+", re.MULTILINE),
)


def _clean(text: str, begins_line: bool) -> str:
    """Remove markup and repeated blank lines. `begins_line`: whether the text is at the start of a line."""
    before = "" if begins_line else "\0"  # so that ^ does not match
    plain = _ITEM.sub("· ", _HEADING.sub("", before + text))
    return _BLANK_LINES.sub("\n\n", plain.removeprefix(before))


def _render_piece(piece: Piece, begins_line: bool) -> str:
    if piece.numbers:
        css_class = "" if piece.is_body else SafeString(' class="boilerplate"')
        return format_html('<mark data-of="{}"{}>{}</mark>', piece.numbers, css_class, _clean(piece.text, begins_line))
    if piece.is_body:
        return _clean(piece.text, begins_line)
    return format_html('<span class="boilerplate">{}</span>', _clean(_without_counters(piece.text), begins_line))


def _without_counters(text: str) -> str:
    """Without the lines of the page that only count replies and views: they say nothing about the article."""
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not is_counter_line(line.strip()))

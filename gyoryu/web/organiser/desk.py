"""The desk: an article beside what was read from it, and the decisions on each proposal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from gyoryu.base.queue import enqueue
from gyoryu.base.refusals import Refused
from gyoryu.news import queries, rules
from gyoryu.news.actions import proposing
from gyoryu.news.models import Arrival, Proposal
from gyoryu.programmes.rules import Standings, may_run
from gyoryu.web.notices import tell
from gyoryu.web.organiser.news import chosen_programme, judged, programme_choices, whose
from gyoryu.web.organiser.news_words import CODES, FIELDS, KINDS, REFUSALS, STATES, WARNINGS
from gyoryu.web.organiser.rail import rail_of
from gyoryu.web.refusals import sentence_of


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    label: Any
    value: str

    @property
    def said(self) -> str:
        """The value as people read it."""
        return str(CODES.get(self.value, self.value)) if self.name in {"status", "strength"} else self.value


@dataclass(frozen=True, slots=True)
class Card:
    """A proposal as it is shown."""

    proposal: Proposal
    fields: tuple[Field, ...]
    is_kept: bool
    suggested: queries.Suggested | None

    @property
    def heading(self) -> str:
        """What one recognises the proposal by: what was promised, who agrees, how much, else its name."""
        values = {field.name: field.value for field in self.fields}
        if self.proposal.kind == "amount":
            value = values["value"]
            return f"{int(value):,} {values['currency']}" if value.isdecimal() else f"{value} {values['currency']}"
        telling = {"commitment": "action", "agreement": "parties"}.get(self.proposal.kind, "name")
        return values.get(telling) or next((field.value for field in self.fields if field.value), "")


def _cards(proposals: list[Proposal], suggested: dict[int, queries.Suggested]) -> Iterator[Card]:
    for proposal in proposals:
        shown = proposal.shown
        fields = tuple(Field(name, FIELDS[name], _written(shown.get(name))) for name in proposing.FIELDS[proposal.kind])
        yield Card(proposal, fields, proposal.kind in proposing.KEPT_KINDS, suggested.get(proposal.pk))


def _written(value: Any) -> str:
    return " · ".join(str(each) for each in value) if isinstance(value, list) else "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the article: `numbers` of the proposals whose words it is."""

    text: str
    numbers: str
    is_body: bool
    starts: bool = False


def pieces_of(text: str, proposals: list[Proposal], body: list[tuple[int, int]]) -> list[Piece]:
    """The article cut wherever evidence begins or ends, so that marks never overlap."""
    marks = [(a, b, proposal.pk) for proposal in proposals for a, b in proposal.spans if 0 <= a < b <= len(text)]
    cuts = sorted(
        {
            0,
            len(text),
            *(a for a, _, _ in marks),
            *(b for _, b, _ in marks),
            *(a for a, _ in body),
            *(b for _, b in body),
        }
    )
    pieces = []
    for start, end in pairwise(cuts):
        numbers = " ".join(dict.fromkeys(str(number) for a, b, number in marks if a <= start and end <= b))
        pieces.append(Piece(text[start:end], numbers, any(a <= start and end <= b for a, b in body)))
    return pieces


@require_safe
@login_required
def desk(request: HttpRequest, number: int) -> HttpResponse:
    """The article beside what was read from it."""
    standings = judged(request, rules.may_read_arrivals)
    arrival = get_object_or_404(Arrival.objects.select_related("programme", "original"), pk=number)
    return _desk(request, arrival, standings)


def _desk(
    request: HttpRequest, arrival: Arrival, standings: Standings, status: int = 200, editing: int = 0, typed: Any = None
) -> HttpResponse:
    proposals = list(arrival.proposals.all())
    cards = list(_cards(proposals, queries.suggestions(arrival, proposals)))
    body = [(span["span"][0], span["span"][1]) for span in arrival.reading.get("body", [])]
    groups = [(label, [card for card in cards if card.proposal.kind == kind]) for kind, label in KINDS.items()]
    context = {
        "rail": rail_of("arrivals"),
        "arrival": arrival,
        "refusal": REFUSALS.get(arrival.refusal, ""),
        "state": STATES[Arrival.State(arrival.state)],
        "groups": [(label, found) for label, found in groups if found],
        "pieces": pieces_of(arrival.text, proposals, body),
        "warnings": [
            (WARNINGS[w["code"]], arrival.text[w["span"][0] : w["span"][1]], w["detail"])
            for w in arrival.reading.get("warnings", [])
            if w["code"] in WARNINGS
        ],
        "copies": arrival.copies.defer("text", "reading").order_by("published_on", "pk"),
        "open": sum(proposal.state == Proposal.State.OPEN for proposal in proposals),
        "may_work": rules.may_work_on_news(standings),
        "programmes": programme_choices(standings),
        "editing": editing,
        "typed": typed or {},
    }
    return render(request, "news/desk.html", context, status=status)


@require_POST
@login_required
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """`act`: accept, reject, reopen, correct, or link to an entry of the directory."""
    standings = judged(request, rules.may_work_on_news)
    proposal = get_object_or_404(Proposal.objects.select_related("arrival"), pk=number)
    try:
        _must_be_as_seen(request, proposal)
        _carry_out(request, proposal, _programme_of(request, proposal, standings))
    except Refused as refused:
        tell(request, sentence_of(refused), "error")
        return _desk(request, proposal.arrival, standings, 422, editing=proposal.pk, typed=request.POST)
    return redirect(f"{reverse('desk', args=[proposal.arrival_id])}#p{_next_open(proposal)}")


def _must_be_as_seen(request: HttpRequest, proposal: Proposal) -> None:
    """Refuses `changed_meanwhile` where somebody else has decided since the page was shown."""
    if request.POST.get("seen", proposal.state) != proposal.state:
        raise Refused("changed_meanwhile")


def _programme_of(request: HttpRequest, proposal: Proposal, standings: Standings) -> int | None:
    """The programme that the record goes to: one that the person runs. A document of others' programmes is theirs."""
    own = proposal.arrival.programme_id
    if own is not None and proposal.kind in proposing.KEPT_KINDS and not may_run(standings.within(own)):
        raise PermissionDenied
    chosen = chosen_programme(request, standings)
    if chosen is not None and not may_run(standings.within(chosen)):
        raise PermissionDenied
    return own or chosen


def _carry_out(request: HttpRequest, proposal: Proposal, programme: int | None) -> None:
    act, now, by = request.POST.get("act", ""), timezone.now(), whose(request)
    if act == "correct":
        values: dict[str, Any] = {}
        for name in proposing.FIELDS[proposal.kind]:
            text = request.POST.get(name, "").strip()
            values[name] = (
                [part.strip() for part in text.split("·") if part.strip()]
                if name in proposing.LISTS
                else _number(name, text)
            )
        proposing.correct(proposal.pk, values, now=now, by=by, programme=programme)
    elif act == "link" and request.POST.get("organisation", "").isdecimal():
        proposing.link_organisation(proposal.pk, int(request.POST["organisation"]), by=by)
    elif act in _STATES_OF_ACTS:
        proposing.decide(proposal.pk, _STATES_OF_ACTS[act], now=now, by=by, programme=programme)


_STATES_OF_ACTS = {"accept": Proposal.State.ACCEPTED, "reject": Proposal.State.REJECTED, "reopen": Proposal.State.OPEN}


def _number(name: str, text: str) -> Any:
    if name != "value":
        return text
    plain = text.replace(",", "")
    return int(plain) if plain.isdecimal() else text


def _next_open(proposal: Proposal) -> int:
    """Where to go on: the next one that waits, else where one is."""
    later = (
        proposal.arrival.proposals.filter(state=Proposal.State.OPEN, place__gt=proposal.place)
        .values_list("pk", flat=True)
        .first()
    )
    return later or proposal.pk


@require_POST
@login_required
def again(request: HttpRequest, number: int) -> HttpResponse:
    judged(request, rules.may_work_on_news)
    arrival = get_object_or_404(Arrival, pk=number)
    kind = "read_arrival" if arrival.file_id else "fetch_arrival"
    enqueue(kind, {"arrival": arrival.pk}, by=whose(request).pk, unique_key=f"{kind}-{arrival.pk}")
    tell(request, gettext("It is being read again. What you decided stays."))
    return redirect("desk", arrival.pk)

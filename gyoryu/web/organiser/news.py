"""Documents that arrive: bring them, find them, decide at the desk on what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from gyoryu.base.queue import enqueue
from gyoryu.base.refusals import Refused
from gyoryu.news import queries, rules
from gyoryu.news.actions import arriving, proposing
from gyoryu.news.copies import difference
from gyoryu.news.models import Arrival, KeptRecord, Proposal
from gyoryu.people.models import User
from gyoryu.programmes.models import Programme
from gyoryu.programmes.queries import programmes_at_work, standings_of
from gyoryu.programmes.rules import Standings, may_see_work
from gyoryu.web.finding import programme_for
from gyoryu.web.looks import reader
from gyoryu.web.notices import tell
from gyoryu.web.organiser.news_words import CODES, FIELDS, KINDS, REFUSALS, STATES, WARNINGS
from gyoryu.web.organiser.rail import rail_of
from gyoryu.web.refusals import sentence_of

A_PAGE = 30
MOST_AT_ONCE = 50
Rule = Callable[[Standings], bool]


def judged(request: HttpRequest, rule: Rule) -> Standings:
    standings = standings_of(request.user)
    if not rule(standings):
        raise PermissionDenied
    return standings


def whose(request: HttpRequest) -> User:
    return cast(User, request.user)


@require_safe
@login_required
def listing(request: HttpRequest) -> HttpResponse:
    """`?q=` words; `state`, `kind`, `name`, `since`, `until` narrow; `page` turns pages."""
    standings = judged(request, rules.may_read_arrivals)
    return _listed(request, standings)


def _listed(request: HttpRequest, standings: Standings, status: int = 200, **typed: str) -> HttpResponse:
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "state", "kind", "name", "since", "until")}
    wanted = queries.Asked(
        asked["q"],
        asked["state"] if asked["state"] in Arrival.State.values else "",
        asked["kind"] if asked["kind"] in KINDS else "",
        asked["name"],
        _day(asked["since"]),
        _day(asked["until"]),
    )
    found = queries.search_arrivals(wanted).defer("text", "reading").select_related("programme", "original")
    waiting = Count("proposals", filter=Q(proposals__state=Proposal.State.OPEN))
    page = Paginator(found.annotate(waiting=waiting), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "rail": rail_of("arrivals"),
        "asked": asked,
        "narrowed": any(asked.values()),
        "page": page,
        "rows": [(one, *STATES[Arrival.State(one.state)], REFUSALS.get(one.refusal, "")) for one in page],
        "states": [(code, text) for code, (_, text) in STATES.items()],
        "kinds": list(KINDS.items()),
        "may_work": rules.may_work_on_news(standings),
        "programmes": _programmes(standings),
        "typed": typed,
    }
    return render(request, "news/arrivals.html", context, status=status)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _programmes(standings: Standings) -> list[tuple[int, str]]:
    return [(one.pk, one.names.in_language(reader())) for one in programmes_at_work(standings).order_by("-pk")]


@require_POST
@login_required
def bring(request: HttpRequest) -> HttpResponse:
    """Files (many at once, e-mail files among them) or a pasted text."""
    standings = judged(request, rules.may_work_on_news)
    programme = _chosen(request, standings)
    pasted = request.POST.get("text", "")
    files = request.FILES.getlist("files")[:MOST_AT_ONCE]
    new = known = 0
    faults: list[str] = []
    for name, data in [
        *((file.name or "file", file.read()) for file in files),
        *([("paste.txt", pasted.encode())] if pasted.strip() else []),
    ]:
        try:
            received = _receive(
                request, name, data, "paste" if name == "paste.txt" and not files else "upload", programme
            )
        except Refused as refused:
            faults.append(f"{name}: {sentence_of(refused)}")
            continue
        new += sum(one.is_new for one in received)
        known += sum(not one.is_new for one in received)
    if not files and not pasted.strip():
        faults.append(gettext("Choose files, or paste a text."))
    _tell_of(request, new, known, faults)
    if faults and pasted.strip():
        return _listed(request, standings, 422, text=pasted, url=request.POST.get("url", ""))
    return redirect("arrivals")


def _receive(request: HttpRequest, name: str, data: bytes, how: str, programme: int | None) -> list[arriving.Received]:
    now = timezone.now()
    if name.lower().endswith(".eml"):
        return arriving.receive_mail(data, now=now, by=whose(request), programme=programme)
    url = request.POST.get("url", "").strip()
    url = url if how == "paste" and url.startswith(("https://", "http://")) else ""
    return [arriving.receive(data, name, how, now=now, by=whose(request), url=url, programme=programme)]


def _tell_of(request: HttpRequest, new: int, known: int, faults: list[str]) -> None:
    if new:
        tell(request, gettext("Received: {count}. They are being read.").format(count=new))
    if known:
        tell(request, gettext("Already here, and not taken again: {count}").format(count=known), "info")
    for fault in faults:
        tell(request, fault, "error")


def _chosen(request: HttpRequest, standings: Standings) -> int | None:
    value = request.POST.get("programme", "")
    found = programmes_at_work(standings).filter(pk=value).first() if value.isdecimal() else None
    return found.pk if found else None


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
        return next((field.value for field in self.fields if field.value), "")


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
        "programmes": _programmes(standings),
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
        _carry_out(request, proposal, _chosen(request, standings))
    except Refused as refused:
        tell(request, sentence_of(refused), "error")
        return _desk(request, proposal.arrival, standings, 422, editing=proposal.pk, typed=request.POST)
    return redirect(f"{reverse('desk', args=[proposal.arrival_id])}#p{_next_open(proposal)}")


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
    enqueue("read_arrival", {"arrival": arrival.pk}, by=whose(request).pk, unique_key=f"read-{arrival.pk}")
    tell(request, gettext("It is being read again. What you decided stays."))
    return redirect("desk", arrival.pk)


@require_safe
@login_required
def compare(request: HttpRequest, number: int) -> HttpResponse:
    """What a copy lost and added against its original."""
    judged(request, rules.may_read_arrivals)
    copy = get_object_or_404(Arrival.objects.select_related("original").exclude(original=None), pk=number)
    original = cast(Arrival, copy.original)
    found = difference(_article(original), _article(copy))
    names = {
        "comma": gettext("commas"),
        "stop": gettext("full stops"),
        "dot": gettext("middle dots"),
        "quote": gettext("quotation marks"),
    }
    signs = [(names[kind], count) for kind, count in sorted(found.signs_lost.items())]
    context = {"rail": rail_of("arrivals"), "copy": copy, "original": original, "found": found, "signs": signs}
    return render(request, "news/difference.html", context)


def _article(arrival: Arrival) -> str:
    return "\n\n".join(arrival.text[a:b] for span in arrival.reading.get("body", []) for a, b in [span["span"]])


@require_safe
@login_required
def name_page(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Everything that documents say of one body, person, place or agreement, over time."""
    judged(request, rules.may_read_arrivals)
    mentions = list(queries.timeline(kind, key)[:200])
    context = {
        "rail": rail_of("arrivals"),
        "name": mentions[-1].name if mentions else key,
        "organisation": next((mention.organisation for mention in mentions if mention.organisation), None),
        "rows": [(mention.arrival, _said_of(mention.arrival, mention.name)) for mention in mentions],
    }
    return render(request, "news/name.html", context, status=200 if mentions else 404)


def _said_of(arrival: Arrival, name: str) -> list[str]:
    """The sentences of the article that hold the name; the first three."""
    return [line.strip() for line in _article(arrival).replace(". ", ".\n").split("\n") if name in line][:3]


@require_safe
@login_required
def records(request: HttpRequest, number: int) -> HttpResponse:
    """Events, agreements and commitments of a programme that were confirmed from documents."""
    programme: Programme = programme_for(request, number, may_see_work)
    found = (
        KeptRecord.objects.filter(programme=programme)
        .select_related("proposal__arrival")
        .defer("proposal__arrival__text", "proposal__arrival__reading")
    )
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "rail": rail_of("", programme=programme),
        "programme": programme,
        "page": page,
        "rows": [(one, KINDS[one.kind]) for one in page],
    }
    return render(request, "news/records.html", context)

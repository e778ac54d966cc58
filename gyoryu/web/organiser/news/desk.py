"""The desk: an article beside the proposals extracted from it, and the decisions on them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from gyoryu.base.names import LANGUAGE_TAGS
from gyoryu.news import rules
from gyoryu.news.desk import actions, queries
from gyoryu.news.desk.models import ConfirmedRecord, Proposal
from gyoryu.news.desk.proposals import FIELDS, LISTS
from gyoryu.news.desk.visibility import visible_proposals
from gyoryu.news.documents.models import Document
from gyoryu.news.documents.visibility import visible_documents
from gyoryu.news.reading.actions import request_rereading
from gyoryu.organisations.models import Organisation
from gyoryu.programmes.rules import Permissions, may_view_programme
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import require_permission
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.organiser.news.desk_cards import SURE, Group, build_cards, pieces_of, render_pieces
from gyoryu.web.organiser.news.labels import KINDS, STATES, WARNINGS, refusal_text
from gyoryu.web.organiser.news.programme_choice import chosen_programme, programme_choices
from gyoryu.web.parameters import whole
from gyoryu.web.texts.refusals import refusal_text_for

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
MAX_VALUE_LENGTH = 2000  # characters of a field


@require_safe
@login_required
def desk(request: SignedInRequest, number: int) -> HttpResponse:
    """Show the article beside the proposals extracted from it."""
    permissions = require_permission(request, rules.may_read_documents)
    documents = visible_documents(permissions).select_related("programme", "original", "archive")
    document = get_object_or_404(documents, pk=number)
    return _render_desk(request, document, permissions)


def _render_desk(
    request: HttpRequest, document: Document, permissions: Permissions, status: int = 200, proposal_number: int = 0
) -> HttpResponse:
    """Render the desk. `proposal_number`: the proposal whose action was refused; its fields keep their input."""
    proposals = list(document.proposals.all())
    names_with_page = set(document.mentions.values_list("kind", "name"))
    editing = proposal_number if request.POST.get("act") == "correct" else 0
    cards = list(
        build_cards(proposals, queries.suggestions(document, proposals), names_with_page, request.POST, editing)
    )
    body = [(span["span"][0], span["span"][1]) for span in document.reading.get("body", [])]
    groups = [
        Group(kind, label, [card for card in cards if card.proposal.kind == kind]) for kind, label in KINDS.items()
    ]
    context = {
        "sidebar": build_sidebar("documents"),
        "document": document,
        "lang": LANGUAGE_TAGS[document.language],
        "refusal": refusal_text(document.refusal),
        "state": STATES[Document.State(document.state)],
        "groups": [group for group in groups if group.cards],
        "article": render_pieces(pieces_of(document.text, proposals, body)),
        "warnings": _warnings(document),
        "original": _if_visible(document.original, permissions),
        "archive": _if_visible(document.archive, permissions),
        "members": _members(document, permissions),
        "copies": visible_documents(permissions)
        .filter(original=document)
        .defer("text", "reading")
        .order_by("published_on", "pk"),
        "open": sum(proposal.state == Proposal.State.OPEN for proposal in proposals),
        "may_work": rules.may_edit_document(permissions, document.programme_id),
        "may_see_programme": document.programme_id and may_view_programme(permissions.within(document.programme_id)),
        "programmes": programme_choices(permissions),
        "editing": editing,
        "at": proposal_number,
        "sure": SURE,
    }
    return render(request, "news/desk.html", context, status=status)


def _if_visible(document: Document | None, permissions: Permissions) -> Document | None:
    return document if document is not None and rules.may_read_document(permissions, document.programme_id) else None


def _members(document: Document, permissions: Permissions) -> list[Document]:
    """Return the documents of an archive, including those that were known before."""
    numbers = document.reading.get("documents", []) if document.state == Document.State.UNPACKED else []
    members = visible_documents(permissions).filter(pk__in=numbers).defer("text", "reading")
    return list(members.order_by("pk")) if numbers else []


def _warnings(document: Document) -> list[tuple[Any, str, str]]:
    return [
        (WARNINGS[warning["code"]], document.text[warning["span"][0] : warning["span"][1]], warning["detail"])
        for warning in document.reading.get("warnings", [])
        if warning["code"] in WARNINGS
    ]


@require_POST
@login_required
def decide(request: SignedInRequest, number: int) -> HttpResponse:
    """Apply `act` to a proposal: accept, reject, reopen, correct, or link to an organisation."""
    permissions = require_permission(request, rules.may_edit_news)
    proposal = get_object_or_404(visible_proposals(permissions).select_related("document"), pk=number)
    _require_edit_permission(proposal.document, permissions)
    with RefusalAsNotice(request, lambda refused: refusal_text_for(refused, request.user.pk, "proposal", proposal.pk)):
        _apply_action(request, proposal, proposal.document.programme_id or chosen_programme(request, permissions))
        stays = request.POST.get("act") in {"link", "reopen"}
        return _redirect_to_desk(proposal.document_id, proposal.pk if stays else _next_open(proposal))
    return _render_desk(request, proposal.document, permissions, 422, proposal_number=proposal.pk)


def _redirect_to_desk(document: int, proposal: int = 0) -> HttpResponse:
    return redirect(reverse("desk", args=[document]) + (f"#p{proposal}" if proposal else ""))


def _require_edit_permission(document: Document, permissions: Permissions) -> None:
    if not rules.may_edit_document(permissions, document.programme_id):
        raise PermissionDenied


def _get_editable_document(request: HttpRequest, number: int) -> tuple[Document, Permissions]:
    """Return a document that the user may edit: 404 if they may not read it, 403 if they may only read it."""
    permissions = require_permission(request, rules.may_edit_news)
    document = get_object_or_404(visible_documents(permissions), pk=number)
    _require_edit_permission(document, permissions)
    return document, permissions


def _apply_action(request: SignedInRequest, proposal: Proposal, programme_id: int | None) -> None:
    act, now, by = request.POST.get("act", ""), timezone.now(), request.user
    seen = request.POST.get("seen", "")
    if act == "correct":
        values = {name: _parse_value(name, request.POST.get(name, "")) for name in FIELDS[proposal.kind]}
        actions.correct(proposal.pk, values, now=now, by=by, programme=programme_id, seen=seen)
    elif act == "link":
        actions.link_organisation(proposal.pk, _chosen_organisation(request), by=by)
    elif act in _STATE_AFTER_ACTION:
        actions.decide(proposal.pk, _STATE_AFTER_ACTION[act], now=now, by=by, programme=programme_id, seen=seen)


_STATE_AFTER_ACTION = {
    "accept": Proposal.State.ACCEPTED,
    "reject": Proposal.State.REJECTED,
    "reopen": Proposal.State.OPEN,
}
# Separates parties. A dot without spaces belongs to a name: 한·중 협회.
_SEPARATOR = re.compile(r"\s+·\s+|\s*[;；\n]\s*")


def _parse_value(name: str, text: str) -> Any:
    text = text.strip()[:MAX_VALUE_LENGTH]
    if name in LISTS:
        return [part.strip() for part in _SEPARATOR.split(text) if part.strip()]
    number = whole(text.replace(",", "")) if name == "value" else None
    return text if number is None else number


def _chosen_organisation(request: HttpRequest) -> int | None:
    value = request.POST.get("organisation", "")
    if not value:
        return None
    return get_object_or_404(Organisation, pk=whole(value) or 0).pk


def _next_open(proposal: Proposal) -> int:
    """Return the next open proposal, else the present one."""
    later = (
        proposal.document.proposals.filter(state=Proposal.State.OPEN, position__gt=proposal.position)
        .values_list("pk", flat=True)
        .first()
    )
    return later or proposal.pk


@require_POST
@login_required
def accept_sure(request: SignedInRequest, number: int) -> HttpResponse:
    """Accept the open proposals of one `kind` with sufficient confidence; the notice has an undo."""
    document, permissions = _get_editable_document(request, number)
    kind, now = request.POST.get("kind", ""), timezone.now()
    if kind not in KINDS:
        raise Http404
    programme = document.programme_id or chosen_programme(request, permissions)
    with RefusalAsNotice(request):
        count = actions.accept_confident(number, kind, SURE, now=now, by=request.user, programme=programme)
        message = gettext("Confirmed: {count}").format(count=count)
        add_notice(request, message, undo=reverse("desk-reopen", args=[number, (now - EPOCH) // MICROSECOND]))
        return _redirect_to_desk(number)
    return _render_desk(request, document, permissions, 422)


@require_POST
@login_required
def take_back(request: SignedInRequest, number: int, moment: int) -> HttpResponse:
    """Reopen the proposals accepted together at `moment` (microseconds since 1970)."""
    _, permissions = _get_editable_document(request, number)
    try:
        decided_at = EPOCH + moment * MICROSECOND
    except OverflowError as error:
        raise Http404 from error
    records = ConfirmedRecord.objects.filter(proposal__document=number, proposal__decided_at=decided_at)
    if not all(
        rules.may_edit_document(permissions, programme)
        for programme in set(records.values_list("programme", flat=True))
    ):
        raise PermissionDenied
    count = actions.reopen(number, decided_at, now=timezone.now(), by=request.user)
    add_notice(request, gettext("Waiting for a decision again: {count}").format(count=count))
    return _redirect_to_desk(number)


@require_POST
@login_required
def read_again(request: SignedInRequest, number: int) -> HttpResponse:
    document, _ = _get_editable_document(request, number)
    request_rereading(document, by=request.user)
    add_notice(request, gettext("It is being read again. What you decided stays."))
    return redirect("desk", document.pk)

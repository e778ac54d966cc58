"""Meeting requests: officers read all, participants ask, answer and put them in order."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from gyoryu.meetings.actions import requesting
from gyoryu.meetings.models import Application, Wish
from gyoryu.programmes import rules
from gyoryu.web.api.problems import READING, WRITING
from gyoryu.web.api.tokens import needs
from gyoryu.web.api.values import (
    MAX_VALUE,
    ApplicationId,
    Body,
    Clean,
    EventId,
    Key,
    Number,
    Page,
    PageNumber,
    PerPage,
    paged,
)
from gyoryu.web.http import SignedInRequest
from gyoryu.web.lookup import get_event_or_404
from gyoryu.web.participant.layout import get_own_accepted_application, may_act_for

router = Router(tags=["wishes"])
ApplicationFilter = Annotated[int, Query(ge=0, le=MAX_VALUE, description="an application; 0: all")]


class WishOut(Schema):
    id: int
    asker: int
    asked: int
    rank: int
    note: str
    answer: str
    created_at: datetime


class NewWish(Body):
    asked: Key
    note: Annotated[str, Field(max_length=300), Clean] = ""


class Order(Body):
    wishes: Annotated[list[Key], Field(max_length=1000, description="the first is the first choice")]


class Answer(Body):
    answer: Literal["accepted", "declined", "open"]


def wish_out(wish: Wish) -> dict[str, Any]:
    plain_fields = ("rank", "note", "answer", "created_at")
    return {
        "id": wish.pk,
        "asker": wish.asker_id,
        "asked": wish.asked_id,
        **{name: getattr(wish, name) for name in plain_fields},
    }


def _outs(rows: list[Wish]) -> list[dict[str, Any]]:
    return [wish_out(wish) for wish in rows]


@router.get(
    "/events/{event}/wishes", response={200: Page[WishOut], **READING}, auth=needs("wishes:read"),
    summary="All requests of an event, for officers and viewers",
)  # fmt: skip
def of_event(
    request: HttpRequest,
    event_id: EventId,
    asker: ApplicationFilter = 0,
    asked: ApplicationFilter = 0,
    page: PageNumber = 1,
    per_page: PerPage = 100,
) -> Any:
    event = get_event_or_404(request, event_id, rules.may_view_programme)
    filters = {name: value for name, value in (("asker", asker), ("asked", asked)) if value}
    return paged(Wish.objects.filter(event=event, **filters), page, per_page, _outs)


@router.get(
    "/applications/{application}/wishes", response={200: Page[WishOut], **READING}, auth=needs("wishes:read"),
    summary="Requests that a participant has sent and received",
)  # fmt: skip
def of_application(
    request: HttpRequest, application_id: ApplicationId, page: PageNumber = 1, per_page: PerPage = 100
) -> Any:
    own_application = get_own_accepted_application(request, application_id)
    rows = Wish.objects.filter(Q(asker=own_application) | Q(asked=own_application), event=own_application.event)
    return paged(rows, page, per_page, _outs)


@router.post(
    "/applications/{application}/wishes", response={201: WishOut, **WRITING}, auth=needs("wishes:write"),
    summary="Ask for a meeting, as the last choice for now",
)  # fmt: skip
def ask(request: SignedInRequest, application_id: ApplicationId, data: NewWish) -> Any:
    own_application = get_own_accepted_application(request, application_id)
    rows = Application.objects.select_related("organisation", "event", "applicant")
    counterpart = rows.filter(pk=data.asked, event=own_application.event, state=Application.State.ACCEPTED).first()
    if counterpart is None:
        raise Http404
    return 201, wish_out(
        requesting.request_meeting(own_application, counterpart, data.note, request.user, timezone.now())
    )


@router.put(
    "/applications/{application}/wishes/order", response={200: list[WishOut], **WRITING}, auth=needs("wishes:write"),
    summary="Put one's requests in order",
)  # fmt: skip
def order(request: SignedInRequest, application_id: ApplicationId, data: Order) -> Any:
    own_application = get_own_accepted_application(request, application_id)
    requesting.order_wishes(own_application, data.wishes, request.user, timezone.now())
    return _outs(list(own_application.wishes.all()))


def _wish(request: HttpRequest, number: int, side: str) -> Wish:
    """Of whoever acts for its `side`: asker or asked."""
    rows = Wish.objects.select_related(f"{side}__event__programme", f"{side}__organisation")
    wish = rows.filter(pk=number).first()
    if wish is None or not may_act_for(request, getattr(wish, side)):
        raise Http404
    return wish


@router.post(
    "/wishes/{wish}/answer", response={200: WishOut, **WRITING}, auth=needs("wishes:write"),
    summary="Accept or decline a request that was received",
)  # fmt: skip
def answer(request: SignedInRequest, wish: Number, data: Answer) -> Any:
    received_wish = _wish(request, wish, "asked")
    requesting.answer_wish(received_wish, data.answer, request.user, timezone.now())
    return wish_out(received_wish)


@router.delete(
    "/wishes/{wish}", response={204: None, **WRITING}, auth=needs("wishes:write"), summary="Take a request back"
)
def withdraw(request: SignedInRequest, wish: Number) -> Any:
    requesting.withdraw_wish(_wish(request, wish, "asker"), request.user, timezone.now())
    return 204, None

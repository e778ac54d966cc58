"""Applications: officers screen, participants read their own and the other side."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from gyoryu.meetings.actions import deciding
from gyoryu.meetings.actions.consents import disclose
from gyoryu.meetings.models import Application, Representative
from gyoryu.meetings.queries.directory import DirectoryFilters, counterparts, search, shows_people
from gyoryu.meetings.queries.screening import narrowed
from gyoryu.programmes import rules
from gyoryu.web.api.problems import READING, WRITING
from gyoryu.web.api.programmes import has_a_role
from gyoryu.web.api.tokens import needs
from gyoryu.web.api.values import (
    ApplicationId,
    Body,
    EventId,
    Number,
    Page,
    PageNumber,
    PerPage,
    Prose,
    Trilingual,
    Version,
    paged,
)
from gyoryu.web.http import SignedInRequest
from gyoryu.web.lookup import get_event_or_404, membership_in
from gyoryu.web.organiser.applications.lookup import get_application_or_404
from gyoryu.web.participant.layout import get_own_accepted_application, may_act_for

router = Router(tags=["applications"])
SideIn = Literal["", "seller", "buyer"]
StateIn = Literal["", "submitted", "more_asked", "accepted", "refused", "withdrawn"]
Word = Annotated[str, Query(max_length=100)]


class ApplicationOut(Schema):
    id: int
    event: int
    side: str
    state: str
    number: str
    organisation: int | None
    names: Trilingual
    country: str
    languages: list[str]
    online: bool
    submitted_at: datetime | None
    version: int


class TopicOut(Schema):
    direction: str
    field: str
    hs6: str
    text: str


class PersonOut(Schema):
    names: Trilingual
    title: str
    email: str
    phone: str


class ApplicationInFull(ApplicationOut):
    """`people` are personal data: of the other side only with its consent, and every access is logged."""

    topics: list[TopicOut]
    people: list[PersonOut]
    reason: str


class Decision(Body):
    decision: Literal["accept", "refuse", "ask_more", "reopen"]
    reason: Prose = ""
    version: Version


class Counterpart(Schema):
    id: int
    number: str
    side: str
    names: Trilingual
    country: str
    languages: list[str]


class CounterpartInFull(Counterpart):
    topics: list[TopicOut]
    people: list[PersonOut]


def names_of(application: Application) -> Trilingual:
    return Trilingual.of(application.organisation.names) if application.organisation else Trilingual()


def application_out(application: Application) -> dict[str, Any]:
    plain_fields = ("side", "state", "number", "languages", "online", "submitted_at", "version")
    country = application.organisation.country if application.organisation else ""
    organisation_values = {
        "organisation": application.organisation_id,
        "names": names_of(application),
        "country": country,
    }
    return {
        "id": application.pk,
        "event": application.event_id,
        **organisation_values,
        **{name: getattr(application, name) for name in plain_fields},
    }


def topics_of(application: Application) -> list[Any]:
    return list(application.topics.order_by("pk").values("direction", "field", "hs6", "text"))


def person_out(person: Representative) -> dict[str, Any]:
    return {"names": Trilingual.of(person.names), "title": person.title, "email": person.email, "phone": person.phone}


def counterpart_out(application: Application) -> dict[str, Any]:
    country = application.organisation.country if application.organisation else ""
    plain_values = {name: getattr(application, name) for name in ("number", "side", "languages")}
    return {"id": application.pk, "names": names_of(application), "country": country, **plain_values}


@router.get(
    "/events/{event}/applications", response={200: Page[ApplicationOut], **READING}, auth=needs("applications:read"),
    summary="Applications to an event: all for officers and viewers, their own for participants",
)  # fmt: skip
def applications(
    request: HttpRequest, event_id: EventId, side: SideIn = "", state: StateIn = "", country: Word = "",
    field: Word = "", q: Word = "", page: PageNumber = 1, per_page: PerPage = 50,
) -> Any:  # fmt: skip
    event = get_event_or_404(request, event_id, has_a_role)
    texts = {"country": country, "field": field, "typed": q}
    clean = {name: text.replace("\0", "") for name, text in texts.items()}
    rows = narrowed(event, side=side, state=state, **clean)
    membership = membership_in(request, event.programme_id)
    if not rules.may_view_programme(membership):
        if not membership.organisations:
            raise PermissionDenied
        rows = rows.filter(organisation__in=membership.organisations)
    shown = rows.select_related("organisation")
    return paged(shown, page, per_page, lambda page_rows: [application_out(application) for application in page_rows])


def _readable_application(request: HttpRequest, number: int) -> Application:
    """For users who act for it, and for those who may view the programme."""
    rows = Application.objects.select_related("organisation", "event__programme")
    application = rows.filter(pk=number).first()
    if application is not None and may_act_for(request, application):
        return application
    return get_application_or_404(request, number, rules.may_view_programme)


@router.get(
    "/applications/{application}", response={200: ApplicationInFull, **READING}, auth=needs("applications:read"),
    summary="One application",
)  # fmt: skip
def application(request: HttpRequest, application_id: ApplicationId) -> Any:
    return _in_full(_readable_application(request, application_id))


def _in_full(application: Application) -> dict[str, Any]:
    people = [person_out(person) for person in application.people.order_by("pk")]
    return {
        **application_out(application),
        "topics": topics_of(application),
        "people": people,
        "reason": application.reason,
    }


@router.post(
    "/applications/{application}/decision", response={200: ApplicationInFull, **WRITING},
    auth=needs("applications:write"), summary="Accept, refuse, ask for more, or take a decision back",
)  # fmt: skip
def decide(request: SignedInRequest, application_id: ApplicationId, data: Decision) -> Any:
    application = get_application_or_404(request, application_id, rules.may_manage)
    by, now = request.user, timezone.now()
    if data.decision in ("refuse", "ask_more"):
        action_with_reason = deciding.refuse if data.decision == "refuse" else deciding.request_more_information
        action_with_reason(application, data.reason, by, now, seen_version=data.version)
    else:
        action = deciding.accept if data.decision == "accept" else deciding.reopen
        action(application, by, now, seen_version=data.version)
    return _in_full(Application.objects.select_related("organisation").get(pk=application.pk))


@router.get(
    "/applications/{application}/counterparts", response={200: Page[Counterpart], **READING},
    auth=needs("applications:read"), summary="The other side, as a participant sees it",
)  # fmt: skip
def others(
    request: HttpRequest, application_id: ApplicationId, q: Word = "", page: PageNumber = 1, per_page: PerPage = 50
) -> Any:
    own_application = get_own_accepted_application(request, application_id)
    rows = search(own_application, DirectoryFilters(words=q.replace("\0", "")))
    return paged(rows, page, per_page, lambda page_rows: [counterpart_out(counterpart) for counterpart in page_rows])


@router.get(
    "/applications/{application}/counterparts/{other}", response={200: CounterpartInFull, **READING},
    auth=needs("applications:read"), summary="One of the other side; that people were shown is noted",
)  # fmt: skip
def other(request: SignedInRequest, application_id: ApplicationId, other: Number) -> Any:
    own_application = get_own_accepted_application(request, application_id)
    counterpart = counterparts(own_application).filter(pk=other).first()
    if counterpart is None:
        raise Http404
    people = list(counterpart.people.order_by("pk")) if shows_people(counterpart) else []
    if people:
        has_contact = any(person.email or person.phone for person in people)
        disclosed = ["people", *(["contact"] if has_contact else [])]
        disclose(counterpart, request.user, own_application, disclosed, timezone.now())
    shown = [person_out(person) for person in people]
    return {**counterpart_out(counterpart), "topics": topics_of(counterpart), "people": shown}

"""Who takes part: officers screen, participants read their own and look at the other side."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from gyoryu.meetings.actions import deciding
from gyoryu.meetings.actions.consents import disclose
from gyoryu.meetings.models import Application, Representative
from gyoryu.meetings.queries.directory import DirectoryFilters, counterparts, search, shows_people
from gyoryu.meetings.queries.screening import narrowed
from gyoryu.people.models import User
from gyoryu.programmes import rules
from gyoryu.web.api.problems import READING, WRITING
from gyoryu.web.api.programmes import has_a_role
from gyoryu.web.api.tokens import needs
from gyoryu.web.api.values import Body, Number, Page, PageNumber, PerPage, Prose, Trilingual, Version, paged
from gyoryu.web.lookup import get_event_or_404, membership_in
from gyoryu.web.organiser.application import get_application_or_404
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
    """`people` are personal data: of the other side only with its consent, and every look is noted."""

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


def names_of(one: Application) -> Trilingual:
    return Trilingual.of(one.organisation.names) if one.organisation else Trilingual()


def application_out(one: Application) -> dict[str, Any]:
    same = ("side", "state", "number", "languages", "online", "submitted_at", "version")
    country = one.organisation.country if one.organisation else ""
    whose = {"organisation": one.organisation_id, "names": names_of(one), "country": country}
    return {"id": one.pk, "event": one.event_id, **whose, **{name: getattr(one, name) for name in same}}


def topics_of(one: Application) -> list[Any]:
    return list(one.topics.order_by("pk").values("direction", "field", "hs6", "text"))


def person_out(one: Representative) -> dict[str, Any]:
    return {"names": Trilingual.of(one.names), "title": one.title, "email": one.email, "phone": one.phone}


def counterpart_out(one: Application) -> dict[str, Any]:
    country = one.organisation.country if one.organisation else ""
    same = {name: getattr(one, name) for name in ("number", "side", "languages")}
    return {"id": one.pk, "names": names_of(one), "country": country, **same}


@router.get(
    "/events/{event}/applications", response={200: Page[ApplicationOut], **READING}, auth=needs("applications:read"),
    summary="Applications to an event: all for officers and viewers, their own for participants",
)  # fmt: skip
def applications(
    request: HttpRequest, event: Number, side: SideIn = "", state: StateIn = "", country: Word = "", field: Word = "",
    q: Word = "", page: PageNumber = 1, per_page: PerPage = 50,
) -> Any:  # fmt: skip
    found = get_event_or_404(request, event, has_a_role)
    texts = {"country": country, "field": field, "typed": q}
    clean = {name: text.replace("\0", "") for name, text in texts.items()}
    rows = narrowed(found, side=side, state=state, **clean)
    standing = membership_in(request, found.programme_id)
    if not rules.may_view_programme(standing):
        if not standing.organisations:
            raise PermissionDenied
        rows = rows.filter(organisation__in=standing.organisations)
    shown = rows.select_related("organisation")
    return paged(shown, page, per_page, lambda these: [application_out(one) for one in these])


def _for_reading(request: HttpRequest, number: int) -> Application:
    """For whoever acts for it, and for those who see the work."""
    rows = Application.objects.select_related("organisation", "event__programme")
    found = rows.filter(pk=number).first()
    if found is not None and may_act_for(request, found):
        return found
    return get_application_or_404(request, number, rules.may_view_programme)


@router.get(
    "/applications/{application}", response={200: ApplicationInFull, **READING}, auth=needs("applications:read"),
    summary="One application",
)  # fmt: skip
def application(request: HttpRequest, application: Number) -> Any:
    return _in_full(_for_reading(request, application))


def _in_full(one: Application) -> dict[str, Any]:
    people = [person_out(person) for person in one.people.order_by("pk")]
    return {**application_out(one), "topics": topics_of(one), "people": people, "reason": one.reason}


@router.post(
    "/applications/{application}/decision", response={200: ApplicationInFull, **WRITING},
    auth=needs("applications:write"), summary="Accept, refuse, ask for more, or take a decision back",
)  # fmt: skip
def decide(request: HttpRequest, application: Number, data: Decision) -> Any:
    found = get_application_or_404(request, application, rules.may_manage)
    by, now = cast(User, request.user), timezone.now()
    if data.decision in ("refuse", "ask_more"):
        verb = deciding.refuse if data.decision == "refuse" else deciding.request_more_information
        verb(found, data.reason, by, now, seen_version=data.version)
    else:
        turn = deciding.accept if data.decision == "accept" else deciding.reopen
        turn(found, by, now, seen_version=data.version)
    return _in_full(Application.objects.select_related("organisation").get(pk=found.pk))


@router.get(
    "/applications/{application}/counterparts", response={200: Page[Counterpart], **READING},
    auth=needs("applications:read"), summary="The other side, as a participant sees it",
)  # fmt: skip
def others(
    request: HttpRequest, application: Number, q: Word = "", page: PageNumber = 1, per_page: PerPage = 50
) -> Any:
    mine = get_own_accepted_application(request, application)
    rows = search(mine, DirectoryFilters(words=q.replace("\0", "")))
    return paged(rows, page, per_page, lambda these: [counterpart_out(one) for one in these])


@router.get(
    "/applications/{application}/counterparts/{other}", response={200: CounterpartInFull, **READING},
    auth=needs("applications:read"), summary="One of the other side; that people were shown is noted",
)  # fmt: skip
def other(request: HttpRequest, application: Number, other: Number) -> Any:
    mine = get_own_accepted_application(request, application)
    found = counterparts(mine).filter(pk=other).first()
    if found is None:
        raise Http404
    people = list(found.people.order_by("pk")) if shows_people(found) else []
    if people:
        has_contact = any(person.email or person.phone for person in people)
        what = ["people", *(["contact"] if has_contact else [])]
        disclose(found, cast(User, request.user), mine, what, timezone.now())
    shown = [person_out(person) for person in people]
    return {**counterpart_out(found), "topics": topics_of(found), "people": shown}

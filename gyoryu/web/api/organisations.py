"""The directory of organisations."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from gyoryu.base.names import Names
from gyoryu.meetings.queries.participation import programmes_of
from gyoryu.organisations import actions
from gyoryu.organisations.models import Organisation
from gyoryu.organisations.queries import search
from gyoryu.programmes import rules
from gyoryu.web.api.problems import READING, WRITING
from gyoryu.web.api.tokens import needs
from gyoryu.web.api.values import (
    Body,
    Line,
    OrganisationId,
    Page,
    PageNumber,
    PerPage,
    Prose,
    Trilingual,
    TrilingualIn,
    Version,
    paged,
)
from gyoryu.web.http import SignedInRequest
from gyoryu.web.lookup import require_permission

router = Router(tags=["organisations"])
KindOf = Literal["firm", "project_owner", "government", "agency", "institute", "association", "other"]
Word = Annotated[str, Query(max_length=100)]


class IdentifierOut(Schema):
    scheme: str
    value: str


class OrganisationOut(Schema):
    id: int
    names: Trilingual
    short_names: Trilingual
    about: Trilingual
    kind: str
    country: str
    city: str
    language: str
    website: str
    fields: list[str]
    identifiers: list[IdentifierOut]
    version: int


class ProseIn(Body):
    ko: Prose = ""
    zh: Prose = ""
    en: Prose = ""


class ShortIn(Body):
    ko: Annotated[Line, Field(max_length=60)] = ""
    zh: Annotated[Line, Field(max_length=60)] = ""
    en: Annotated[Line, Field(max_length=60)] = ""


class OrganisationIn(Body):
    names: TrilingualIn
    short_names: ShortIn = Field(default_factory=ShortIn)
    about: ProseIn = Field(default_factory=ProseIn)
    kind: KindOf = "firm"
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] = "KR"
    city: Annotated[Line, Field(max_length=80)] = ""
    language: Literal["ko", "zh", "en"] = "ko"
    website: Annotated[str, Field(max_length=200, pattern=r"^(https?://[!-~]+)?$")] = ""
    fields: Annotated[list[str], Field(max_length=20, description="codes of technology; others are left out")] = Field(
        default_factory=list
    )

    def entry(self) -> actions.OrganisationInput:
        texts = {name: getattr(self, name) for name in ("names", "short_names", "about")}
        parts: dict[str, Any] = {name: Names(text.ko, text.zh, text.en) for name, text in texts.items()}
        plain_values = {
            name: getattr(self, name) for name in ("kind", "country", "city", "website", "fields", "language")
        }
        return actions.OrganisationInput(**parts, **plain_values)


class IdentifierIn(Body):
    scheme: Literal["kr_brn", "cn_uscc", "other"]
    value: Annotated[Line, Field(min_length=1, max_length=40)]


class NewOrganisation(OrganisationIn):
    identifiers: Annotated[list[IdentifierIn], Field(max_length=5)] = Field(default_factory=list)


class ChangedOrganisation(OrganisationIn):
    version: Version


def _editable_organisation(request: HttpRequest, number: int) -> Organisation:
    permissions = require_permission(request, rules.may_register_organisations)
    organisation = get_object_or_404(Organisation, pk=number)
    if not rules.may_edit_organisation(permissions, programmes_of([number])[number]):
        raise PermissionDenied
    return organisation


def organisation_out(organisation: Organisation) -> dict[str, Any]:
    plain_fields = ("kind", "country", "city", "language", "website", "fields", "version")
    texts = {name: Trilingual.of(getattr(organisation, name)) for name in ("names", "short_names", "about")}
    numbers = [{"scheme": row.scheme, "value": row.value} for row in organisation.identifiers.all()]
    return {
        "id": organisation.pk,
        **texts,
        **{name: getattr(organisation, name) for name in plain_fields},
        "identifiers": numbers,
    }


@router.get(
    "/organisations", response={200: Page[OrganisationOut], **READING}, auth=needs("organisations:read"),
    summary="Search the directory by name in any script, part of a name, pinyin or number",
)  # fmt: skip
def organisations(
    request: HttpRequest, q: Word = "", country: Word = "", kind: Word = "", field: Word = "",
    page: PageNumber = 1, per_page: PerPage = 50,
) -> Any:  # fmt: skip
    require_permission(request, rules.may_read_directory)
    clean = (text.replace("\0", "") for text in (q, country, kind, field))
    typed, of_country, of_kind, of_field = clean
    matches = search(typed, country=of_country, kind=of_kind, field=of_field).organisations
    rows = matches.prefetch_related("identifiers")
    return paged(rows, page, per_page, lambda page_rows: [organisation_out(organisation) for organisation in page_rows])


@router.get(
    "/organisations/{organisation}", response={200: OrganisationOut, **READING}, auth=needs("organisations:read"),
    summary="One organisation",
)  # fmt: skip
def organisation(request: HttpRequest, organisation_id: OrganisationId) -> Any:
    require_permission(request, rules.may_read_directory)
    return organisation_out(get_object_or_404(Organisation, pk=organisation_id))


@router.post(
    "/organisations", response={201: OrganisationOut, **WRITING}, auth=needs("organisations:write"),
    summary="Register an organisation",
)  # fmt: skip
def register(request: SignedInRequest, data: NewOrganisation) -> Any:
    require_permission(request, rules.may_register_organisations)
    numbers = [(identifier.scheme, identifier.value) for identifier in data.identifiers]
    new_organisation = actions.register_organisation(data.entry(), numbers, by=request.user.pk)
    return 201, organisation_out(new_organisation)


@router.put(
    "/organisations/{organisation}", response={200: OrganisationOut, **WRITING}, auth=needs("organisations:write"),
    summary="Replace what is known of an organisation",
)  # fmt: skip
def edit(request: SignedInRequest, organisation_id: OrganisationId, data: ChangedOrganisation) -> Any:
    organisation = _editable_organisation(request, organisation_id)
    actions.edit_organisation(organisation.pk, data.version, data.entry(), now=timezone.now(), by=request.user.pk)
    return organisation_out(Organisation.objects.get(pk=organisation.pk))

"""Types of input and output: strict, without coercion."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Generic, TypeVar

from django.core.paginator import Paginator
from django.db.models import QuerySet
from ninja import Path, Query, Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from gyoryu.base.names import Names
from gyoryu.base.text import normalize_input

T = TypeVar("T")
MAX_VALUE = 2**53 - 1  # exact in every JSON parser
MAX_PER_REQUEST = 200

Number = Annotated[int, Path(ge=1, le=MAX_VALUE)]
# Keys of rows in paths, `/events/{event}`: the row itself has the name without `_id`.
ApplicationId = Annotated[int, Path(alias="application", ge=1, le=MAX_VALUE)]
EventId = Annotated[int, Path(alias="event", ge=1, le=MAX_VALUE)]
LogId = Annotated[int, Path(alias="log", ge=1, le=MAX_VALUE)]
MeetingId = Annotated[int, Path(alias="meeting", ge=1, le=MAX_VALUE)]
OrganisationId = Annotated[int, Path(alias="organisation", ge=1, le=MAX_VALUE)]
ProgrammeId = Annotated[int, Path(alias="programme", ge=1, le=MAX_VALUE)]
PageNumber = Annotated[int, Query(ge=1, le=1_000_000, description="counts from 1")]
PerPage = Annotated[int, Query(ge=1, le=MAX_PER_REQUEST)]


def _require_text(value: object) -> object:
    """Refuse numbers as dates."""
    if value is not None and not isinstance(value, str):
        raise ValueError("text")
    return value


def _float_to_int(value: object) -> object:
    """JSON has one numeric type: 5.0 is 5."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = BeforeValidator(_float_to_int)
Clean = AfterValidator(normalize_input)
Key = Annotated[int, Field(ge=1, le=MAX_VALUE), Whole]
Version = Annotated[
    int, Field(ge=0, le=MAX_VALUE, description="the one that was read; 409 where it is another by now"), Whole
]
Line = Annotated[str, Field(max_length=200), Clean]
Prose = Annotated[str, Field(max_length=3000), Clean]
Day = Annotated[date, Field(strict=False), BeforeValidator(_require_text)]


class Body(Schema):
    """A request body: types are not converted, unknown names are refused."""

    model_config = ConfigDict(strict=True, extra="forbid")


class Trilingual(Schema):
    ko: str = ""
    zh: str = ""
    en: str = ""

    @classmethod
    def of(cls, names: Names) -> Trilingual:
        return cls(ko=names.ko, zh=names.zh, en=names.en)


class TrilingualIn(Body):
    ko: Line = ""
    zh: Line = ""
    en: Line = ""


class Page(Schema, Generic[T]):
    items: list[T]
    total: int
    page: int
    pages: int


def paged(rows: QuerySet[Any], page: int, per_page: int, shape: Callable[[list[Any]], list[Any]]) -> dict[str, Any]:
    """Return one page of a list: two queries, and those of `shape`. Pages beyond the last are empty."""
    paginator = Paginator(rows, per_page)
    items = shape(list(paginator.page(page).object_list)) if page <= paginator.num_pages else []
    return {"items": items, "total": paginator.count, "page": page, "pages": paginator.num_pages}

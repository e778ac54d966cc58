"""Rows for tests: each has sensible defaults, and whatever a test passes by keyword instead."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from gyoryu.meetings.models import (
    Application,
    Interpreter,
    Meeting,
    MeetingLog,
    PairRule,
    Placement,
    PlanRun,
    Terms,
    TimetableVersion,
    Wish,
)
from gyoryu.organisations.models import Organisation
from gyoryu.people.models import User
from gyoryu.programmes.models import Editor, Event, Programme, Role, Slot, Table

BEGIN = datetime(2026, 5, 12, 0, 0, tzinfo=UTC)  # 09:00 in Seoul
APPLY = (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
WISH = (datetime(2026, 4, 5, tzinfo=UTC), datetime(2026, 4, 20, tzinfo=UTC))
HALF_HOUR = timedelta(minutes=30)
PREFIXES = {"seller": "S", "buyer": "B"}
COUNTRIES = {"ko": "KR", "zh": "CN"}

_serial = count(1)


def make_user(
    email: str = "", of: Programme | None = None, kind: str = "officer", organisation: Organisation | None = None,
    **fields: Any,
) -> User:  # fmt: skip
    """An account, with a role in the programme `of` if given."""
    user = User.objects.create_user(email or f"user{next(_serial)}@agency.example", **fields)
    if of is not None:
        Role.objects.create(programme=of, user=user, kind=kind, organisation=organisation)
    return user


def make_editor(email: str = "", **fields: Any) -> User:
    """An editor of the site."""
    user = make_user(email, **fields)
    Editor.objects.create(user=user, given_at=BEGIN)
    return user


def make_organisation(**fields: Any) -> Organisation:
    """An organisation with a name in each language, unless names are given."""
    number = next(_serial)
    names = {"name_ko": f"견본 기업 {number}", "name_zh": f"样例企业 {number}", "name_en": f"Sample firm {number}"}
    defaults = {} if names.keys() & fields.keys() else names
    return Organisation.objects.create(**{**defaults, "is_sample": True, **fields})


def make_programme(**fields: Any) -> Programme:
    names = {"name_ko": "견본 협력사업", "name_zh": "样例合作项目", "name_en": "Sample programme"}
    return Programme.objects.create(**{**names, "is_sample": True, **fields})


def make_event(programme: Programme | None = None, *, slots: int = 0, tables: int = 0, **fields: Any) -> Event:
    """An event of one day, with slots of half an hour from 09:00 in Seoul and tables 1, 2 … Without terms."""
    names = {"name_ko": "견본 상담회", "name_zh": "样例洽谈会", "name_en": "Sample consultation"}
    day = fields.get("starts_on", date(2026, 5, 12))
    dates = {"starts_on": day, "ends_on": day, "other_time_zone": "Asia/Shanghai"}
    event = Event.objects.create(
        **{"programme": programme or make_programme(), "is_sample": True, **names, **dates, **fields}
    )
    Slot.objects.bulk_create(
        Slot(event=event, starts_at=BEGIN + k * HALF_HOUR, ends_at=BEGIN + (k + 1) * HALF_HOUR) for k in range(slots)
    )
    Table.objects.bulk_create(Table(event=event, name=str(k), order=k) for k in range(1, tables + 1))
    return event


def make_terms(event: Event, **fields: Any) -> Terms:
    windows = {"apply_from": APPLY[0], "apply_until": APPLY[1], "wish_from": WISH[0], "wish_until": WISH[1]}
    return Terms.objects.create(event=event, **{**windows, **fields})


def make_application(event: Event | None = None, side: str = "seller", **fields: Any) -> Application:
    """An accepted application under the next number of its side, with an organisation, and an applicant who acts for
    it. `state="draft"` or "submitted": without a number."""
    event = event or make_event()
    number = f"{PREFIXES[side]}{event.applications.filter(side=side).count() + 1:03d}"
    number = fields.pop("number", number if fields.get("state", "accepted") == "accepted" else "")
    label, language = number or f"{side}-{next(_serial)}", fields.get("language", "ko" if side == "seller" else "zh")
    if "organisation" not in fields:
        fields["organisation"] = make_organisation(
            name_ko=f"견본 {label}", name_zh=f"样例 {label}", name_en=f"Sample {label}",
            country=COUNTRIES.get(language, "US"), language=language,
        )  # fmt: skip
    if "applicant" not in fields:
        email = f"{label.lower()}-{event.pk}@sample.example"
        kind = {"kind": "participant", "organisation": fields["organisation"]} if fields["organisation"] else {}
        fields["applicant"] = make_user(email, event.programme if kind else None, **kind, language=language)
    defaults = {"state": "accepted", "language": language, "languages": [language], "needs_interpreter": True}
    return Application.objects.create(event=event, side=side, number=number, **{**defaults, **fields})


def make_interpreter(event: Event, **fields: Any) -> Interpreter:
    number = event.interpreters.count() + 1
    defaults = {"number": f"I{number:02d}", "name_ko": f"통역 {number}", "languages": ["ko", "zh"]}
    return Interpreter.objects.create(event=event, **{**defaults, **fields})


def make_wish(asker: Application, counterpart: Application, **fields: Any) -> Wish:
    defaults = {"rank": 1, "created_at": WISH[0]}
    return Wish.objects.create(event=asker.event, asker=asker, asked=counterpart, **{**defaults, **fields})


def make_rule(seller: Application, buyer: Application, kind: str = "must", **fields: Any) -> PairRule:
    return PairRule.objects.create(event=seller.event, seller=seller, buyer=buyer, kind=kind, **fields)


def make_placement(seller: Application, buyer: Application, slot: Slot | None = None, **fields: Any) -> Placement:
    """A meeting in the draft, in the first slot unless another is given."""
    slot = slot or seller.event.slots.first()
    return Placement.objects.create(event=seller.event, seller=seller, buyer=buyer, slot=slot, **fields)


def make_meeting(
    seller: Application | None = None, buyer: Application | None = None, slot: Slot | None = None, **fields: Any
) -> Meeting:
    """A published meeting, in the first slot of the event unless another is given."""
    seller = seller or make_application(buyer.event if buyer else make_event(slots=1))
    buyer = buyer or make_application(seller.event, "buyer")
    defaults = {"slot": slot or seller.event.slots.first()}
    return Meeting.objects.create(event=seller.event, seller=seller, buyer=buyer, **{**defaults, **fields})


def make_log(meeting: Meeting, **fields: Any) -> MeetingLog:
    defaults = {"author_side": "seller", "amount": Decimal(1000), "currency": "USD"}
    return MeetingLog.objects.create(meeting=meeting, **{**defaults, **fields})


def make_version(event: Event, **fields: Any) -> TimetableVersion:
    """The next published version of the timetable."""
    number = event.timetable_versions.count() + 1
    return TimetableVersion.objects.create(event=event, **{"number": number, "published_at": BEGIN, **fields})


def make_run(event: Event, **fields: Any) -> PlanRun:
    return PlanRun.objects.create(event=event, **{"number": event.plan_runs.count() + 1, **fields})

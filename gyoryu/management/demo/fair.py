"""A whole consultation in the database, made from the example workbook: firms, buyers, wishes, interpreters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from stdnum.cn import uscc

from gyoryu.base.text import name_key
from gyoryu.meetings.consultation import Attendee, Consultation
from gyoryu.meetings.models import (
    Application,
    Consent,
    Interpreter,
    PairRule,
    ProjectCard,
    Representative,
    Side,
    Terms,
    Topic,
    Wish,
)
from gyoryu.organisations.actions.identifying import store_identifier
from gyoryu.organisations.models import NameKey, Organisation, OrganisationKind, Scheme
from gyoryu.organisations.rules import has_right_check_digit
from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Programme, Role, Slot, Table

# What the example calls a field, as codes and with a customs heading that fits.
TRADES = {
    "수처리": ("water", "842121"),
    "대기오염 방지": ("air", "842139"),
    "폐기물 자원화": ("recycling", "847989"),
    "토양 정화": ("soil", "847989"),
    "환경 측정": ("monitoring", "902710"),
    "스마트시티": ("city_platform", "851762"),
    "재생에너지": ("energy", "854143"),
    "슬러지 처리": ("sludge", "842119"),
}
PROJECTS = {
    "water": ("园区污水处理厂提标改造", "산업단지 하수처리장 고도화"),
    "air": ("钢铁厂烟气治理", "제철소 배출가스 저감"),
    "recycling": ("生活垃圾资源化中心", "생활폐기물 자원화센터"),
    "soil": ("搬迁地块土壤修复", "이전부지 토양 정화"),
    "monitoring": ("环境监测网络建设", "환경 측정망 구축"),
    "city_platform": ("智慧城市运营平台", "스마트시티 운영 플랫폼"),
    "energy": ("分布式光伏项目", "분산형 태양광 사업"),
    "sludge": ("污泥干化处置", "슬러지 건조·처리"),
}
LONG = 90  # days between application and event


@dataclass
class Fair:
    """One consultation and the people whom the demo signs in."""

    event: Event
    applications: dict[str, Application]


def make_event(programme: Programme, names: dict[str, str], first_day: date, days: int, **fields: Any) -> Event:
    return Event.objects.create(
        programme=programme,
        kind=Event.Kind.CONSULTATION,
        starts_on=first_day,
        ends_on=first_day + timedelta(days=days - 1),
        is_sample=True,
        is_public=True,
        **names,
        **fields,
    )


def set_windows(event: Event, apply_from: datetime, wish_from: datetime, **terms: Any) -> Terms:
    """A month to apply, then two weeks to wish."""
    return Terms.objects.create(
        event=event,
        apply_from=apply_from,
        apply_until=apply_from + timedelta(days=30),
        wish_from=wish_from,
        wish_until=wish_from + timedelta(days=14),
        **terms,
    )


def copy_slots(event: Event, consultation: Consultation) -> dict[str, Slot]:
    """The workbook's slots on the days of the event, by their ids."""
    zone = ZoneInfo(event.time_zone)
    days = sorted({slot.day for slot in consultation.problem.slots})
    rows = {}
    for slot in consultation.problem.slots:
        day = event.starts_on + timedelta(days=days.index(slot.day))
        start, end = (datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=zone) for clock in (slot.start, slot.end))
        rows[slot.id] = Slot(event=event, starts_at=start, ends_at=end, session=slot.session)
    Slot.objects.bulk_create(rows.values())
    return rows


def fill(event: Event, consultation: Consultation, random: Random) -> Fair:
    """Everybody of the workbook, with wishes and rules."""
    slots = copy_slots(event, consultation)
    tables = {
        table.id: Table(event=event, name=consultation.table_names.get(table.id, table.id), order=order)
        for order, table in enumerate(consultation.problem.tables)
    }
    Table.objects.bulk_create(tables.values())
    organisations = _organisations(consultation.attendees.values())
    applications = _applications(event, consultation, organisations, tables, slots)
    _contents(applications, consultation, random)
    _interpreters(event, consultation, slots)
    _wishes(event, consultation, applications, random)
    return Fair(event, applications)


def _organisations(attendees: Iterable[Attendee]) -> dict[str, Organisation]:
    """By attendee; an organisation that an earlier sample made is taken again."""
    organisations, keys = {}, []
    for attendee in attendees:
        stored = NameKey.objects.filter(key=name_key(attendee.names.ko)).select_related("organisation").first()
        if stored is not None:
            organisations[attendee.id] = stored.organisation
            continue
        organisation = Organisation.objects.create(
            name_ko=attendee.names.ko,
            name_zh=attendee.names.zh,
            name_en=attendee.names.en,
            kind=OrganisationKind.FIRM if attendee.side == "seller" else OrganisationKind.PROJECT_OWNER,
            country=attendee.country or "KR",
            language=attendee.language,
            is_sample=True,
            fields=[code for code, _ in trades(attendee)],
        )
        organisations[attendee.id] = organisation
        scheme, value = _number(organisation)
        store_identifier(organisation, scheme, value)
        names = {name_key(name): name for name in (attendee.names.ko, attendee.names.zh, attendee.names.en) if name}
        keys += [NameKey(organisation=organisation, key=key, name=name) for key, name in names.items()]
    NameKey.objects.bulk_create(keys)
    return organisations


def _number(organisation: Organisation) -> tuple[str, str]:
    """A number with the right check digits that no register gives: tax office 999, region 990000."""
    if organisation.country == "KR":
        digits = f"99999{organisation.pk % 10_000:04d}"
        return Scheme.KR_BUSINESS, next(digits + str(n) for n in range(10) if has_right_check_digit(digits + str(n)))
    if organisation.country == "CN":
        digits = f"91990000MA{organisation.pk:07d}"
        return Scheme.CN_CREDIT, digits + uscc.calc_check_digit(digits)
    return Scheme.OTHER, f"SAMPLE-{organisation.pk}"


def trades(attendee: Attendee) -> list[tuple[str, str]]:
    """Codes of fields with a customs heading each."""
    return [TRADES[name.strip()] for name in attendee.field.split(",") if name.strip() in TRADES]


def _applications(
    event: Event,
    consultation: Consultation,
    organisations: dict[str, Organisation],
    tables: dict[str, Table],
    slots: dict[str, Slot],
) -> dict[str, Application]:
    terms, problem = event.terms, consultation.problem
    users = {
        id: User(email=f"{id.lower()}.e{event.pk}@sample.example", language=a.language, password="!")
        for id, a in consultation.attendees.items()
    }
    User.objects.bulk_create(users.values())
    applications = {}
    for person in problem.participants:
        attendee = consultation.attendees[person.id]
        applications[person.id] = Application(
            event=event,
            organisation=organisations[person.id],
            side=attendee.side,
            applicant=users[person.id],
            state=Application.State.ACCEPTED,
            number=person.id,
            language=attendee.language,
            languages=list(person.languages),
            needs_interpreter=True,
            online=person.online,
            least=person.min or None,
            most=person.max,
            table=tables.get(person.table or ""),
            submitted_at=terms.apply_from + timedelta(days=3),
            decided_at=terms.apply_until,
        )
    Application.objects.bulk_create(applications.values())
    Role.objects.bulk_create(
        Role(programme=event.programme, user=users[id], kind=Role.Kind.PARTICIPANT, organisation=organisations[id])
        for id in applications
    )
    away = Application.away.through
    away.objects.bulk_create(
        away(application_id=applications[person.id].pk, slot_id=slots[slot].pk)
        for person in problem.participants
        for slot in person.away
    )
    return applications


def _contents(applications: dict[str, Application], consultation: Consultation, random: Random) -> None:
    """Offers, needs, projects, people and consents."""
    topics, projects, people, consents = [], [], [], []
    for id, application in applications.items():
        attendee = consultation.attendees[id]
        is_buyer = application.side == Side.BUYER
        for code, heading in trades(attendee):
            direction = Topic.Direction.NEED if is_buyer else Topic.Direction.OFFER
            topics.append(Topic(application=application, direction=direction, field=code, hs6=heading))
            if is_buyer:
                projects.append(_project(application, code, random))
        people.append(
            Representative(
                application=application,
                name_ko=f"견본 담당 {id}",
                name_zh=f"样本代表{id}",
                name_en=f"Sample contact {id}",
                title={"ko": "부장", "zh": "经理"}.get(attendee.language, "Manager"),
                email=f"{id.lower()}@sample.example",
            )
        )
        consents += [
            Consent(
                application=application,
                kind=kind,
                by=application.applicant,
                text_version="1",
                given_at=application.submitted_at or application.created_at,
                keep_until=application.event.ends_on + timedelta(days=730),
            )
            for kind in Consent.Kind.values
            if kind == Consent.Kind.COLLECTION or random.random() < 0.9
        ]
    Topic.objects.bulk_create(topics)
    ProjectCard.objects.bulk_create(projects)
    Representative.objects.bulk_create(people)
    Consent.objects.bulk_create(consents)


def _project(application: Application, code: str, random: Random) -> ProjectCard:
    is_chinese = application.language == "zh"
    return ProjectCard(
        application=application,
        name=f"[{'样本' if is_chinese else '견본'}] {PROJECTS[code][0 if is_chinese else 1]}",
        language="zh" if is_chinese else "ko",
        budget=random.choice((8, 12, 30, 45, 80)) * 1_000_000,
        currency="CNY",
        stage=random.choice(ProjectCard.Stage.values),
        fields=[code],
        tender_on=application.event.starts_on + timedelta(days=random.randint(30, 300)),
    )


def _interpreters(event: Event, consultation: Consultation, slots: dict[str, Slot]) -> None:
    for person in consultation.problem.interpreters:
        person_data = consultation.interpreters[person.id]
        interpreter = Interpreter.objects.create(
            event=event,
            number=person.id,
            name_ko=person_data.names.ko,
            name_zh=person_data.names.zh,
            name_en=person_data.names.en,
            language=person_data.language,
            languages=list(person.languages),
            most=person.max,
            email=f"{person.id.lower()}.e{event.pk}@sample.example",
        )
        interpreter.away.set([slots[slot].pk for slot in person.away])


def _wishes(event: Event, consultation: Consultation, applications: dict[str, Application], random: Random) -> None:
    """Who asked for whom; the weight in the workbook shows the choice."""
    wished: dict[str, list[tuple[float, str]]] = {}
    for pair in consultation.problem.pairs:
        for side in consultation.asked_by.get(pair.id, frozenset()):
            asker, other = (pair.a, pair.b) if side == consultation.attendees[pair.a].side else (pair.b, pair.a)
            wished.setdefault(asker, []).append((-pair.weight, other))
    begin, length = event.terms.wish_from, (event.terms.wish_until - event.terms.wish_from).total_seconds()
    Wish.objects.bulk_create(
        Wish(
            event=event,
            asker=applications[asker],
            asked=applications[other],
            rank=rank,
            created_at=begin + timedelta(seconds=random.randrange(int(length))),
        )
        for asker, wished_by_asker in wished.items()
        for rank, (_, other) in enumerate(sorted(wished_by_asker), 1)
    )
    PairRule.objects.bulk_create(
        PairRule(
            event=event,
            seller=applications[pair.a],
            buyer=applications[pair.b],
            kind=pair.kind,
            reason="priority" if pair.kind == "must" else "competitor",
        )
        for pair in consultation.problem.pairs
        if pair.kind != "wish"
    )


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, 0, tzinfo=UTC)

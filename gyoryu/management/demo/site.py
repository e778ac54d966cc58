"""The whole demo site: its accounts and its data."""

# ruff: noqa: E501 (a text is on one line, and wide characters count two)

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple, cast

from django.db import transaction
from django.utils import timezone

from gyoryu.base.names import Language
from gyoryu.management.demo import facts, fair, news, story
from gyoryu.meetings.actions.invitations import invite
from gyoryu.meetings.consultation import Consultation
from gyoryu.meetings.models import Application, Interpreter
from gyoryu.meetings.workbook import read_workbook
from gyoryu.people.models import User
from gyoryu.programmes.models import Editor, Event, Programme, Role

PASSWORD = "gyoryu sample 2026"
SEED = 20260512
PLAN_SECONDS = 20
FAIR_NAMES = {
    "name_ko": "[견본] 한중 녹색산업 수출상담회",
    "name_zh": "【样本】韩中绿色产业出口洽谈会",
    "name_en": "[Sample] Korea–China Green Industry Export Consultation",
    "venue_ko": "중국 지난 견본국제회의중심 3층",
    "venue_zh": "济南样本国际会议中心三层",
    "venue_en": "Sample International Conference Centre 3F, Jinan",
}
CALL_NAMES = {
    "name_ko": "[견본] 한–허베이 녹색산업 수출상담회",
    "name_zh": "【样本】韩国—河北绿色产业出口洽谈会",
    "name_en": "[Sample] Korea–Hebei Green Industry Export Consultation",
    "about_ko": "녹색산업 기업과 허베이성 발주처가 1대1로 만나는 견본 상담회입니다. 수처리, 대기, 폐기물, 토양, 측정, 스마트시티 분야의 기업을 모집하며 "
    "통역과 상담 테이블을 제공합니다.",
    "about_zh": "本样本洽谈会为韩国绿色产业企业与河北省业主提供一对一洽谈。征集水处理、大气、固废、土壤、监测、智慧城市等领域的企业，现场提供口译和洽谈桌。",
    "about_en": "A sample consultation at which green firms meet project owners from Hebei one to one. Firms in water, air, waste, soil, "
    "monitoring and smart city are invited; interpreters and tables are provided.",
    "venue_ko": "서울 견본컨벤션센터 2층",
    "venue_zh": "首尔样本会展中心二层",
    "venue_en": "Sample Convention Centre 2F, Seoul",
}
LAST_NAMES = {
    "name_ko": "[견본] 지난해 온라인 수출상담회",
    "name_zh": "【样本】去年线上出口洽谈会",
    "name_en": "[Sample] Last year's online export consultation",
}


class SignIn(NamedTuple):
    role: str
    email: str


def make_site(workbook: Path, now: datetime, report: Callable[[str], None]) -> list[SignIn]:
    """Fill an empty database. `report` receives the code of each step. Returns one sign-in for each role."""
    report("reading")
    consultation, random = read_workbook(workbook), Random(SEED)
    today = now.date()
    with transaction.atomic():
        report("filling")
        green_programme, city_programme = facts.make_programmes()
        staff = _staff((green_programme, city_programme))
        live_fair = _live(green_programme, consultation, today, random)
        call = _call(green_programme, consultation, today, random)
        for side, language, name in (("seller", "ko", "firm"), ("buyer", "zh", "buyer"), ("buyer", "en", "buyer-en")):
            guest_emails = [f"new-{name}-{n}@sample.example" for n in (1, 2)]
            invite(call, side, cast(Language, language), guest_emails, staff["officer"], now)
        last_fair = _last_year(green_programme, consultation, today, random)
    story.plan_and_publish(live_fair.event, staff["officer"], PLAN_SECONDS, now - timedelta(days=7), report)
    story.plan_and_publish(last_fair.event, staff["officer"], 2, now - timedelta(days=370), report)
    with transaction.atomic():
        for demo_fair in (live_fair, last_fair):
            story.set_rates(demo_fair.event)
            story.hold(demo_fair.event, now, random)
        story.arrive(live_fair.event, now, random, staff["gate"])
        news.make_news(staff["officer"], green_programme.pk, city_programme.pk, now)
        return [*_sign_ins(staff), *_participants(live_fair)]


def _staff(programmes: tuple[Programme, ...]) -> dict[str, User]:
    """An operator, and in each programme an officer, a viewer and a member of check-in staff."""
    staff = {"operator": _account("operator", "운영 견본", "样本管理员", "Sample Operator", "ko", is_superuser=True)}
    for role, ko, zh, en in (
        ("officer", "담당 견본", "样本专员", "Sample Officer"),
        ("viewer", "열람 견본", "样本查阅员", "Sample Viewer"),
        ("gate", "안내 견본", "样本接待员", "Sample Gate Staff"),
    ):
        staff[role] = _account(role, ko, zh, en, "ko")
        for programme in programmes:
            Role.objects.create(programme=programme, user=staff[role], kind=role)
    staff["editor"] = _account("editor", "자료 견본", "样本编辑", "Sample Editor", "ko")
    Editor.objects.create(user=staff["editor"], by=staff["operator"], given_at=timezone.now())
    return staff


def _account(name: str, ko: str, zh: str, en: str, language: str, **fields: bool) -> User:
    return User.objects.create_user(
        f"{name}@sample.example", PASSWORD, name_ko=ko, name_zh=zh, name_en=en, language=language, **fields
    )


def _live(programme: Programme, consultation: Consultation, today: date, random: Random) -> fair.Fair:
    """The large one: it is held today and tomorrow."""
    event = fair.make_event(
        programme, FAIR_NAMES, today, 2, country="CN", time_zone="Asia/Shanghai", other_time_zone="Asia/Seoul"
    )
    day = fair.at_noon(today)
    fair.set_windows(event, day - timedelta(days=90), day - timedelta(days=40), seller_min=2, max_run=6, most_wishes=15)
    return fair.fill(event, consultation, random)


def _call(programme: Programme, consultation: Consultation, today: date, random: Random) -> Event:
    """One whose call is open: some have applied and wait for an answer."""
    event = fair.make_event(
        programme, CALL_NAMES, today + timedelta(days=75), 1, time_zone="Asia/Seoul", other_time_zone="Asia/Shanghai"
    )
    day = fair.at_noon(today)
    fair.set_windows(event, day - timedelta(days=10), day + timedelta(days=30))
    demo_fair = fair.fill(event, small(consultation, range(1, 10), range(1, 6)), random)
    for number, application in enumerate(demo_fair.applications.values()):
        application.wishes.all().delete()
        if number % 3:
            application.state, application.number, application.decided_at = "submitted", "", None
        else:
            application.state = "accepted"
        application.save()
    return event


def _last_year(programme: Programme, consultation: Consultation, today: date, random: Random) -> fair.Fair:
    """One that is over: its figures are in."""
    event = fair.make_event(
        programme,
        LAST_NAMES,
        today - timedelta(days=365),
        1,
        mode=Event.Mode.ONLINE,
        time_zone="Asia/Seoul",
        other_time_zone="Asia/Shanghai",
    )
    day = fair.at_noon(event.starts_on)
    fair.set_windows(event, day - timedelta(days=90), day - timedelta(days=40))
    return fair.fill(event, small(consultation, range(20, 44), range(10, 22)), random)


def small(consultation: Consultation, firms: range, buyers: range) -> Consultation:
    """The part of the example that these numbers make, with the first day, the first ten interpreters."""
    problem = consultation.problem
    numbers = {*(f"S{number:03d}" for number in firms), *(f"B{number:03d}" for number in buyers)}
    slots = tuple(slot for slot in problem.slots if slot.day == problem.slots[0].day)
    ids = frozenset(slot.id for slot in slots)
    tables = problem.tables[: len(buyers)]
    names = {table.id for table in tables}
    return replace(
        consultation,
        problem=replace(
            problem,
            slots=slots,
            tables=tables,
            participants=tuple(
                replace(p, away=p.away & ids, table=p.table if p.table in names else None)
                for p in problem.participants
                if p.id in numbers
            ),
            interpreters=tuple(replace(i, away=i.away & ids) for i in problem.interpreters[:10]),
            pairs=tuple(pair for pair in problem.pairs if pair.a in numbers and pair.b in numbers),
        ),
        attendees={id: attendee for id, attendee in consultation.attendees.items() if id in numbers},
    )


def _sign_ins(staff: dict[str, User]) -> list[SignIn]:
    return [SignIn(role, user.email) for role, user in staff.items()]


def _participants(live_fair: fair.Fair) -> list[SignIn]:
    """A firm, a buyer and an interpreter of the large event, who can sign in with the sample password."""
    sign_ins = []
    for role, id, email in (("firm", "S001", "firm"), ("buyer", "B001", "buyer")):
        user = Application.objects.select_related("applicant").get(pk=live_fair.applications[id].pk).applicant
        assert user is not None
        user.email = f"{email}@sample.example"
        user.name_ko, user.name_zh, user.name_en = f"견본 담당 {id}", f"样本代表{id}", f"Sample contact {id}"
        user.set_password(PASSWORD)
        user.save()
        sign_ins.append(SignIn(role, user.email))
    interpreter = Interpreter.objects.filter(event=live_fair.event, meetings__isnull=False).distinct().first()
    if interpreter is not None:
        user = _account("interpreter", interpreter.name_ko, interpreter.name_zh, interpreter.name_en, "ko")
        interpreter.user, interpreter.email = user, user.email
        interpreter.save()
        Role.objects.create(programme=live_fair.event.programme, user=user, kind=Role.Kind.INTERPRETER)
        sign_ins.append(SignIn("interpreter", user.email))
    return sign_ins

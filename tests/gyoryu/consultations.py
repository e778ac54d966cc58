"""A small consultation in the database, for tests: all participants request all of the other side."""

from datetime import UTC, date, datetime, timedelta

from gyoryu.meetings.models import Application, Interpreter, Terms, Wish
from gyoryu.organisations.models import Organisation
from gyoryu.people.models import User
from gyoryu.programmes.models import Editor, Event, Programme, Role, Slot, Table

BEGIN = datetime(2026, 5, 12, 0, 0, tzinfo=UTC)  # 09:00 in Seoul
APPLY = (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
WISH = (datetime(2026, 4, 5, tzinfo=UTC), datetime(2026, 4, 20, tzinfo=UTC))


def programme(**fields):
    names = {"name_ko": "견본 협력사업", "name_zh": "样例合作项目", "name_en": "Sample programme"}
    return Programme.objects.create(**{**names, "is_sample": True, **fields})


def person(email, of=None, kind=None, organisation=None, **fields):
    """Create an account, with a role in the programme `of` if given."""
    user = User.objects.create_user(email, **fields)
    if of is not None:
        Role.objects.create(programme=of, user=user, kind=kind, organisation=organisation)
    return user


def editor(email, **fields):
    """Create an editor of the site."""
    user = person(email, **fields)
    Editor.objects.create(user=user, given_at=BEGIN)
    return user


def consultation(sellers=3, buyers=2, slots=4, tables=2, interpreters=0, of=None, ask=True, **terms):
    """An event with accepted participants S001…, B001…, slots of half an hour and wishes of both sides."""
    event = Event.objects.create(
        programme=of or programme(), kind="consultation", name_ko="견본 상담회", name_zh="样例洽谈会",
        name_en="Sample consultation", starts_on=date(2026, 5, 12), ends_on=date(2026, 5, 12),
        other_time_zone="Asia/Shanghai", is_sample=True,
    )  # fmt: skip
    windows = {"apply_from": APPLY[0], "apply_until": APPLY[1], "wish_from": WISH[0], "wish_until": WISH[1]}
    Terms.objects.create(event=event, **{**windows, **terms})
    half = timedelta(minutes=30)
    Slot.objects.bulk_create(
        Slot(event=event, starts_at=BEGIN + k * half, ends_at=BEGIN + (k + 1) * half) for k in range(slots)
    )
    Table.objects.bulk_create(Table(event=event, name=str(k), order=k) for k in range(1, tables + 1))
    firms = [participant(event, "seller", k, "ko") for k in range(1, sellers + 1)]
    others = [participant(event, "buyer", k, "zh") for k in range(1, buyers + 1)]
    for k in range(1, interpreters + 1):
        Interpreter.objects.create(event=event, number=f"I{k:02d}", name_ko=f"통역 {k}", languages=["ko", "zh"])
    if ask:
        for asker, asked in [(a, b) for a in firms for b in others] + [(b, a) for a in firms for b in others]:
            Wish.objects.create(event=event, asker=asker, asked=asked, rank=1, created_at=WISH[0])
    return event


def participant(event, side, number, language, **fields):
    """One accepted application, with an account and a role of its own."""
    sign = f"{'S' if side == 'seller' else 'B'}{number:03d}"
    country = {"ko": "KR", "zh": "CN"}.get(language, "US")
    organisation = Organisation.objects.create(
        name_ko=f"견본 {sign}", name_zh=f"样例 {sign}", name_en=f"Sample {sign}", country=country,
        language=language, is_sample=True,
    )  # fmt: skip
    user = User.objects.create_user(f"{sign.lower()}-{event.pk}@sample.example", language=language)
    Role.objects.create(programme=event.programme, user=user, kind="participant", organisation=organisation)
    return Application.objects.create(
        event=event, organisation=organisation, side=side, applicant=user, state="accepted", number=sign,
        language=language, **{"languages": [language], "needs_interpreter": True, **fields},
    )  # fmt: skip

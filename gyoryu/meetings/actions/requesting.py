"""Request meetings, answer requests, and block times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from gyoryu.base.emails import Email, send_email
from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.base.text import normalize_whitespace
from gyoryu.meetings import rules
from gyoryu.meetings.models import Application, Terms, Wish
from gyoryu.meetings.queries.readers import readers_of
from gyoryu.people.models import User
from gyoryu.programmes.models import Slot

MAX_NOTE_LENGTH = 300
EMAIL_INTERVAL = timedelta(days=1)  # of requests to one reader; the page shows all of them


@transaction.atomic
def request_meeting(asker: Application, counterpart: Application, note: str, user: User, now: datetime) -> Wish:
    """Request a meeting, ranked after the existing requests. A repeated request changes the note.

    Raises `Refused`: `wishes_not_open`, `wishes_are_over`, `not_accepted`, `not_the_other_side`, `too_many_wishes`
    (most)."""
    terms = _open(asker, now)
    if counterpart.state != Application.State.ACCEPTED:
        raise Refused("not_accepted")
    if counterpart.event_id != asker.event_id or counterpart.side == asker.side:
        raise Refused("not_the_other_side")
    present = Wish.objects.filter(asker=asker, asked=counterpart).first()
    if present is not None:
        present.note = normalize_whitespace(note)[:MAX_NOTE_LENGTH]
        present.save(update_fields=["note"])
        return present
    sent_wishes = Wish.objects.filter(asker=asker)
    if terms.most_wishes is not None and sent_wishes.count() >= terms.most_wishes:
        raise Refused("too_many_wishes", most=terms.most_wishes)
    wish = Wish.objects.create(
        event_id=asker.event_id,
        asker=asker,
        asked=counterpart,
        rank=(sent_wishes.aggregate(last=Max("rank"))["last"] or 0) + 1,
        note=normalize_whitespace(note)[:MAX_NOTE_LENGTH],
        created_at=now,
    )
    record("ask", "wish", wish.pk, by=user.pk, asker=asker.pk, asked=counterpart.pk)
    _notify(wish, user, now)
    return wish


@transaction.atomic
def withdraw_wish(wish: Wish, user: User, now: datetime) -> None:
    """Withdraw a wish. Raises `Refused`: `wishes_not_open`, `wishes_are_over`, `not_accepted`."""
    _open(wish.asker, now)
    number, asker = wish.pk, wish.asker
    wish.delete()
    _number(list(Wish.objects.filter(asker=asker).order_by("rank", "pk")))
    record("withdraw_wish", "wish", number, by=user.pk, asker=asker.pk)


@transaction.atomic
def order_wishes(asker: Application, order: Sequence[int], user: User, now: datetime) -> None:
    """Rank the wishes in this order. `order`: numbers of wishes; others keep their order behind them. Raises
    `Refused`: `wishes_not_open`, `wishes_are_over`, `not_accepted`."""
    _open(asker, now)
    place = {number: n for n, number in enumerate(order)}
    wishes = list(Wish.objects.filter(asker=asker).order_by("rank", "pk"))
    _number(sorted(wishes, key=lambda wish: place.get(wish.pk, len(place))))
    record("order_wishes", "application", asker.pk, by=user.pk, wishes=len(wishes))


def _number(wishes: Sequence[Wish]) -> None:
    changed = []
    for rank, wish in enumerate(wishes, 1):
        if wish.rank != rank:
            wish.rank = rank
            changed.append(wish)
    Wish.objects.bulk_update(changed, ["rank"])


@transaction.atomic
def answer_wish(wish: Wish, answer: str, user: User, now: datetime) -> None:
    """Accept or decline a request, or leave it open again. Raises `Refused`: `wishes_not_open`, `wishes_are_over`,
    `not_accepted`, `unknown_answer`."""
    _open(wish.asked, now)
    if answer not in Wish.Answer.values:
        raise Refused("unknown_answer")
    wish.answer = answer
    wish.answered_at = None if answer == Wish.Answer.OPEN else now
    wish.save(update_fields=["answer", "answered_at"])
    record("answer_wish", "wish", wish.pk, by=user.pk, answer=answer)


@transaction.atomic
def block_times(application: Application, slots: Sequence[int], user: User, now: datetime) -> None:
    """Block exactly these slots of a participant. Raises `Refused`: `wishes_are_over`, `not_accepted`,
    `no_time_left` (all are blocked)."""
    terms = _accepted_terms(application)
    if now >= terms.wish_until:
        raise Refused("wishes_are_over")
    all_slots = set(Slot.objects.filter(event=application.event_id).values_list("pk", flat=True))
    blocked = all_slots & set(slots)
    if all_slots and blocked == all_slots:
        raise Refused("no_time_left")
    application.away.set(blocked)
    record("block_times", "application", application.pk, by=user.pk, slots=len(blocked))


def _accepted_terms(application: Application) -> Terms:
    """Return the terms with the application locked, so that concurrent users cannot exceed the limit."""
    current = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if current.state != Application.State.ACCEPTED:
        raise Refused("not_accepted")
    return Terms.objects.get(event=current.event_id)


def _open(application: Application, now: datetime) -> Terms:
    terms = _accepted_terms(application)
    refuse_outside(terms, now)
    return terms


def refuse_outside(terms: Terms, now: datetime) -> None:
    """Check that the window is open. Raises `Refused`: `wishes_not_open`, `wishes_are_over`."""
    if not rules.may_wish_now(terms, now):
        raise Refused("wishes_not_open" if now < terms.wish_from else "wishes_are_over")


def _notify(wish: Wish, user: User, now: datetime) -> None:
    """Notify at once, but each reader at most once a day: the link shows all requests anyway."""
    event, asker = wish.asked.event, wish.asker.organisation
    since = now - EMAIL_INTERVAL
    notified = set(
        Email.objects.filter(event=event.pk, code="wish_received", created_at__gt=since).values_list("to", flat=True)
    )
    for email, language in readers_of([wish.asked])[wish.asked_id]:
        if email in notified or asker is None:
            continue
        params = {
            "event": event.names.in_language(language),
            "counterpart": asker.names.in_language(language),
            "link": f"/my/{wish.asked_id}/wishes/",
        }
        send_email("wish_received", email, language, params, occasion=f"wish.{wish.pk}", event=event.pk)

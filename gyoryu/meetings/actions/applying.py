"""Applying: from the first typed letter to sending, and back out again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.db.models import F

from gyoryu.base.emails import send_email
from gyoryu.base.models import record
from gyoryu.base.names import Language
from gyoryu.base.refusals import Refused
from gyoryu.base.text import normalize_whitespace
from gyoryu.meetings import rules
from gyoryu.meetings.actions.consents import store_consents
from gyoryu.meetings.application_input import ApplicationInput, OrganisationDetails
from gyoryu.meetings.models import (
    Application,
    Invitation,
    Meeting,
    Placement,
    ProjectCard,
    Representative,
    Side,
    Terms,
    Topic,
    Wish,
)
from gyoryu.organisations.actions import OrganisationInput, register_organisation
from gyoryu.organisations.actions.identifying import store_identifier
from gyoryu.organisations.actions.indexing import reindex
from gyoryu.organisations.models import Organisation
from gyoryu.organisations.queries import MatchQuery, match
from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Role

State = Application.State
MAX_TYPED_BYTES = 400_000  # letters of one application
STEPS = ("organisation", "topics", "projects", "people", "consents")


@transaction.atomic
def begin_application(
    event: Event, side: str, user: User, now: datetime, *, invitation: Invitation | None = None
) -> Application:
    """The application of `user` for this side, made where there is none; one that was withdrawn is taken up again.

    Raises `Refused`: `window_not_open`, `applications_are_over`, `only_invited`, `invitation_withdrawn`."""
    Event.objects.select_for_update().get(pk=event.pk)
    mine = Application.objects.filter(event=event, side=side, applicant=user).order_by("-pk")
    present = (invitation.application if invitation else None) or mine.first()
    if present is not None and present.state != State.WITHDRAWN:
        return present
    _refuse_closed(event, now, invitation)
    if present is not None:
        Application.objects.filter(pk=present.pk).update(state=State.DRAFT, version=F("version") + 1)
        present.refresh_from_db()
    else:
        present = Application.objects.create(event=event, side=side, applicant=user, language=user.language)
    if invitation is not None:
        Invitation.objects.filter(pk=invitation.pk).update(application=present)
    record("begin_application", "application", present.pk, by=user.pk, side=side, invited=invitation is not None)
    return present


def _refuse_closed(event: Event, now: datetime, invitation: Invitation | None) -> None:
    terms = _terms(event)
    if invitation is not None and invitation.withdrawn_at is not None:
        raise Refused("invitation_withdrawn")
    if invitation is None and not terms.self_apply:
        raise Refused("only_invited")
    _refuse_outside(terms, now)


def _refuse_outside(terms: Terms, now: datetime) -> None:
    if now < terms.apply_from:
        raise Refused("window_not_open")
    if now >= terms.apply_until:
        raise Refused("applications_are_over")


def _terms(event: Event) -> Terms:
    terms = Terms.objects.filter(event=event).first()
    if terms is None:
        raise Refused("window_not_open")
    return terms


@transaction.atomic
def save_draft(application: Application, step: str, data: Mapping[str, Any]) -> None:
    """Keep one step of the form as it was left, right or wrong, whatever the hour: what was typed is never lost. The
    audit log is spared what happens every few seconds.

    Raises `Refused`: `unknown_step`, `too_much_typed`."""
    if step not in STEPS:
        raise Refused("unknown_step")
    one = Application.objects.select_for_update().get(pk=application.pk)
    one.typed = {**one.typed, step: dict(data)}
    if len(str(one.typed)) > MAX_TYPED_BYTES:
        raise Refused("too_much_typed")
    one.save(update_fields=["typed"])
    application.typed = one.typed


@transaction.atomic
def submit_application(application: Application, filled: ApplicationInput, user: User, now: datetime) -> Application:
    """Send it: only now it becomes an organisation, topics, projects, people and consents. Sent once more, it replaces
    what was sent before.

    Raises `Refused`: `window_not_open`, `applications_are_over`, `cannot_be_sent` (in this state),
    `needs_collection_consent`, `needs_people`, `needs_topics`, `needs_a_name`, `wrong_identifier`,
    `applied_already` (the organisation takes part with another application)."""
    Event.objects.select_for_update().get(pk=application.event_id)
    one = Application.objects.select_for_update(of=("self",)).select_related("event").get(pk=application.pk)
    _refuse_sending(one, filled, now)
    one.organisation = _organisation(one, filled.organisation, user)
    if Application.objects.filter(event=one.event, organisation=one.organisation).exclude(pk=one.pk).exists():
        raise Refused("applied_already")
    was_sent = one.submitted_at is not None
    one.state, one.submitted_at, one.reason = State.SUBMITTED, now, ""
    one.languages, one.needs_interpreter = list(filled.languages), filled.needs_interpreter
    one.online, one.remark, one.applicant = filled.online, filled.remark, one.applicant or user
    one.version += 1
    one.save()
    _replace_contents(one, filled)
    store_consents(one, filled.consents, user, now)
    if _is_first_to_act(one, user):
        give_role(one, user)
    record("submit_application", "application", one.pk, by=user.pk, side=one.side, again=was_sent)
    _notify_received(one, user)
    return one


def _refuse_sending(one: Application, filled: ApplicationInput, now: datetime) -> None:
    terms = _terms(one.event)
    if one.state not in (State.DRAFT, State.SUBMITTED, State.MORE_ASKED):
        raise Refused("cannot_be_sent")
    if not rules.may_edit_application(one.state, terms, now):
        _refuse_outside(terms, now)
    if "collection" not in filled.consents:
        raise Refused("needs_collection_consent")
    if not filled.people:
        raise Refused("needs_people")
    if not filled.topics and not filled.projects:
        raise Refused("needs_topics")


def _is_first_to_act(one: Application, user: User) -> bool:
    """Whether nobody else has acted for the organisation in this programme. Numbers of firms are public: a stranger who
    types another's must not see its meetings and logs. In that case the role waits for an officer's decision."""
    programme = one.event.programme_id
    others = Role.objects.filter(programme=programme, organisation=one.organisation).exclude(user=user)
    before = Application.objects.filter(event__programme=programme, organisation=one.organisation)
    return not others.exists() and not before.exclude(pk=one.pk).exclude(applicant=user).exists()


def give_role(application: Application, user: User) -> None:
    """Part of other verbs: `user` acts for the organisation in the programme."""
    Role.objects.get_or_create(
        programme_id=application.event.programme_id,
        user=user,
        kind=Role.Kind.PARTICIPANT,
        organisation=application.organisation,
    )


def _organisation(one: Application, typed: OrganisationDetails, user: User) -> Organisation:
    """The one meant, found by its number, else by a name that it alone bears; registered where nobody knows it. What
    officers keep in the directory is not overwritten by applicants."""
    found = match(MatchQuery(typed.names, typed.identifiers))
    if found.organisation is None:
        return register_organisation(_entry(one, typed), typed.identifiers, by=user.pk)
    organisation = Organisation.objects.get(pk=found.organisation)
    if found.by == "name" and typed.identifiers:
        if organisation.identifiers.filter(scheme__in=[scheme for scheme, _ in typed.identifiers]).exists():
            return register_organisation(_entry(one, typed), typed.identifiers, by=user.pk)  # only of the same name
        for scheme, value in typed.identifiers:
            store_identifier(organisation, scheme, value)
        reindex([organisation.pk])
    return organisation


def _entry(one: Application, typed: OrganisationDetails) -> OrganisationInput:
    return OrganisationInput(
        names=typed.names,
        about=typed.about,
        kind=typed.kind,
        country=typed.country,
        city=typed.city,
        language=cast(Language, one.language),
        website=typed.website,
        is_sample=one.event.is_sample,
    )


def _replace_contents(one: Application, filled: ApplicationInput) -> None:
    for rows in (one.topics, one.projects, one.people):
        rows.all().delete()
    Topic.objects.bulk_create(
        Topic(application=one, direction=t.direction, field=t.field, hs6=t.hs6, text=normalize_whitespace(t.text))
        for t in filled.topics
    )
    ProjectCard.objects.bulk_create(
        ProjectCard(
            application=one, name=normalize_whitespace(p.name), language=one.language,
            budget=p.budget, currency=p.currency, stage=p.stage, tender_on=p.tender_on,
            fields=list(p.fields), site=normalize_whitespace(p.site), about=p.about,
        )
        for p in filled.projects
    )  # fmt: skip
    Representative.objects.bulk_create(
        Representative(
            application=one,
            name_ko=normalize_whitespace(p.names.ko),
            name_zh=normalize_whitespace(p.names.zh),
            name_en=normalize_whitespace(p.names.en),
            title=normalize_whitespace(p.title), email=p.email, phone=normalize_whitespace(p.phone),
        )
        for p in filled.people
    )  # fmt: skip


def _notify_received(one: Application, user: User) -> None:
    language = cast(Language, user.language)
    params = {"event": one.event.names.in_language(language), "link": f"/my/{one.pk}/apply/"}
    occasion = f"application.{one.pk}.{one.version}"
    send_email("application_received", user.email, language, params, occasion=occasion, event=one.event_id)


@transaction.atomic
def withdraw_application(application: Application, user: User, now: datetime) -> None:
    """Take part no longer. Wishes from and to it end with it. Raises `Refused`: `cannot_be_withdrawn`,
    `meetings_are_arranged` (then only officers can, who tell the others)."""
    Event.objects.select_for_update().get(pk=application.event_id)  # nobody is placed meanwhile
    one = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if one.state in (State.WITHDRAWN, State.REFUSED):
        raise Refused("cannot_be_withdrawn")
    refuse_while_meeting(one)
    one.state, one.decided_at = State.WITHDRAWN, now
    one.version += 1
    one.save(update_fields=["state", "decided_at", "version"])
    Wish.objects.filter(asker=one).delete()
    Wish.objects.filter(asked=one).delete()
    record("withdraw_application", "application", one.pk, by=user.pk)


def refuse_while_meeting(one: Application) -> None:
    """Raises `Refused("meetings_are_arranged")`."""
    side = {"seller" if one.side == Side.SELLER else "buyer": one}
    if Meeting.objects.filter(**side).exclude(state=Meeting.State.CANCELLED).exists() or (
        Placement.objects.filter(**side).exists()
    ):
        raise Refused("meetings_are_arranged")

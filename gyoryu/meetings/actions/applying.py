"""Applications: drafted, sent, sent again and withdrawn by the applicant."""

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
MAX_TYPED_BYTES = 400_000  # of the draft of one application
STEPS = ("organisation", "topics", "projects", "people", "consents")


@transaction.atomic
def begin_application(
    event: Event, side: str, user: User, now: datetime, *, invitation: Invitation | None = None
) -> Application:
    """The application of `user` for this side, made where there is none; one that was withdrawn is taken up again.

    Raises `Refused`: `window_not_open`, `applications_are_over`, `only_invited`, `invitation_withdrawn`."""
    Event.objects.select_for_update().get(pk=event.pk)
    own = Application.objects.filter(event=event, side=side, applicant=user).order_by("-pk")
    present = (invitation.application if invitation else None) or own.first()
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
    """Store one step of the form as typed, valid or not, also outside the window: no input is lost. No audit line is
    written, since this happens every few seconds.

    Raises `Refused`: `unknown_step`, `too_much_typed`."""
    if step not in STEPS:
        raise Refused("unknown_step")
    current = Application.objects.select_for_update().get(pk=application.pk)
    current.typed = {**current.typed, step: dict(data)}
    if len(str(current.typed)) > MAX_TYPED_BYTES:
        raise Refused("too_much_typed")
    current.save(update_fields=["typed"])
    application.typed = current.typed


@transaction.atomic
def submit_application(
    application: Application, application_input: ApplicationInput, user: User, now: datetime
) -> Application:
    """Send an application: only now organisation, topics, projects, people and consents are stored. Sent again, it
    replaces what was sent before.

    Raises `Refused`: `window_not_open`, `applications_are_over`, `cannot_be_sent` (in this state),
    `needs_collection_consent`, `needs_people`, `needs_topics`, `needs_a_name`, `wrong_identifier`,
    `applied_already` (the organisation takes part with another application)."""
    Event.objects.select_for_update().get(pk=application.event_id)
    current = Application.objects.select_for_update(of=("self",)).select_related("event").get(pk=application.pk)
    _refuse_sending(current, application_input, now)
    current.organisation = _organisation(current, application_input.organisation, user)
    same_organisation = Application.objects.filter(event=current.event, organisation=current.organisation)
    if same_organisation.exclude(pk=current.pk).exists():
        raise Refused("applied_already")
    was_sent = current.submitted_at is not None
    current.state, current.submitted_at, current.reason = State.SUBMITTED, now, ""
    current.applicant = current.applicant or user
    current.languages = list(application_input.languages)
    current.needs_interpreter = application_input.needs_interpreter
    current.online, current.remark = application_input.online, application_input.remark
    current.version += 1
    current.save()
    _replace_contents(current, application_input)
    store_consents(current, application_input.consents, user, now)
    if _is_first_to_act(current, user):
        give_role(current, user)
    record("submit_application", "application", current.pk, by=user.pk, side=current.side, again=was_sent)
    _notify_received(current, user)
    return current


def _refuse_sending(application: Application, application_input: ApplicationInput, now: datetime) -> None:
    terms = _terms(application.event)
    if application.state not in (State.DRAFT, State.SUBMITTED, State.MORE_ASKED):
        raise Refused("cannot_be_sent")
    if not rules.may_edit_application(application.state, terms, now):
        _refuse_outside(terms, now)
    if "collection" not in application_input.consents:
        raise Refused("needs_collection_consent")
    if not application_input.people:
        raise Refused("needs_people")
    if not application_input.topics and not application_input.projects:
        raise Refused("needs_topics")


def _is_first_to_act(application: Application, user: User) -> bool:
    """Return whether no other user has acted for the organisation in this programme. Registration numbers are public: a
    stranger who types one must not see the firm's meetings and logs. In that case the role waits for an officer's
    decision."""
    programme = application.event.programme_id
    other_roles = Role.objects.filter(programme=programme, organisation=application.organisation).exclude(user=user)
    earlier = Application.objects.filter(event__programme=programme, organisation=application.organisation)
    return not other_roles.exists() and not earlier.exclude(pk=application.pk).exclude(applicant=user).exists()


def give_role(application: Application, user: User) -> None:
    """Give `user` the role of a participant for the organisation in the programme; part of other actions."""
    Role.objects.get_or_create(
        programme_id=application.event.programme_id,
        user=user,
        kind=Role.Kind.PARTICIPANT,
        organisation=application.organisation,
    )


def _organisation(application: Application, details: OrganisationDetails, user: User) -> Organisation:
    """Find the organisation by its number, else by a unique name; register it if unknown. Applicants do not overwrite
    what officers have entered in the directory."""
    result = match(MatchQuery(details.names, details.identifiers))
    if result.organisation is None:
        return register_organisation(_entry(application, details), details.identifiers, by=user.pk)
    organisation = Organisation.objects.get(pk=result.organisation)
    if result.by == "name" and details.identifiers:
        if organisation.identifiers.filter(scheme__in=[scheme for scheme, _ in details.identifiers]).exists():
            # Only the name is the same.
            return register_organisation(_entry(application, details), details.identifiers, by=user.pk)
        for scheme, value in details.identifiers:
            store_identifier(organisation, scheme, value)
        reindex([organisation.pk])
    return organisation


def _entry(application: Application, details: OrganisationDetails) -> OrganisationInput:
    return OrganisationInput(
        names=details.names,
        about=details.about,
        kind=details.kind,
        country=details.country,
        city=details.city,
        language=cast(Language, application.language),
        website=details.website,
        is_sample=application.event.is_sample,
    )


def _replace_contents(application: Application, application_input: ApplicationInput) -> None:
    for rows in (application.topics, application.projects, application.people):
        rows.all().delete()
    Topic.objects.bulk_create(
        Topic(
            application=application, direction=t.direction, field=t.field, hs6=t.hs6, text=normalize_whitespace(t.text)
        )
        for t in application_input.topics
    )
    ProjectCard.objects.bulk_create(
        ProjectCard(
            application=application, name=normalize_whitespace(p.name), language=application.language,
            budget=p.budget, currency=p.currency, stage=p.stage, tender_on=p.tender_on,
            fields=list(p.fields), site=normalize_whitespace(p.site), about=p.about,
        )
        for p in application_input.projects
    )  # fmt: skip
    Representative.objects.bulk_create(
        Representative(
            application=application,
            name_ko=normalize_whitespace(p.names.ko),
            name_zh=normalize_whitespace(p.names.zh),
            name_en=normalize_whitespace(p.names.en),
            title=normalize_whitespace(p.title), email=p.email, phone=normalize_whitespace(p.phone),
        )
        for p in application_input.people
    )  # fmt: skip


def _notify_received(application: Application, user: User) -> None:
    language = cast(Language, user.language)
    params = {"event": application.event.names.in_language(language), "link": f"/my/{application.pk}/apply/"}
    occasion = f"application.{application.pk}.{application.version}"
    send_email("application_received", user.email, language, params, occasion=occasion, event=application.event_id)


@transaction.atomic
def withdraw_application(application: Application, user: User, now: datetime) -> None:
    """Withdraw an application. Wishes from and to it are deleted. Raises `Refused`: `cannot_be_withdrawn`,
    `meetings_are_arranged` (then only officers can, who notify the others)."""
    Event.objects.select_for_update().get(pk=application.event_id)  # blocks concurrent placements
    current = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if current.state in (State.WITHDRAWN, State.REFUSED):
        raise Refused("cannot_be_withdrawn")
    refuse_while_meeting(current)
    current.state, current.decided_at = State.WITHDRAWN, now
    current.version += 1
    current.save(update_fields=["state", "decided_at", "version"])
    Wish.objects.filter(asker=current).delete()
    Wish.objects.filter(asked=current).delete()
    record("withdraw_application", "application", current.pk, by=user.pk)


def refuse_while_meeting(application: Application) -> None:
    """Raises `Refused("meetings_are_arranged")`."""
    side = {"seller" if application.side == Side.SELLER else "buyer": application}
    if Meeting.objects.filter(**side).exclude(state=Meeting.State.CANCELLED).exists() or (
        Placement.objects.filter(**side).exists()
    ):
        raise Refused("meetings_are_arranged")

"""What the database refuses of applications, consents and invitations, whoever writes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gyoryu.meetings.models import Application, Consent, Invitation
from tests.gyoryu.factories import BEGIN, make_application, make_event

pytestmark = pytest.mark.django_db


def refused(write, *args, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        write(*args, **fields)


def test_an_organisation_and_a_number_are_at_an_event_once():
    first = make_application()
    refused(make_application, first.event, organisation=first.organisation)
    refused(make_application, first.event, number=first.number)
    make_application(organisation=first.organisation, number=first.number)
    for _ in range(2):  # without a number as many as there are
        make_application(first.event, state="submitted")
    assert first.event.applications.count() == 3


@pytest.mark.parametrize("state", Application.State.values)
def test_only_drafts_and_what_was_withdrawn_has_no_organisation(state):
    if state in ("draft", "withdrawn"):
        assert make_application(state=state, organisation=None).organisation is None
    else:
        refused(make_application, state=state, organisation=None)


def test_tokens_of_badge_and_calendar_are_unguessable_and_fit_a_small_code():
    applications = [make_application() for _ in range(3)]
    tokens = {token for application in applications for token in (application.badge, application.calendar)}
    assert len(tokens) == 6
    assert {len(token) for token in tokens} == {22}  # 128 bits


def test_one_consent_of_a_kind_stands_and_withdrawn_ones_stay():
    application = make_application()
    fields = {"application": application, "given_at": BEGIN, "text_version": "1", "keep_until": date(2028, 5, 12)}
    for _ in range(2):
        Consent.objects.create(kind="collection", withdrawn_at=BEGIN, **fields)
    Consent.objects.create(kind="collection", **fields)
    Consent.objects.create(kind="cross_border", **fields)
    refused(Consent.objects.create, kind="collection", **fields)
    assert application.consents.count() == 4


def test_an_address_has_one_invitation_that_was_not_withdrawn():
    event = make_event()
    fields = {"event": event, "side": "seller", "email": "a@x.example", "sent_at": BEGIN}
    Invitation.objects.create(digest="a", withdrawn_at=BEGIN, **fields)
    Invitation.objects.create(digest="b", **fields)
    refused(Invitation.objects.create, digest="c", **fields)
    Invitation.objects.create(digest="d", **{**fields, "event": make_event(event.programme)})
    assert Invitation.objects.count() == 3

"""Programmes in which an organisation takes part."""

import pytest

from gyoryu.meetings.models import Invitation
from gyoryu.meetings.queries.participation import programmes_of
from gyoryu.programmes.models import Party
from tests.gyoryu.factories import (
    BEGIN,
    make_application,
    make_event,
    make_organisation,
    make_programme,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_parties_roles_applications_and_invitations_count_each_programme_once(django_assert_num_queries):
    body, stranger = make_organisation(), make_organisation()
    by_party, by_role = make_programme(), make_programme()
    Party.objects.create(programme=by_party, organisation=body)
    make_user("a@x.example", by_role, "participant", body)
    applied, invited = make_event(), make_event()
    make_application(applied, organisation=body, applicant=None)
    make_application(make_event(by_party), organisation=body, applicant=None)
    Invitation.objects.create(
        event=invited, side="buyer", organisation=body, email="a@x.example", digest="a", sent_at=BEGIN
    )
    with django_assert_num_queries(4):
        programmes = programmes_of([body.pk, stranger.pk])
    expected = {by_party.pk, by_role.pk, applied.programme_id, invited.programme_id}
    assert programmes == {body.pk: expected, stranger.pk: frozenset()}
    with django_assert_num_queries(4):
        assert programmes_of([body.pk])[body.pk] == expected

"""Programmes, events and slots as the database keeps them."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from gyoryu.programmes.models import Event, Party, Programme, Role, Slot, Table
from tests.gyoryu.concurrent_writers import WRITERS, at_once
from tests.gyoryu.consultations import consultation
from tests.gyoryu.factories import BEGIN, HALF_HOUR, make_event, make_organisation, make_programme, make_user


@pytest.mark.django_db(transaction=True)
def test_slots_of_one_event_never_overlap():
    event = consultation(slots=0)
    other_event = consultation(slots=1)  # another event at the same time is no matter
    begin = Slot.objects.get(event=other_event).starts_at
    length = Slot.objects.get(event=other_event).ends_at - begin

    def write(number):
        start = begin + number * length / WRITERS
        Slot.objects.create(event=event, starts_at=start, ends_at=start + length)

    assert at_once(write) == 1
    assert Slot.objects.filter(event=event).count() == 1
    only = Slot.objects.get(event=event)
    Slot.objects.create(event=event, starts_at=only.ends_at, ends_at=only.ends_at + length)
    with pytest.raises(DatabaseError), transaction.atomic():
        Slot.objects.filter(event=event, pk=only.pk).update(ends_at=only.ends_at + length / 2)


def refused(write, *args, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        write(*args, **fields)


@pytest.mark.django_db
def test_programmes_and_events_have_names_and_days_in_order():
    refused(Programme.objects.create)
    refused(make_event, name_ko="", name_zh="", name_en="")
    refused(make_event, starts_on=date(2026, 5, 2), ends_on=date(2026, 5, 1))
    early, late = (make_event(starts_on=date(2026, month, 1)) for month in (4, 10))
    assert list(Event.objects.all()) == [late, early]


@pytest.mark.django_db
def test_participants_act_for_an_organisation_and_others_for_none():
    programme, organisation, user = make_programme(), make_organisation(), make_user()
    fields = {"programme": programme, "user": user}
    refused(Role.objects.create, kind="participant", **fields)
    refused(Role.objects.create, kind="officer", organisation=organisation, **fields)
    for kind, represented in (("participant", organisation), ("officer", None)):
        Role.objects.create(kind=kind, organisation=represented, **fields)
        refused(Role.objects.create, kind=kind, organisation=represented, **fields)


@pytest.mark.django_db
def test_a_body_is_a_party_once_and_parties_are_in_their_order():
    programme, first, second = make_programme(), make_organisation(), make_organisation()
    later = Party.objects.create(programme=programme, organisation=first, order=2)
    earlier = Party.objects.create(programme=programme, organisation=second, order=1)
    refused(Party.objects.create, programme=programme, organisation=first)
    assert list(programme.parties.all()) == [earlier, later]


@pytest.mark.django_db
def test_a_slot_ends_after_it_starts_and_a_table_has_a_name_of_its_own():
    event = make_event(slots=1, tables=1)
    refused(Slot.objects.create, event=event, starts_at=BEGIN + HALF_HOUR, ends_at=BEGIN + HALF_HOUR)
    refused(Table.objects.create, event=event, name="1")
    Table.objects.create(event=make_event(), name="1")

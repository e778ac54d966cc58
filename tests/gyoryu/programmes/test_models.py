"""Programmes, events and slots as the database keeps them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction

from gyoryu.programmes.models import Slot
from tests.gyoryu.consultations import consultation

WRITERS = 8


def at_once(write, count=WRITERS):
    """How many of `count` writers, all at once, are let through."""

    def attempt(number):
        try:
            with transaction.atomic():
                write(number)
        except IntegrityError:
            return False
        except OperationalError as fault:
            if "deadlock" not in str(fault):  # two exclusion constraints that wait for each other: one gives way
                raise
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(count) as pool:
        return sum(pool.map(attempt, range(count)))


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

"""What the database refuses of rates and closings."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gyoryu.outcomes.models import Closing, ReferenceRate
from tests.gyoryu.factories import BEGIN, make_event

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 12)


def refused(write, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        write(**fields)


def test_a_currency_has_one_rate_a_day_which_is_above_zero():
    ReferenceRate.objects.create(currency="USD", on=DAY, krw=1400, source="sample")
    refused(ReferenceRate.objects.create, currency="USD", on=DAY, krw=1401, source="sample")
    refused(ReferenceRate.objects.create, currency="EUR", on=DAY, krw=0, source="sample")
    ReferenceRate.objects.create(currency="USD", on=date(2026, 5, 13), krw=1400, source="sample")
    assert [rate.on.day for rate in ReferenceRate.objects.all()] == [13, 12]


def test_closings_are_numbered_in_each_event_and_listed_from_the_newest():
    event = make_event()
    first, second = (Closing.objects.create(event=event, number=n, at=BEGIN, figures={}) for n in (1, 2))
    refused(Closing.objects.create, event=event, number=2, at=BEGIN, figures={})
    Closing.objects.create(event=make_event(), number=2, at=BEGIN, figures={})
    assert list(event.closings.all()) == [second, first]

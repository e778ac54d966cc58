"""What the database refuses of arrivals."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gyoryu.checkin.models import CheckIn
from tests.gyoryu.factories import BEGIN, make_application

pytestmark = pytest.mark.django_db


def test_a_participant_arrives_once_a_day():
    application = make_application()
    fields = {"event": application.event, "application": application, "at": BEGIN, "method": "badge"}
    CheckIn.objects.create(day=date(2026, 5, 12), **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckIn.objects.create(day=date(2026, 5, 12), **fields)
    CheckIn.objects.create(day=date(2026, 5, 13), **fields)
    assert application.check_ins.count() == 2

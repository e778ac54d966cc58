"""An event whose emails are read."""

from datetime import date

import pytest

from gyoryu.programmes.models import Event, Programme


@pytest.fixture
def event():
    programme = Programme.objects.create(name_ko="견본 사업", is_sample=True)
    return Event.objects.create(
        programme=programme, name_ko="견본 상담회", starts_on=date(2026, 5, 12), ends_on=date(2026, 5, 13)
    )

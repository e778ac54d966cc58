"""The demo fills an empty database only."""

from pathlib import Path

import pytest
from django.core.management import call_command

from gyoryu.programmes.models import Event, Programme

pytestmark = pytest.mark.django_db
EXAMPLE = Path(__file__).parents[4] / "examples/consultation-ko.xlsx"


def test_a_database_that_holds_something_else_is_left_alone(capsys):
    Programme.objects.create(name_ko="다른 사업")
    with pytest.raises(SystemExit):
        call_command("demo", str(EXAMPLE), "--only-fill")
    assert Event.objects.count() == 0

"""Interpreters of an event."""

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.interpreters import (
    InterpreterInput,
    add_interpreter,
    edit_interpreter,
    remove_interpreter,
)
from gyoryu.meetings.models import Application, Placement
from gyoryu.programmes.models import Role, Slot
from tests.gyoryu.consultations import consultation, person
from tests.gyoryu.factories import make_placement

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return person("officer@agency.example")


def test_an_interpreter_with_an_address_gets_an_account_and_its_role(officer):
    event = consultation(interpreters=1)
    details = InterpreterInput(name_ko="견본 통역", email="i@sample.example", languages=["ko", "zh"])
    interpreter = add_interpreter(event, details, officer, away=[event.slots.first().pk])
    assert (interpreter.number, interpreter.away.count()) == ("I02", 1)
    assert Role.objects.get(user=interpreter.user).kind == "interpreter"
    edit_interpreter(interpreter, InterpreterInput(name_ko="견본", languages=["ko", "en"]), officer, seen_version=1)
    interpreter.refresh_from_db()
    assert (interpreter.user, interpreter.away.count(), interpreter.languages) == (None, 0, ["ko", "en"])
    with pytest.raises(Refused, match="changed_meanwhile"):
        edit_interpreter(interpreter, details, officer, seen_version=1)
    with pytest.raises(Refused, match="two_languages"):
        add_interpreter(event, InterpreterInput(name_ko="견본", languages=["ko"]), officer)


def test_an_interpreter_with_meetings_stays(officer):
    event = consultation(interpreters=1)
    interpreter = event.interpreters.get()
    firm, buyer = (Application.objects.filter(event=event, side=side).first() for side in ("seller", "buyer"))
    make_placement(firm, buyer, Slot.objects.first(), interpreter=interpreter)
    with pytest.raises(Refused, match="interpreter_in_use"):
        remove_interpreter(interpreter, officer)
    Placement.objects.all().delete()
    remove_interpreter(interpreter, officer)
    assert not event.interpreters.exists()

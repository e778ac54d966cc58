"""An import is reverted as a whole, or not at all."""

import pytest
from django.utils import timezone

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions import importing
from gyoryu.meetings.actions.importing.reverting import revert
from gyoryu.meetings.models import Application, ImportBatch, Interpreter, Wish
from tests.gyoryu.consultations import BEGIN, consultation
from tests.gyoryu.factories import make_wish
from tests.gyoryu.meetings.actions.importing.uploads import committed, everything, in_state, rows, sheets

pytestmark = pytest.mark.django_db


def test_an_interpreter_is_changed_and_restored(officer):
    event = consultation(interpreters=1)
    batch = committed(
        event, sheets(통역=[["번호", "성명(국문)", "언어", "최대 상담"], ["I01", "", "한국어, 영어", 5]]), officer
    )
    interpreter = Interpreter.objects.get()
    assert (interpreter.languages, interpreter.most, interpreter.version) == (["ko", "en"], 5, 2)
    importing.revert(batch, officer, timezone.now())
    interpreter.refresh_from_db()
    assert (interpreter.languages, interpreter.most) == (["ko", "zh"], None)


def test_what_has_been_used_since_is_not_reverted(empty, officer):
    batch = committed(empty, sheets(참가기업=rows(2), 바이어=[["번호", "바이어명(국문)"], ["B001", "바이어"]]), officer)
    seller, buyer = (Application.objects.get(number=number) for number in ("S001", "B001"))
    make_wish(seller, buyer, created_at=timezone.now())
    before = everything()
    with pytest.raises(Refused) as refused:
        importing.revert(batch, officer, timezone.now())
    assert refused.value.code == "import_in_use"
    assert refused.value.detail["uses"] == {"wish": 2}
    assert everything() == before
    Wish.objects.all().delete()
    Application.objects.filter(number="S002").update(version=2)
    with pytest.raises(Refused) as refused:
        importing.revert(batch, officer, timezone.now())
    assert refused.value.detail["uses"] == {"edited_application": 1}


def test_what_has_been_edited_since_is_not_overwritten_by_reverting(officer):
    event = consultation(interpreters=1)
    batch = committed(event, sheets(통역=[["번호", "언어", "최대 상담"], ["I01", "한국어, 영어", 5]]), officer)
    Interpreter.objects.update(most=7)
    with pytest.raises(Refused) as refused:
        importing.revert(batch, officer, timezone.now())
    assert refused.value.detail["uses"] == {"edited_interpreter": 1}
    assert Interpreter.objects.get().most == 7


State = ImportBatch.State


@pytest.mark.parametrize("state", [state for state in State.values if state != State.DONE])
def test_only_a_committed_import_is_reverted(batch, officer, state):
    with pytest.raises(Refused, match="import_is_not_done"):
        revert(in_state(batch, state), officer, BEGIN)

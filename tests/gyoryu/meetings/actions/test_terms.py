"""The terms of a consultation."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.terms import TermsInput, open_event, set_terms, usual_windows
from gyoryu.meetings.models import Terms
from gyoryu.programmes.actions.events import EventInput
from tests.gyoryu.consultations import APPLY, WISH, consultation, person, programme

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 12)


@pytest.fixture
def officer():
    return person("officer@agency.example")


def entry(**more):
    return TermsInput(
        **{"apply_from": APPLY[0], "apply_until": APPLY[1], "wish_from": WISH[0], "wish_until": WISH[1], **more}
    )


def test_a_consultation_begins_with_windows_in_order(officer):
    event = open_event(programme(), EventInput(DAY, DAY, name_en="A"), officer, datetime(2026, 1, 1, tzinfo=UTC))
    assert event.terms.apply_until == datetime(2026, 3, 31, 9, 0, tzinfo=UTC)  # 18:00 in Seoul
    seminar = open_event(programme(), EventInput(DAY, DAY, name_en="A", kind="seminar"), officer, datetime.now(UTC))
    assert not Terms.objects.filter(event=seminar).exists()


@pytest.mark.parametrize("before", [0, 1, 13, 20, 40, 100])
def test_windows_are_in_order_however_near_the_event_is(before):
    now = datetime(2026, 5, 12, 3, 33, tzinfo=UTC) - timedelta(days=before)
    windows = usual_windows(DAY, "Asia/Seoul", now)
    assert windows["apply_from"] < windows["apply_until"] <= windows["wish_from"] < windows["wish_until"]


def test_terms_that_contradict_themselves_are_refused(officer):
    event = consultation()
    for wrong, code in (
        ({"apply_until": APPLY[0]}, "window_ends_before_it_opens"),
        ({"buyer_min": 3, "buyer_max": 2}, "most_below_least"),
        ({"priorities": ["mutual", "mutual"]}, "bad_priorities"),
        ({"priorities": ["height"]}, "bad_priorities"),
    ):
        with pytest.raises(Refused, match=code):
            set_terms(event, entry(**wrong), officer, seen_version=1)
    set_terms(event, entry(priorities=["buyer", "mutual"], seller_max=8), officer, seen_version=1)
    with pytest.raises(Refused, match="changed_meanwhile"):
        set_terms(event, entry(), officer, seen_version=1)
    terms = Terms.objects.get(event=event)
    assert (terms.priorities, terms.seller_max, terms.version) == (["buyer", "mutual"], 8, 2)

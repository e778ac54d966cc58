"""Taking back a consent."""

from datetime import timedelta

import pytest

from gyoryu.base.models import AuditLine
from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.consents import store_consents
from gyoryu.people.models import User
from gyoryu.privacy.actions.consents import withdraw_consent
from gyoryu.privacy.register.declarations import Basis
from tests.gyoryu.privacy.marked import NOW, OWNER, places_of

pytestmark = pytest.mark.django_db
DURING = NOW - timedelta(days=40)


def test_the_consent_to_collection_can_be_taken_back_once_the_event_is_over(stage):
    with pytest.raises(Refused, match="needed_to_take_part"):
        withdraw_consent(stage.own_application, "collection", stage.user, DURING)
    withdraw_consent(stage.own_application, "collection", stage.user, NOW)
    assert not stage.own_application.people.exists()


def test_the_consent_to_disclosure_takes_nothing_with_it(stage):
    store_consents(stage.own_application, {"collection", "cross_border"}, stage.user, NOW)
    people = stage.own_application.people.count()
    withdraw_consent(stage.own_application, "cross_border", stage.user, NOW)
    assert stage.own_application.people.count() == people > 0


def test_withdrawing_the_consent_erases_at_once_what_was_kept_on_it(stage, committed):
    with committed():
        withdraw_consent(stage.own_application, "collection", stage.user, NOW)

    def goes(marked):
        copies = marked.path.kind == "copy"
        kept_on_it = marked.record.basis == Basis.CONSENT and marked.path.kind in ("application", "organisation")
        written = marked.record.basis == Basis.CONSENT and marked.path.kind == "address" and marked.path.event
        return copies or kept_on_it or bool(written)

    should_go = {mark for mark, marked in stage.marked.items() if goes(marked)}
    assert len(should_go) > 40
    assert stage.describe(places_of(should_go)) == []
    assert User.objects.filter(email=OWNER).exists()
    assert AuditLine.objects.filter(verb="erase_application", key=str(stage.own_application.pk)).count() == 1

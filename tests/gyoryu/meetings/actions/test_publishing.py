from datetime import UTC, datetime

import pytest

from gyoryu.base.emails import Email
from gyoryu.base.refusals import Refused
from gyoryu.jobs import worker
from gyoryu.meetings.actions.drafting import lock, place, remove
from gyoryu.meetings.actions.publishing import changes_by_publishing, draft_from_published, publish_timetable
from gyoryu.meetings.models import Application, Draft, Meeting, Placement, TimetableVersion
from gyoryu.programmes.models import Slot
from tests.gyoryu.consultations import consultation, person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def officer():
    return person("officer@agency.example")


class Fair:
    """Two firms and two buyers, all with a place in the draft."""

    def __init__(self, officer):
        self.officer, self.event = officer, consultation(sellers=2, buyers=2, slots=3, tables=2)
        numbers = {application.number: application.pk for application in Application.objects.filter(event=self.event)}
        self.s1, self.s2, self.b1, self.b2 = (numbers[number] for number in ("S001", "S002", "B001", "B002"))
        self.slots = list(Slot.objects.filter(event=self.event).values_list("pk", flat=True))
        for seller, buyer, slot in ((self.s1, self.b1, 0), (self.s2, self.b2, 0), (self.s1, self.b2, 1)):
            self.put(seller, buyer, slot)

    def put(self, seller, buyer, slot, version=0):
        return place(self.event, seller, buyer, self.slots[slot], None, self.officer, NOW, version=version)

    def publish(self, base):
        return publish_timetable(self.event, self.officer, NOW, base=base)

    def meeting(self, seller, buyer):
        return Meeting.objects.get(seller=seller, buyer=buyer)


@pytest.fixture
def fair(officer):
    return Fair(officer)


def test_the_first_version_notifies_everybody(fair):
    version = fair.publish(0)
    assert (version.number, len(version.difference["added"])) == (1, 3)
    assert Meeting.objects.filter(state="planned").count() == 3
    worker.drain()
    assert set(Email.objects.values_list("code", flat=True)) == {"timetable_published"}
    assert Email.objects.count() == 4


def test_later_only_those_are_notified_whose_meetings_changed(fair):
    fair.publish(0)
    worker.drain()
    Email.objects.all().delete()
    placement = Placement.objects.get(seller=fair.s2)
    fair.put(fair.s2, fair.b2, 2, placement.version)
    version = fair.publish(1)
    assert {name: len(rows) for name, rows in version.difference.items()} == {"added": 0, "moved": 1, "dropped": 0}
    worker.drain()
    recipients = Email.objects.values_list("to", "code")
    assert sorted(recipients) == [
        (f"b002-{fair.event.pk}@sample.example", "timetable_changed"),
        (f"s002-{fair.event.pk}@sample.example", "timetable_changed"),
    ]
    assert "10:00" in Email.objects.filter(to__startswith="s002").get().body


def test_two_meetings_change_places(fair):
    fair.publish(0)
    meeting_number = fair.meeting(fair.s1, fair.b1).pk
    slots = fair.slots
    Placement.objects.filter(event=fair.event).delete()
    for seller, buyer, slot in ((fair.s1, fair.b1, 1), (fair.s1, fair.b2, 0), (fair.s2, fair.b2, 2)):
        fair.put(seller, buyer, slot)
    fair.publish(1)
    assert fair.meeting(fair.s1, fair.b1).slot_id == slots[1]
    assert fair.meeting(fair.s1, fair.b2).slot_id == slots[0]
    assert fair.meeting(fair.s1, fair.b1).pk == meeting_number


def test_a_dropped_meeting_is_cancelled_and_can_come_back(fair):
    fair.publish(0)
    remove(fair.event, fair.s1, fair.b2, fair.officer, NOW, version=1)
    fair.publish(1)
    assert fair.meeting(fair.s1, fair.b2).state == "cancelled"
    fair.put(fair.s1, fair.b2, 2)
    fair.publish(2)
    assert fair.meeting(fair.s1, fair.b2).state == "planned"
    assert Meeting.objects.count() == 3


def test_what_was_held_stays(fair):
    fair.publish(0)
    Meeting.objects.filter(seller=fair.s1, buyer=fair.b1).update(state="held")
    remove(fair.event, fair.s1, fair.b1, fair.officer, NOW, version=1)
    with pytest.raises(Refused, match="draft_is_published"):  # the draft changes nothing else
        fair.publish(1)
    assert fair.meeting(fair.s1, fair.b1).state == "held"


def test_publishing_from_an_outdated_page_is_refused(fair):
    fair.publish(0)
    with pytest.raises(Refused, match="changed_meanwhile"):
        fair.publish(0)


def test_a_draft_without_changes_is_refused_and_notifies_nobody(fair):
    """As it was published, and as it is again after a change was taken back."""
    fair.publish(0)
    worker.drain()
    for slots in ((), (2, 0)):
        for slot in slots:
            version = Placement.objects.get(seller=fair.s1, buyer=fair.b1).version
            fair.put(fair.s1, fair.b1, slot, version=version)
        with pytest.raises(Refused, match="draft_is_published"):
            changes_by_publishing(fair.event, NOW)
        with pytest.raises(Refused, match="draft_is_published"):
            fair.publish(1)
    worker.drain()
    assert (TimetableVersion.objects.count(), Email.objects.count()) == (1, 4)


def test_nothing_is_no_timetable(officer):
    with pytest.raises(Refused, match="nothing_to_publish"):
        publish_timetable(consultation(), officer, NOW, base=0)


def test_the_draft_can_begin_again_from_what_is_published(fair):
    fair.publish(0)
    remove(fair.event, fair.s1, fair.b2, fair.officer, NOW, version=1)
    assert draft_from_published(fair.event, fair.officer, NOW) == 3
    assert not Draft.objects.get(event=fair.event).is_changed


def test_of_two_officers_on_one_meeting_the_second_is_refused(fair):
    fair.put(fair.s1, fair.b1, 2, version=1)
    with pytest.raises(Refused, match="changed_meanwhile"):
        fair.put(fair.s1, fair.b1, 1, version=1)
    with pytest.raises(Refused, match="changed_meanwhile"):
        lock(fair.event, fair.s1, fair.b1, fair.officer, NOW, version=1, locked=True)
    assert lock(fair.event, fair.s1, fair.b1, fair.officer, NOW, version=2, locked=True).locked


def test_a_place_that_is_taken_is_refused_with_who_is_there(fair):
    with pytest.raises(Refused, match="seller_busy") as refusal:
        fair.put(fair.s1, fair.b1, 1, version=1)
    assert refusal.value.detail["with_pair"] == (fair.s1, fair.b2)
    with pytest.raises(Refused, match="buyer_busy"):
        fair.put(fair.s2, fair.b2, 1, version=1)

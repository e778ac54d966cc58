"""Lists of the API take as many queries for three rows as for one."""

import pytest
from django.utils import timezone

from gyoryu.meetings.models import Meeting, Wish
from gyoryu.organisations.models import Organisation
from gyoryu.programmes.models import Slot
from tests.gyoryu.web.api.calling import application, caller

pytestmark = pytest.mark.django_db
LISTS = (
    "/programmes", "/programmes/{programme}/events", "/organisations", "/events/{event}/applications",
    "/events/{event}/wishes", "/events/{event}/meetings", "/events/{event}/versions", "/events/{event}/logs",
)  # fmt: skip


@pytest.mark.parametrize("address", LISTS)
def test_lists_take_as_many_queries_for_three_rows_as_for_one(
    client, officer, event, address, django_assert_max_num_queries
):
    call = caller(client, officer)
    place_of = address.format(event=event.pk, programme=event.programme_id)
    for organisation in Organisation.objects.all():
        organisation.identifiers.create(scheme="other", value=str(organisation.pk))
    seller, buyer = application(event, "S001"), application(event, "B001")
    for number, slot in enumerate(Slot.objects.all()):
        pair = {
            "seller": application(event, f"S00{number % 2 + 1}"),
            "buyer": application(event, f"B00{number // 2 + 1}"),
        }
        meeting = Meeting.objects.create(event=event, slot=slot, **pair)
        meeting.logs.create(author_side="seller", product="x")
        event.timetable_versions.create(number=number + 1, published_at=timezone.now())
    Wish.objects.create(event=event, asker=seller, asked=buyer, created_at=timezone.now())
    with django_assert_max_num_queries(50) as one_row:
        assert len(call("get", f"{place_of}?per_page=1").json()["items"]) == 1
    with django_assert_max_num_queries(len(one_row)):
        assert call("get", f"{place_of}?per_page=3").status_code == 200

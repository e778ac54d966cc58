"""Inviting by email, and the list of invitations."""

import pytest

from gyoryu.base.emails import Email
from gyoryu.meetings.models import Invitation
from tests.gyoryu.web.reviewing import confirm

pytestmark = pytest.mark.django_db


def test_many_are_invited_at_once(client, officer, event):
    url = f"/events/{event.pk}/invitations/"
    page = client.post(url, {"emails": "broken; 홍견본", "side": "seller", "language": "ko"}).text
    assert "These are no e-mail addresses: broken, 홍견본" in page
    assert "broken; 홍견본" in page
    assert not Invitation.objects.exists()
    posted = {"emails": "a@x.example\nb@x.example；a@x.example", "side": "buyer", "language": "zh"}
    sheet = client.post(url, posted).context["sheet"]
    assert [section.lines for section in sheet.sections if section.lines] == [
        ("a@x.example",), ("a@x.example", "b@x.example"),
    ]  # fmt: skip
    assert not Invitation.objects.exists()
    confirm(client, url, posted)
    sheet = client.post(url, posted | {"emails": "a@x.example, c@x.example"}).context["sheet"]
    assert [section.lines for section in sheet.sections if section.lines] == [("a@x.example",), ("c@x.example",)]
    assert set(Invitation.objects.values_list("email", "side", "language")) == {
        ("a@x.example", "buyer", "zh"), ("b@x.example", "buyer", "zh"),
    }  # fmt: skip
    invitation = Invitation.objects.get(email="a@x.example")
    client.post(f"{url}{invitation.pk}/resend/")
    assert Email.objects.filter(to="a@x.example").count() == 2
    client.post(f"{url}{invitation.pk}/withdraw/")
    page = client.post(f"{url}{invitation.pk}/resend/", follow=True).text
    assert "This invitation was withdrawn." in page


@pytest.mark.parametrize(
    ("language", "word"),
    [("ko", "이메일 주소가 아닙니다"), ("zh-hans", "不是有效的"), ("en", "These are no e-mail addresses")],
)
def test_names_beside_addresses_are_no_faults_and_one_bad_entry_costs_only_itself(
    client, officer, event, language, word
):
    url = f"/events/{event.pk}/invitations/"
    client.cookies["django_language"] = language
    pasted = "홍견본 <ko1@sample.example>; 김견본 <ko2@sample.example>; 박견본"
    posted = {"emails": pasted, "side": "buyer", "language": "ko"}
    page = client.post(url, posted | {"edit": "1"})
    assert page.context["form"]["emails"].value() == pasted
    assert page.context["form"]["side"].value() == "buyer"
    page = confirm(client, url, posted, follow=True)
    assert set(Invitation.objects.values_list("email", flat=True)) == {"ko1@sample.example", "ko2@sample.example"}
    assert page.status_code == 200
    assert word in page.text
    assert "박견본" in page.text

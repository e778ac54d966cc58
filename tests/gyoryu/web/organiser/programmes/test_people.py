"""Who has which role in a programme."""

import pytest

from gyoryu.programmes.models import Role

pytestmark = pytest.mark.django_db


def test_people_get_roles_and_lose_them(client, officer, event):
    url = f"/programmes/{event.programme_id}/people/"
    page = client.post(url, {"email": "p@firm.example", "kind": "participant", "organisation": "", "language": "ko"})
    assert "A participant acts for an organisation" in page.text
    page = client.post(
        url, {"email": "g@agency.example", "kind": "gate", "organisation": "No such body", "language": "ko"}
    )
    assert "No such organisation is in the directory" in page.text
    assert client.post(url, {"email": "g@agency.example", "kind": "gate", "language": "ko"}).status_code == 302
    role = Role.objects.get(kind="gate")
    client.post(f"{url}{role.pk}/take/")
    assert not Role.objects.filter(kind="gate").exists()
    last = client.post(f"{url}{Role.objects.get(kind='officer').pk}/take/", follow=True)
    assert "This is the last officer" in last.text
    assert client.get(f"/events/{event.pk}/people/")["Location"] == url

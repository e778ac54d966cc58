"""Links that confirm an address."""

import pytest

from gyoryu.web.accounts.address_links import address_link

pytestmark = pytest.mark.django_db


def test_a_link_to_another_address_works_once_and_is_not_made_up(client, officer):
    link = address_link(officer, "new@agency.example")
    client.post(link)
    assert client.post(link).status_code == 410
    assert client.get("/account/email/nonsense/").status_code == 410

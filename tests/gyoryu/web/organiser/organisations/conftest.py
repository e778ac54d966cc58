"""Browsers of people with a role."""

import pytest

from gyoryu.people.models import User
from gyoryu.programmes.models import Programme, Role


@pytest.fixture
def signed_in(client):
    """A client signed in as one with this role in a sample programme ("" for none)."""

    def sign_in(kind):
        user = User.objects.create_user(f"{kind or 'nobody'}@agency.example", language="en")
        if kind:
            programme = Programme.objects.create(name_ko="견본 협력사업")
            Role.objects.create(programme=programme, user=user, kind=kind)
        client.force_login(user)
        client.post("/language/", {"language": "en"})
        return client

    return sign_in

"""Closing one's own account."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from gyoryu.base.refusals import Refused
from gyoryu.people.models import User
from gyoryu.web.texts.refusals import sentence_for_refusal
from tests.gyoryu.consultations import person

pytestmark = pytest.mark.django_db


def test_an_account_is_closed_only_with_its_own_address(client):
    user = person("a@x.example", language="ko")
    client.force_login(user)
    page = client.post(reverse("close-account"), {"email": "b@x.example"})
    with override("ko"):
        assert str(sentence_for_refusal(Refused("address_does_not_match"))) in page.content.decode()
    assert User.objects.filter(pk=user.pk, is_active=True).exists()
    client.post(reverse("close-account"), {"email": " A@X.example "})
    assert not User.objects.filter(email="a@x.example").exists()

"""Sources of a programme or of the whole site."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from gyoryu.base.refusals import Refused
from gyoryu.news.sources.models import Source
from gyoryu.web.texts.refusals import sentence_for_refusal
from tests.gyoryu.consultations import person, programme

pytestmark = pytest.mark.django_db


def test_an_officer_adds_a_source_to_an_own_programme_only(client):
    own, other = programme(), programme()
    client.force_login(person("officer@agency.example", own, "officer", language="ko"))
    with override("ko"):
        sentence = str(sentence_for_refusal(Refused("choose_a_programme")))
    for number in ("", str(other.pk)):
        posted = {"kind": "releases", "name": "Sample", "hours": "6", "programme": number}
        page = client.post(reverse("sources"), posted)
        assert sentence in page.content.decode()
    assert not Source.objects.exists()

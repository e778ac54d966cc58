"""The page of a counterpart: who may open it, and what it tells with and without disclosure."""

import pytest
from django.urls import reverse
from django.utils import timezone

from gyoryu.base.names import DJANGO_CODES
from gyoryu.meetings.models import Application, Consent, Disclosure, PairRule, Representative, Topic
from tests.gyoryu.consultations import consultation, person
from tests.gyoryu.web.participant.applying import application_of

pytestmark = pytest.mark.django_db
LANGUAGES = list(DJANGO_CODES.values())
PERSON = {"name_ko": "왕견본", "name_zh": "王样本", "name_en": "Wang Sample"}
SECRETS = (*PERSON.values(), "wang@sample.example", "+86 531 0000 0000")
SIDES = [("S001", "B001"), ("B001", "S001")]
STAFF = ("officer", "viewer", "gate", "interpreter")


@pytest.fixture
def event(db):
    event = consultation(sellers=2, buyers=2, ask=False)
    for application in Application.objects.filter(event=event):
        Representative.objects.create(
            application=application, **PERSON, email="wang@sample.example", phone="+86 531 0000 0000"
        )
    return event


def of(event, number):
    return Application.objects.get(event=event, number=number)


def page(reader, other):
    return reverse("my-counterpart", args=[reader.pk, other.pk])


def disclose(event, application):
    return Consent.objects.create(
        application=application, kind=Consent.Kind.CROSS_BORDER, given_at=timezone.now(), text_version="1",
        keep_until=event.ends_on,
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("own", "other"), SIDES)
def test_without_disclosure_the_firm_is_shown_and_none_of_its_people(client, event, own, other, language):
    reader, counterpart = of(event, own), of(event, other)
    client.force_login(reader.applicant)
    answer = client.get(page(reader, counterpart), headers={"accept-language": language})
    assert answer.status_code == 200
    organisation = counterpart.organisation
    assert any(name in answer.text for name in (organisation.name_ko, organisation.name_zh, organisation.name_en))
    assert [secret for secret in SECRETS if secret in answer.text] == []
    assert "mailto:" not in answer.text
    assert "tel:" not in answer.text
    assert not Disclosure.objects.exists()
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("own", "other"), SIDES)
def test_with_disclosure_people_are_shown_and_the_look_is_noted(client, event, own, other, language):
    reader, counterpart = of(event, own), of(event, other)
    disclose(event, counterpart)
    client.force_login(reader.applicant)
    text = client.get(page(reader, counterpart), headers={"accept-language": language}).text
    assert "mailto:wang@sample.example" in text
    assert "+86 531 0000 0000" in text
    look = Disclosure.objects.get()
    assert (look.application, look.to, look.what) == (counterpart, reader.applicant, ["people", "contact"])


def test_people_without_address_are_disclosed_as_people_only(client, event):
    reader, counterpart = of(event, "S001"), of(event, "B001")
    Representative.objects.update(email="", phone="")
    disclose(event, counterpart)
    client.force_login(reader.applicant)
    assert "王样本" in client.get(page(reader, counterpart)).text
    assert Disclosure.objects.get().what == ["people"]


@pytest.mark.parametrize("kind", STAFF)
def test_nobody_else_opens_it_whatever_their_role(client, event, kind):
    reader, counterpart = of(event, "S001"), of(event, "B001")
    disclose(event, counterpart)
    client.force_login(person(f"{kind}@agency.example", event.programme, kind))
    assert client.get(page(reader, counterpart)).status_code == 404
    assert not Disclosure.objects.exists()


def test_a_stranger_is_sent_to_sign_in_and_another_participant_sees_nothing(client, event):
    reader, counterpart = of(event, "S001"), of(event, "B001")
    disclose(event, counterpart)
    assert client.get(page(reader, counterpart)).status_code == 302
    for other in ("S002", "B001", "B002"):
        client.force_login(of(event, other).applicant)
        assert client.get(page(reader, counterpart)).status_code == 404
    assert not Disclosure.objects.exists()


def test_the_own_side_the_barred_and_those_not_accepted_have_no_page(client, event):
    reader, counterpart = of(event, "S001"), of(event, "B001")
    for application in (counterpart, of(event, "S002")):
        disclose(event, application)
    client.force_login(reader.applicant)
    assert client.get(page(reader, of(event, "S002"))).status_code == 404
    rule = PairRule.objects.create(event=event, seller=reader, buyer=counterpart, kind=PairRule.Kind.FORBIDDEN)
    assert client.get(page(reader, counterpart)).status_code == 404
    rule.delete()
    assert client.get(page(reader, counterpart)).status_code == 200
    for state in sorted(set(Application.State.values) - {"accepted"}):
        Application.objects.filter(pk=counterpart.pk).update(state=state)
        assert client.get(page(reader, counterpart)).status_code == 404
        Application.objects.filter(pk=counterpart.pk).update(state="accepted")
        Application.objects.filter(pk=reader.pk).update(state=state)
        assert client.get(page(reader, counterpart)).status_code == 404
        Application.objects.filter(pk=reader.pk).update(state="accepted")


def test_the_directory_shows_people_only_with_consent_and_notes_each_look_once(client, firm, event):
    buyer = application_of(event, "B001")
    Representative.objects.create(application=buyer, name_zh="王样本", email="wang@sample.example")
    page = reverse("my-counterpart", args=[firm.pk, buyer.pk])
    assert "wang@sample.example" not in client.get(page).text
    assert not Disclosure.objects.exists()
    consent = Consent.objects.create(
        application=buyer, kind="cross_border", given_at=timezone.now(), text_version="1", keep_until=event.ends_on
    )
    for _ in range(2):
        assert "wang@sample.example" in client.get(page).text
    disclosure = Disclosure.objects.get()
    assert (disclosure.to, disclosure.to_country, disclosure.what) == (firm.applicant, "KR", ["people", "contact"])
    consent.withdrawn_at = timezone.now()
    consent.save()
    assert "wang@sample.example" not in client.get(page).text
    client.force_login(buyer.applicant)
    assert "견본 S001" in client.get(reverse("my-consents", args=[buyer.pk])).text


def test_the_directory_suggests_with_reasons_and_finds_and_filters(client, firm, event):
    Topic.objects.create(application=firm, direction="offer", field="water")
    Topic.objects.create(application=application_of(event, "B002"), direction="need", field="water", text="污水处理")
    page = reverse("my-directory", args=[firm.pk])
    text = client.get(page, headers={"accept-language": "en"}).text
    assert "Same field: Water" in text
    assert text.index("样例 B002") < text.index("样例 B001")
    results = client.get(page, {"q": "污水"}).text
    assert "样例 B002" in results
    assert "样例 B001" not in results
    assert "样例 B001" not in client.get(page, {"field": "water"}).text
    assert "样例 B001" not in client.get(page, {"country": "KR"}).text
    assert "样例 B001" in client.get(page, {"language": "zh"}).text

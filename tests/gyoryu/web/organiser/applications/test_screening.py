"""Inviting and screening in the browser."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest

from gyoryu.base.emails import Email
from gyoryu.base.files import store_file
from gyoryu.meetings.models import (
    Application,
    ApplicationFile,
    Consent,
    Disclosure,
    Invitation,
    ProjectCard,
    Representative,
    Terms,
    Topic,
)
from tests.gyoryu.consultations import consultation, participant, person
from tests.gyoryu.web.markup import collapse
from tests.gyoryu.web.reviewing import confirm

pytestmark = pytest.mark.django_db
SENT = datetime(2026, 3, 5, tzinfo=UTC)


@pytest.fixture
def event():
    event = consultation(sellers=0, buyers=0)
    now = datetime.now(UTC)
    Terms.objects.filter(event=event).update(apply_from=now - timedelta(days=1), apply_until=now + timedelta(days=9))
    return event


@pytest.fixture
def officer(event, client):
    user = person("officer@agency.example", event.programme, "officer", language="en")
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def applicant(event, number, side="seller", language="ko"):
    application = participant(event, side, number, language, submitted_at=SENT + timedelta(minutes=number))
    application.state, application.number = "submitted", ""
    application.save()
    return application


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


def test_the_list_is_narrowed_and_sorted_by_its_address(client, officer, event):
    first, second = applicant(event, 1), applicant(event, 2, "buyer", "zh")
    Topic.objects.create(application=second, direction="need", field="air")
    draft = applicant(event, 3)
    Application.objects.filter(pk=draft.pk).update(state="draft")

    def listed(query):
        page = client.get(f"/events/{event.pk}/applications/?{query}").text
        return {row.pk for row in (first, second, draft) if f"/applications/{row.pk}/" in page}

    assert listed("") == {first.pk, second.pk}
    assert listed("side=buyer") == listed("country=CN") == listed("field=air") == listed("q=B002") == {second.pk}
    assert listed("q=样例 S001") == {first.pk}
    assert listed("state=accepted") == set()
    page = client.get(f"/events/{event.pk}/applications/?sort=-sent").text
    assert page.index(f"/applications/{second.pk}/") < page.index(f"/applications/{first.pk}/")


def test_the_list_asks_as_much_for_three_as_for_one(client, officer, event, django_assert_num_queries):
    applicant(event, 1)
    for more in (0, 2):
        for n in range(more):
            application = applicant(event, 10 + n)
            Topic.objects.create(application=application, direction="offer", field="water")
        with django_assert_num_queries(8):
            client.get(f"/events/{event.pk}/applications/")


def test_those_chosen_are_accepted_and_the_list_stays_as_it_was(client, officer, event):
    accepted, unchanged = applicant(event, 1), applicant(event, 2)
    back = f"/events/{event.pk}/applications/?side=seller"
    query = urlencode({"chosen": accepted.pk, "back": back, "decision": "accept"})
    response = confirm(client, f"/events/{event.pk}/applications/accept/?{query}")
    assert response["Location"] == back
    response = client.post(f"/events/{event.pk}/applications/accept/?back=https://evil.example/")
    assert response["Location"] == f"/events/{event.pk}/applications/"
    assert list(Application.objects.order_by("pk").values_list("state", flat=True)) == ["accepted", "submitted"]
    assert unchanged.number == ""


def test_those_chosen_are_refused_for_one_reason_that_each_reads(client, officer, event):
    chosen = [applicant(event, number).pk for number in (1, 2)]
    url = f"/events/{event.pk}/applications/accept/?{urlencode({'chosen': chosen, 'decision': 'refuse'}, doseq=True)}"
    digest = client.get(url).context["sheet"].digest
    assert client.post(url, {"digest": digest, "sure": "1"}).context["unanswered"]
    assert not Application.objects.filter(state="refused").exists()
    confirm(client, url)
    assert set(Application.objects.values_list("state", "reason")) == {("refused", "a sample reason")}
    assert Email.objects.filter(code="application_refused").count() == 2


def test_everything_that_was_written_can_be_read(client, officer, event, settings, tmp_path):
    settings.FILES = tmp_path
    application = applicant(event, 1, "buyer", "zh")
    Topic.objects.create(application=application, direction="need", field="air", hs6="842139", text="脱硫设备")
    ProjectCard.objects.create(
        application=application, name="样例工程", language="zh", budget=1200000, currency="CNY", stage="tender"
    )
    Representative.objects.create(application=application, name_zh="样本人", title="处长", email="p@x.example")
    Consent.objects.create(
        application=application, kind="cross_border", given_at=SENT, text_version="1", keep_until="2028-05-12"
    )
    attachment = ApplicationFile.objects.create(
        application=application, file=store_file(b"<script>", "text/html"), name='../x"<b>.html'
    )
    page = collapse(client.get(f"/applications/{application.pk}/").text)
    for words in ("脱硫设备", "HS 842139", "样例工程", "样本人", "p@x.example", "across the border", "Tender"):
        assert words in page, words
    assert "<b>" not in page
    response = client.get(f"/applications/{application.pk}/files/{attachment.pk}/")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert ".." not in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content) == b"<script>"


def test_a_file_of_another_application_is_not_there(client, officer, event, settings, tmp_path):
    settings.FILES = tmp_path
    application, other = applicant(event, 1), applicant(event, 2)
    attachment = ApplicationFile.objects.create(
        application=other, file=store_file(b"x", "application/pdf"), name="x.pdf"
    )
    assert client.get(f"/applications/{application.pk}/files/{attachment.pk}/").status_code == 404


def test_deciding_asks_for_a_reason_and_keeps_what_was_typed(client, officer, event):
    application = applicant(event, 1)
    url = f"/applications/{application.pk}/decide/"
    assert "Give the reason." in client.post(url, {"decision": "refuse", "reason": "", "version": "1"}).text
    client.post(url, {"decision": "more", "reason": "Send the certificate", "version": "1"})
    page = client.post(url, {"decision": "refuse", "reason": "Too late", "version": "1"}).text
    assert "You have changed this in another window in the meantime" in page
    assert "Too late" in page
    client.post(url, {"decision": "accept", "reason": "", "version": "2"})
    application.refresh_from_db()
    assert (application.state, application.number) == ("accepted", "S001")
    page = client.get(f"/applications/{application.pk}/").text
    assert page.index("Asked for more") < page.rindex("Accepted")


def test_limits_table_and_risk_are_set_with_care(client, officer, event):
    application = applicant(event, 1)
    table = event.tables.first()
    url = f"/applications/{application.pk}/settings/"
    assert "The most is less" in client.post(url, {"least": "4", "most": "2", "version": "1"}).text
    client.post(url, {"least": "1", "most": "6", "table": table.pk, "risk_flag": "on", "version": "1"})
    page = client.post(url, {"least": "2", "version": "1"}).text
    assert "You have saved changes in another window" in page
    application.refresh_from_db()
    assert (application.least, application.most, application.table_id, application.risk_flag) == (1, 6, table.pk, True)


def test_one_goes_from_one_application_to_the_next(client, officer, event):
    first, second, third = (applicant(event, n) for n in (1, 2, 3))
    page = client.get(f"/applications/{second.pk}/").text
    assert f'href="/applications/{first.pk}/" rel="prev"' in page
    assert f'href="/applications/{third.pk}/" rel="next"' in page


def test_drafts_and_applications_elsewhere_are_nobodys_business(client, officer, event):
    draft, foreign = applicant(event, 1), applicant(consultation(sellers=0, buyers=0), 1)
    Application.objects.filter(pk=draft.pk).update(state="draft")
    for application in (draft, foreign):
        assert client.get(f"/applications/{application.pk}/").status_code == 404
        assert client.post(f"/applications/{application.pk}/decide/").status_code == 404


def test_the_log_of_disclosures_names_both_sides(client, officer, event, django_assert_num_queries):
    application, recipient = applicant(event, 1), applicant(event, 2, "buyer", "zh")
    for more in (1, 2):
        for _ in range(more):
            Disclosure.objects.create(
                application=application, to=recipient.applicant, to_organisation=recipient.organisation,
                to_country="CN", what=["people", "contact"],
            )  # fmt: skip
        with django_assert_num_queries(7):
            page = client.get(f"/events/{event.pk}/disclosures/").text
    assert "样例 B002" in page
    assert "Names of people" in page

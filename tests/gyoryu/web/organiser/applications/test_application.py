"""The page of one application: what it shows, decisions, limits, files."""

from datetime import UTC, datetime

import pytest

from gyoryu.base.files import store_file
from gyoryu.meetings.models import ApplicationFile, Consent, ProjectCard, Representative, Topic
from tests.gyoryu.web.markup import collapse
from tests.gyoryu.web.organiser.applications.applicants import applicant

pytestmark = pytest.mark.django_db
SENT = datetime(2026, 3, 5, tzinfo=UTC)


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

"""What is stored about an address, as rows and as a download."""

import pytest
from django.utils.translation import override

from gyoryu.meetings.models import Consent
from gyoryu.web.privacy.stored_data import as_download, overview
from tests.gyoryu.factories import BEGIN, make_application

pytestmark = pytest.mark.django_db


def test_what_cannot_be_erased_comes_last():
    application = make_application()
    Consent.objects.create(
        application=application, kind="collection", given_at=BEGIN, text_version="1", keep_until="2027-05-12"
    )
    with override("en"):
        rows = overview(application.applicant.email)
    assert [row.stays for row in rows] == sorted(row.stays for row in rows)
    by_label = {row.what: row for row in rows}
    account, consent = by_label["Account: address and names"], by_label["Consents, with their dates"]
    assert (account.rows, account.stays, account.outcome) == (1, False, "is deleted")
    assert (consent.rows, consent.stays) == (1, True)


def test_nothing_is_stored_about_a_stranger():
    assert overview("nobody@firm.example") == []


def test_a_download_is_saved_and_never_shown():
    response = as_download(b"PK sample")
    assert response.content == b"PK sample"
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="personal-data.zip"'

"""Emails without anything to read."""

import pytest

from gyoryu.base.refusals import Refused
from gyoryu.news.documents.actions import ingest_mail
from gyoryu.news.documents.models import Document
from tests.gyoryu.articles import NOW
from tests.gyoryu.consultations import person

pytestmark = pytest.mark.django_db

LOGO = b"""Content-Type: multipart/mixed; boundary=x

--x
Content-Type: image/png; name=logo.png
Content-Disposition: inline; filename=logo.png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--x--
"""


@pytest.mark.parametrize("data", [b"", b"Subject: nothing\r\n\r\n", b"Subject: nothing\r\n\r\n \r\n", LOGO])
def test_an_email_without_text_and_documents_is_refused(settings, tmp_path, data):
    settings.FILES = tmp_path
    with pytest.raises(Refused, match="mail_is_empty"):
        ingest_mail(data, now=NOW, by=person("a@agency.example"))
    assert not Document.objects.exists()

"""What the form of an organisation refuses, and what it keeps."""

import pytest

from gyoryu.organisations.models import Organisation
from tests.gyoryu.web.organiser.organisations.registering import FORM

pytestmark = pytest.mark.django_db


def test_a_faulty_form_keeps_what_was_typed(signed_in):
    answer = signed_in("officer").post(
        "/organisations/new/", {**FORM, "city": "수원", "scheme": "kr_brn", "value": "116-82-00275"}
    )
    assert answer.status_code == 200
    assert 'value="수원"' in answer.text
    assert 'value="116-82-00275"' in answer.text
    assert "check digit does not fit" in answer.text
    assert not Organisation.objects.exists()

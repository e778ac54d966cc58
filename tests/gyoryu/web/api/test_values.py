"""What the API reads and refuses to read."""

import pytest

from tests.gyoryu.web.api.calling import caller

pytestmark = pytest.mark.django_db


def test_unknown_names_and_wrong_types_are_refused(client, event, officer):
    call = caller(client, officer)
    answer = call("post", f"/events/{event.pk}/runs", {"seconds": "5", "more": 1})
    assert answer.status_code == 422
    assert {error["place"][-1] for error in answer.json()["detail"]["errors"]} == {"seconds", "more"}
    assert call("get", "/programmes/99999999999999999999").status_code == 422

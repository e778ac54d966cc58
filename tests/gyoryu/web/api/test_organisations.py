"""The directory through the API."""

import pytest

from gyoryu.organisations.actions import reindex
from tests.gyoryu.web.api.calling import application, caller

pytestmark = pytest.mark.django_db


def test_the_directory_is_searched_and_edited_with_the_version(client, event, officer):
    call = caller(client, officer)
    number = {"scheme": "kr_brn", "value": "120-81-47521"}
    created = call("post", "/organisations", {"names": {"ko": "한빛환경"}, "identifiers": [number]})
    assert created.status_code == 201
    reindex()
    (organisation,) = call("get", "/organisations?q=한빛").json()["items"]
    assert organisation["identifiers"] == [{"scheme": "kr_brn", "value": "1208147521"}]
    changed = {"names": {"ko": "한빛환경", "zh": "韩光环保"}, "version": organisation["version"]}
    assert call("put", f"/organisations/{organisation['id']}", changed).json()["names"]["zh"] == "韩光环保"
    again = call("put", f"/organisations/{organisation['id']}", changed)
    assert (again.status_code, again.json()["code"]) == (409, "changed_meanwhile")
    taken = call("post", "/organisations", {"names": {"en": "X"}, "identifiers": [number]})
    assert (taken.status_code, taken.json()["code"]) == (409, "identifier_taken")


def test_participants_neither_read_nor_keep_the_directory(client, event):
    call = caller(client, application(event, "S001").applicant)
    assert call("get", "/organisations").status_code == 403
    assert call("post", "/organisations", {"names": {"ko": "x"}}).status_code == 403

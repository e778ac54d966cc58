"""The access log as a page and as a file."""

import pytest
from django.urls import reverse
from django.utils import timezone

from gyoryu.privacy.actions.accesses import log_access
from gyoryu.privacy.models import AccessEntry


def test_the_log_is_narrowed_by_who_whom_and_when_and_taken_along(client, stage):
    people, url_values = stage
    for role, number in (("officer", url_values["seller"]), ("viewer", url_values["buyer"])):
        client.force_login(people[role])
        client.get(reverse("application", args=[number]))
    client.force_login(people["operator"])

    def rows(**query):
        return len(client.get(reverse("access-log"), query).context["rows"])

    assert rows(who="viewer@") == 1
    assert rows(kind="application") == 2
    assert rows(kind="application", number=url_values["buyer"]) == 1
    assert rows(kind="application", number=url_values["buyer"] + 9000) == 0
    assert rows(until="2020-01-01") == 0
    assert rows(since="not a day") == 0
    body = client.get(reverse("access-log-file"), {"kind": "application"}).content.decode("utf-8-sig")
    assert body.count("\r\n") == 3
    assert "viewer@agency.example" in body
    assert AccessEntry.objects.filter(task="access-log-file", deed="export").count() == 1


def test_cells_that_would_begin_a_formula_do_not(client, stage):
    people, _ = stage
    log_access(people["viewer"], "=cmd()", "application", "read", timezone.now(), kind="application", keys=[1])
    client.force_login(people["operator"])
    assert ",'=cmd()," in client.get(reverse("access-log-file")).content.decode()


@pytest.mark.parametrize("name", ["access-log", "access-log-file", "person"])
def test_only_operators_may_read_it(client, stage, name):
    people, _ = stage
    client.force_login(people["officer"])
    assert client.get(reverse(name)).status_code == 403

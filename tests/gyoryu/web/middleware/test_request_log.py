"""Log lines: one for each refused request, with numbers and without names."""

import io
import logging
import re

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.test import Client
from django.utils.log import configure_logging

from gyoryu.people.models import User

pytestmark = pytest.mark.django_db
LINE = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} (?P<level>[A-Z]+) (?P<logger>[\w.]+) "
    r"request=(?P<request>[0-9a-f]{12}|-) user=(?P<user>\d+|-): (?P<message>.*)"
)


@pytest.fixture
def log_output(monkeypatch):
    """What the program writes with its own settings of logging."""
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
    yield stream
    root.handlers = handlers
    root.setLevel(level)
    logging.getLogger("gyoryu.access").setLevel(logging.WARNING)


def raising(monkeypatch, fault):
    def front(request):
        raise fault

    monkeypatch.setattr("gyoryu.web.site.public.open_calls", front)


REFUSALS = {
    "forbidden": (PermissionDenied("no"), {}, 403),
    "missing": (Http404("no"), {}, 404),
    "suspicious": (SuspiciousOperation("line\n2026-01-01 ERROR forged"), {}, 400),
    "host": (None, {"host": "evil.example"}, 400),
}


@pytest.mark.parametrize("kind", REFUSALS)
def test_what_is_refused_is_one_line_without_a_traceback(client, monkeypatch, log_output, kind):
    fault, headers, status = REFUSALS[kind]
    if fault:
        raising(monkeypatch, fault)
    answer = client.get("/", headers=headers)
    assert answer.status_code == status
    (line,) = log_output.getvalue().splitlines()
    assert LINE.fullmatch(line)["request"] == answer["X-Request-ID"]


@pytest.mark.parametrize("address", ["/nowhere", "/audit/%0A2026-01-01%20ERROR%20forged", "/events/1/"])
def test_every_address_that_is_not_there_is_one_line(client, log_output, address):
    client.force_login(User.objects.create_user("somebody@agency.example", "x"))
    assert client.get(address).status_code in (403, 404)
    lines = log_output.getvalue().splitlines()
    assert len(lines) == 1
    assert LINE.fullmatch(lines[0])


def test_a_fault_is_written_with_its_traceback_and_the_number_that_the_reader_sees(monkeypatch, log_output):
    client = Client(raise_request_exception=False)
    user = User.objects.create_user("somebody@agency.example", "x")
    client.force_login(user)
    raising(monkeypatch, RuntimeError("broken"))
    answer = client.get("/")
    first, *trace = log_output.getvalue().splitlines()
    match = LINE.fullmatch(first)
    assert (match["level"], match["request"]) == ("ERROR", answer["X-Request-ID"])
    assert trace[0].startswith("Traceback")
    assert answer["X-Request-ID"] in answer.text
    assert "somebody" not in log_output.getvalue()


def test_who_is_signed_in_is_a_number(client, monkeypatch, log_output):
    user = User.objects.create_user("somebody@agency.example", "x")
    client.force_login(user)
    assert client.get("/audit/").status_code == 403
    assert LINE.fullmatch(log_output.getvalue().rstrip("\n"))["user"] == str(user.pk)


@pytest.mark.parametrize("language", ["ko", "zh", "en"])
@pytest.mark.parametrize(("address", "status"), [("/nowhere", 404), ("/audit/", 403)])
def test_error_pages_tell_the_number(client, address, status, language):
    client.force_login(User.objects.create_user("somebody@agency.example", "x", language=language))
    answer = client.get(address)
    assert answer.status_code == status
    assert answer["X-Request-ID"] in answer.text


def test_each_request_has_another_number(client):
    assert len({client.get("/")["X-Request-ID"] for _ in range(20)}) == 20


def test_the_access_log_is_off_and_writes_patterns_instead_of_addresses_once_it_is_on(client, log_output):
    client.get("/board/123/")
    assert "gyoryu.access" not in log_output.getvalue()
    logging.getLogger("gyoryu.access").setLevel(logging.INFO)
    client.get("/board/123/?q=somebody")
    line = next(line for line in log_output.getvalue().splitlines() if "gyoryu.access" in line)
    assert re.fullmatch(r"GET /board/<int:number>/ 404 \d+ ms", LINE.fullmatch(line)["message"])


def test_outside_of_requests_there_are_no_numbers(log_output):
    logging.getLogger("gyoryu.jobs.worker").warning("job %s", 7)
    match = LINE.fullmatch(log_output.getvalue().rstrip("\n"))
    assert (match["request"], match["user"], match["message"]) == ("-", "-", "job 7")

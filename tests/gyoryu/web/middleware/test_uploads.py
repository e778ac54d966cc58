"""Bodies that are too large are refused unread; refused forms lose no typed text."""

import errno
import json
import re
import socket
import threading
from pathlib import Path
from tempfile import gettempdir
from types import SimpleNamespace
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from gyoryu.meetings.models import Application
from gyoryu.web.middleware import uploads
from tests.gyoryu.consultations import consultation, person
from tests.gyoryu.web.walking import addresses, arguments

HERE = Path(__file__).parents[4] / "gyoryu"
HUGE = 600 << 20
FORM = "application/x-www-form-urlencoded"
pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(db, settings, tmp_path):
    settings.FILES = tmp_path
    event = consultation()
    return event, person("o@agency.example", event.programme, "officer")


def sent(client, url, length, **more):
    """A request that says it is so long, and brings nothing: whoever would read it would find nothing."""
    return client.post(url, b"", content_type=FORM, CONTENT_LENGTH=str(length), **more)


KNOWN = dict.fromkeys(
    ("event", "event_id",
     "programme", "seller", "buyer", "slot", "table", "version", "meeting", "log", "application", "output",
     "run", "badge", "repair", "email", "secret", "organisation", "identifier", "contact", "number", "invitation",
     "interpreter", "other", "calendar", "token", "file", "batch", "api_token", "wish", "own_wish", "role", "arrival",
     "copy", "proposal", "post", "post_number", "post_file", "watch", "source", "moment", "party", "pk", "form",
     "email_batch", "editor"), 1,
) | {"side": "seller", "language": "ko", "step": "people", "kind": "organisation", "key": "x"}  # fmt: skip


def test_strangers_send_little_wherever_they_send_it(client):
    for _, name, pattern in addresses():
        url = reverse(name, kwargs=arguments(name, pattern.pattern.converters, KNOWN))
        assert sent(client, url, uploads.MAX_FORM_BYTES + 1).status_code == 413, url
    assert sent(client, "/api/logs", uploads.MAX_FORM_BYTES + 1).json()["code"] == "too_large"
    assert sent(client, "/nowhere/", HUGE).status_code == 413
    assert sent(client, "/sign-in/", int("9" * 30)).status_code == 413
    assert sent(client, "/sign-in/", 0).status_code == 200


def status(url, length, session):
    request = RequestFactory().post(url, b"", content_type=FORM, CONTENT_LENGTH=str(length))
    request.session = session
    return uploads.limit_bodies(lambda _: HttpResponse())(request).status_code


def test_whoever_is_signed_in_sends_files_where_files_are_taken_and_no_more_than_they_may():
    signed_in = {SESSION_KEY: "1"}
    importing, terms = reverse("event-exchange", args=[1]), reverse("event-terms", args=[1])
    assert status(importing, 20 << 20, signed_in) == 200
    assert status(importing, 22 << 20, signed_in) == 413
    assert status(importing, 2 << 20, {}) == 413
    assert status(terms, 2 << 20, signed_in) == 413
    assert status(reverse("my-apply-step", args=[1, "topics"]), 100 << 20, signed_in) == 200


def test_the_refusal_is_a_page_in_the_readers_language(client):
    for language, words in (("ko", "너무 큽니다"), ("zh-hans", "内容过大"), ("en", "too large")):
        response = sent(client, "/sign-in/", HUGE, headers={"accept-language": language})
        assert words in response.text
        assert "1 MB" in response.text


def test_a_body_without_a_length_is_not_read(client):
    response = client.post("/sign-in/", b"", content_type=FORM, CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked")
    assert response.status_code == 411


def test_thousands_of_fields_are_a_page_with_a_sentence(client, officer):
    client.force_login(officer[1])
    body = "&".join(f"f{n}=1" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    response = client.post("/account/", body, content_type=FORM, headers={"accept-language": "en"})
    assert response.status_code == 413
    assert "too large" in response.text
    few = "&".join(f"f{n}=1" for n in range(3000))
    assert client.post("/account/", few, content_type=FORM).status_code < 400


def test_nothing_of_a_body_is_read_before_its_length_is_looked_at():
    """Sessions, languages, policies read no body; forms and tokens against forged ones do."""
    order = settings.MIDDLEWARE
    place = order.index("gyoryu.web.middleware.uploads.limit_bodies")
    assert place < order.index("django.middleware.csrf.CsrfViewMiddleware")
    assert place < order.index("gyoryu.web.middleware.text_input.NormalizeTextInput")

    class Unread:
        def read(self, *_):
            raise AssertionError("read")

        readline = __iter__ = read

    request = RequestFactory().generic("POST", "/sign-in/", **{"wsgi.input": Unread(), "CONTENT_LENGTH": str(HUGE)})
    request.session = {}
    assert uploads.limit_bodies(lambda _: pytest.fail("went on"))(request).status_code == 413


def test_six_hundred_megabytes_over_a_socket_are_refused_by_their_head(settings):
    class Silent(WSGIRequestHandler):
        def log_message(self, *_):
            pass

    before = set(Path(gettempdir()).glob("*.upload"))
    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Silent) as server:
        server.timeout = 10
        serving = threading.Thread(target=server.handle_request, daemon=True)
        serving.start()
        with socket.create_connection(("127.0.0.1", server.server_port), timeout=60) as client:
            head = "POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
            client.sendall(f"{head}Content-Length: {HUGE}\r\n\r\n--x\r\n".encode())
            client.sendall(b'Content-Disposition: form-data; name="f"; filename="f"\r\n\r\n' + b"x" * 100_000)
            assert re.match(rb"HTTP/1.. 413 ", client.recv(4096))
        serving.join(60)
    assert set(Path(gettempdir()).glob("*.upload")) == before


def test_files_are_read_by_one_function_only():
    readers = [
        path.name
        for path in HERE.joinpath("web").rglob("*.py")
        if path.name != "sent_forms.py"  # takes their digest, piece by piece
        and "FILES" in (text := path.read_text())
        and re.search(r"(?<![.\w])(?:upload|file)\.(?:read|chunks)\(", text)
    ]
    assert not readers


def test_a_file_that_is_too_large_is_refused_unread():
    upload = SimpleNamespace(size=uploads.MAX_BYTES + 1, read=lambda *_: pytest.fail("read"))
    with pytest.raises(uploads.Refused, match="file_too_large"):
        uploads.read_upload(upload)


def full(*_):
    raise OSError(errno.ENOSPC, "No space left on device")


FULL = "서버의 저장 공간이 가득 찼습니다. 시스템 운영자에게 알린 뒤 다시 해 보십시오."
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def test_a_full_disk_is_told_and_what_was_typed_is_kept(client, officer, monkeypatch, clock):
    event, user = officer
    application = Application.objects.filter(event=event, side="seller").first()
    application.state = Application.State.DRAFT
    application.save()
    clock(event.terms.apply_from)
    monkeypatch.setattr("os.fsync", full)
    client.force_login(application.applicant)
    url = reverse("my-apply-step", args=[application.pk, "topics"])
    data = {"remark": "typed words", "act": "file", "file": SimpleUploadedFile("a.pdf", PDF)}
    page = client.post(url, data, follow=True)
    assert "typed words" in json.dumps(Application.objects.get(pk=application.pk).typed)
    assert FULL in page.text
    client.force_login(user)
    post = {
        "title_ko": "견본",
        "body_ko": "글",
        "programme": event.programme_id,
        "files": SimpleUploadedFile("a.pdf", PDF),
    }
    edited = client.post(reverse("post-new"), post, follow=True)
    assert FULL in edited.text
    assert "견본" in edited.text
    response = client.post(reverse("documents-upload"), {"text": "typed words"})
    assert response.status_code == 422
    assert FULL in response.text
    assert "typed words" in response.text


def test_a_disk_that_is_full_while_a_large_file_comes_is_told(client, officer, monkeypatch):
    event, user = officer
    client.force_login(user)
    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile.write", full, raising=False)
    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryFileUploadHandler.receive_data_chunk", full)
    file = SimpleUploadedFile("a.xlsx", b"x" * (3 << 20))
    response = client.post(reverse("event-exchange", args=[event.pk]), {"file": file})
    assert response.status_code == 507
    assert "서버의 저장 공간이 가득 찼습니다" in response.text

"""Plain, STARTTLS, implicit TLS and login against a server that demands them; what operators read where it fails."""

import ssl
import subprocess

import pytest
from django.utils.translation import override

from gyoryu.jobs.smtp import Answer, Connection, NoServer
from gyoryu.web.texts.failures import FAILURES, failure_text
from tests.gyoryu.jobs.mail_server import serving

LOGIN = ("site", "right password")
WAYS = {"plain": (False, False), "starttls": (True, False), "implicit": (False, True)}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A self-signed certificate for 127.0.0.1 and its key, as paths."""
    folder = tmp_path_factory.mktemp("tls")
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=mail -addext subjectAltName=IP:127.0.0.1"
    files = folder / "cert.pem", folder / "key.pem"
    out = ["-out", str(files[0]), "-keyout", str(files[1])]
    subprocess.run([*command.split(), *out], check=True, capture_output=True, timeout=120)
    return files


def context_of(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


def connect(settings, way, server, password=LOGIN[1]):
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = WAYS[way]
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = (LOGIN[0], password) if server.login else ("", "")
    return Connection()


def security(way, certificate, login):
    tls = None if way == "plain" else context_of(certificate)
    return {"tls": tls, "is_implicit": way == "implicit", "login": login}


@pytest.mark.parametrize("login", [None, LOGIN])
@pytest.mark.parametrize("way", WAYS)
def test_what_the_server_demands_is_given(settings, monkeypatch, certificate, way, login):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with serving(settings, **security(way, certificate, login)) as server:
        connection = connect(settings, way, server)
        assert connection.transmit("a@site.example", "b@firm.example", b"Subject: x\r\n\r\nx\r\n") is Answer.SENT
        connection.close()
        assert server.recipients() == ["b@firm.example"]


@pytest.mark.parametrize("way", WAYS)
def test_a_wrong_password_is_named(settings, monkeypatch, certificate, way):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    with serving(settings, **security(way, certificate, LOGIN)) as server:
        with pytest.raises(NoServer, match="mail_login_refused"):
            connect(settings, way, server, "wrong password")
        assert server.taken == []


@pytest.mark.parametrize("way", ["starttls", "implicit"])
def test_a_certificate_of_nobody_known_is_named(settings, certificate, way):
    with serving(settings, **security(way, certificate, LOGIN)) as server:
        with pytest.raises(NoServer, match="certificate_unknown"):
            connect(settings, way, server)
        assert server.taken == []


def test_the_wrong_kind_of_encryption_is_named(settings, certificate):
    with serving(settings, login=LOGIN) as server, pytest.raises(NoServer, match="mail_no_encryption_or_login"):
        connect(settings, "starttls", server)
    with serving(settings, login=LOGIN) as server, pytest.raises(NoServer, match="encryption_fails"):
        connect(settings, "implicit", server)


@pytest.mark.parametrize(
    "code", ["mail_login_refused", "mail_no_encryption_or_login", "certificate_unknown", "encryption_fails"]
)
def test_each_failure_has_a_sentence_of_its_own_in_three_languages(code):
    sentences = set()
    for language in ("ko", "zh-hans", "en"):
        with override(language):
            sentences.add(failure_text(code))
            assert failure_text(code) != str(FAILURES["fault"])
    assert len(sentences) == 3

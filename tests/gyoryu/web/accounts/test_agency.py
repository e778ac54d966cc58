"""Single sign-on (OpenID Connect), with a server of this test as issuer."""

import json
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.hazmat.primitives.asymmetric import rsa

from gyoryu.people.models import User

pytestmark = pytest.mark.django_db
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Issuer(HTTPServer):
    """Answers every sign-in with the claims in `person`."""

    person: dict
    nonce = ""

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        url = self.server.url
        if self.path == "/.well-known/openid-configuration":
            self.send_json(
                {
                    "issuer": url,
                    "authorization_endpoint": f"{url}/authorize",
                    "token_endpoint": f"{url}/token",
                    "userinfo_endpoint": f"{url}/userinfo",
                    "jwks_uri": f"{url}/keys",
                }
            )
        elif self.path == "/keys":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            self.send_json({"keys": [key | {"kid": "1", "alg": "RS256", "use": "sig"}]})
        else:
            self.send_json(self.server.person)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        now = int(time.time())
        claims = {"iss": self.server.url, "aud": "gyoryu", "iat": now, "exp": now + 60, **self.server.person}
        token = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "1"})
        self.send_json({"access_token": "x", "token_type": "Bearer", "expires_in": 60, "id_token": token})

    def send_json(self, data):
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def issuer(settings):
    server = Issuer(("127.0.0.1", 0), Answers)
    server.person = {"sub": "42", "email": "officer@agency.example", "email_verified": True}
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    app = {
        "provider_id": "agency",
        "name": "견본 기관",
        "client_id": "gyoryu",
        "secret": "s",
        "settings": {"server_url": server.url},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def go_and_come_back(client, address="/account/oidc/agency/", state=None):
    redirect = client.get(address)["Location"]
    query = parse_qs(urlsplit(redirect).query)
    assert query["code_challenge_method"] == ["S256"]
    return client.get("/account/oidc/agency/back/", {"code": "c", "state": state or query["state"][0]})


def is_signed_in(client):
    return client.get("/start/").status_code == 200


def test_it_opens_the_account_of_its_confirmed_address(client, officer, issuer):
    assert go_and_come_back(client)["Location"] == "/start/"
    assert is_signed_in(client)
    officer.refresh_from_db()
    assert officer.has_usable_password()
    client.logout()
    assert go_and_come_back(client)["Location"] == "/start/", "and once more, now that it is known"


def test_it_leads_on_within_the_site_only(client, officer, issuer):
    assert go_and_come_back(client, "/account/oidc/agency/?next=/audit/")["Location"] == "/audit/"
    client.logout()
    assert go_and_come_back(client, "/account/oidc/agency/?next=https://evil.example/")["Location"] == "/start/"


@pytest.mark.parametrize(
    "person", [{"email": "stranger@agency.example"}, {"email_verified": False}], ids=["unknown", "not confirmed"]
)
def test_it_opens_no_account_for_others(client, officer, issuer, person):
    issuer.person |= person
    answer = go_and_come_back(client)
    assert not is_signed_in(client)
    assert User.objects.count() == 1
    assert answer.status_code in (200, 302)


def test_it_opens_no_closed_account(client, officer, issuer):
    officer.is_active = False
    officer.save()
    go_and_come_back(client)
    assert not is_signed_in(client)


def test_it_does_not_replace_the_second_step(client, officer, issuer):
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    assert go_and_come_back(client)["Location"] == "/account/second-step/"
    assert not is_signed_in(client)


def test_an_answer_that_was_not_asked_for_is_refused_in_words(client, officer, issuer):
    answer = go_and_come_back(client, state="made-up")
    assert not is_signed_in(client)
    assert "로그인하지 못했습니다" in answer.text


def test_without_settings_there_is_no_single_sign_on(client, officer):
    assert "openid" not in client.get("/sign-in/").text.lower()
    assert client.get("/account/oidc/agency/").status_code == 404

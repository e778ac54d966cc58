"""The operator's handbook, followed word by word: start, proxy, upload, another key, backup, upgrade, restore."""

import json
import shutil
from urllib.request import urlopen

import pytest
import requests
import urllib3

from tests.gyoryu.jobs.running_workers import wait_until
from tests.gyoryu.management.operators_machine import NGINX, ROOT, Machine

NAME = "gyoryu.example"
EMAIL = "operator@agency.example"


@pytest.fixture
def machine(tmp_path):
    machine_ = Machine(tmp_path)
    yield machine_
    machine_.end()


class Browser:
    """Somebody at the site, through the proxy, to whom the name of the site leads."""

    def __init__(self, machine):
        self.base, self.session = f"https://127.0.0.1:{machine.https}", requests.Session()
        self.session.trust_env, self.session.verify = False, False
        self.session.headers.update({"Host": NAME, "Referer": f"https://{NAME}/"})

    def get(self, path):
        return self.session.get(self.base + path, allow_redirects=False, timeout=30)

    def post(self, path, data, **more):
        data = {"csrfmiddlewaretoken": self.session.cookies.get("csrftoken", ""), **data}
        return self.session.post(self.base + path, data=data, allow_redirects=False, timeout=60, **more)


def is_healthy(machine):
    def asked():
        try:
            with urlopen(f"http://127.0.0.1:{machine.port}/healthz", timeout=10) as response:
                return json.load(response)["status"] == "ok"
        except OSError:
            return False

    wait_until(asked, seconds=60)
    return True


@pytest.mark.skipif(not NGINX, reason="nginx is not installed")
@pytest.mark.skipif(not shutil.which("openssl"), reason="there is no openssl to make a certificate with")
def test_the_handbook_as_it_is_written_leads_to_a_site_that_works(machine, monkeypatch):
    monkeypatch.setattr("urllib3.connectionpool.HTTPSConnectionPool.assert_hostname", False, raising=False)
    urllib3.disable_warnings()
    password = start(machine)
    browser = Browser(machine)
    sign_in_and_look(machine, browser, password)
    document = upload(browser, b"\xea\xb0\x80" * (5 << 20 // 3) + b"!")
    another_key(machine, browser)
    machine.follow("Backup")
    lost_and_restored(machine, browser, document)
    assert "Traceback" not in machine.logs()
    assert (ROOT / "deploy/secrets").exists() is False


def start(machine):
    output, *_ = machine.follow("Start", only={0, 1})
    password = output.split()[-1]
    is_healthy(machine)
    machine.follow("Start", only={2, 3})
    assert "Superuser created" in output
    return password


def sign_in_and_look(machine, browser, password):
    plain_response = requests.get(
        f"http://127.0.0.1:{machine.http}/", headers={"Host": NAME}, allow_redirects=False, timeout=30
    )
    assert (plain_response.status_code, plain_response.headers["Location"]) == (301, f"https://{NAME}/")
    front_page = browser.get("/")
    assert front_page.status_code == 200
    assert front_page.headers["Strict-Transport-Security"] == "max-age=31536000"
    other_host = requests.get(
        browser.base, headers={"Host": "evil.example"}, verify=False, allow_redirects=False, timeout=30
    )
    assert other_host.status_code == 400
    browser.get("/sign-in/")
    response = browser.post("/sign-in/", {"login": EMAIL, "password": password})
    assert (response.status_code, response.headers.get("Location")) == (302, "/start/")
    assert all(cookie.secure for cookie in browser.session.cookies)
    assert browser.get("/audit/").status_code == 200


def upload(browser, data):
    """Five megabytes, which nginx alone would refuse; the number of the document."""
    assert browser.get("/news/").status_code == 200
    response = browser.post(
        "/news/bring/", {}, files={"files": ("보도자료.txt", data)}, headers={"Accept": "application/json"}
    )
    assert response.status_code == 200, response.text[:300]
    (number,) = response.json()["new"]
    return number


def another_key(machine, browser):
    key_before = (machine.root / "etc/gyoryu/secret_key").read_text()
    machine.follow("Another SECRET_KEY")
    assert (machine.root / "etc/gyoryu/secret_key").read_text() != key_before
    is_healthy(machine)
    assert browser.get("/audit/").status_code == 200  # still signed in


def lost_and_restored(machine, browser, document):
    files_before = sorted(file.name for file in (machine.root / "srv/gyoryu/data/files").rglob("*") if file.is_file())
    machine.follow("Restore", only={0})
    shutil.rmtree(machine.root / "srv/gyoryu/data")
    (machine.root / "srv/gyoryu/data").mkdir()
    machine.follow("Restore", only={1, 2})
    is_healthy(machine)
    files_after = sorted(file.name for file in (machine.root / "srv/gyoryu/data/files").rglob("*") if file.is_file())
    assert files_after == files_before != []
    assert browser.get(f"/news/arrivals/{document}/").status_code == 200
    # An upgrade, without the new version: the tables stay as they are.
    machine.follow("Upgrade", without=("git pull", "stop", "start"))

"""Signing in with a real browser: a virtual passkey, the second step, the account pages."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from gyoryu.people.models import User
from gyoryu.web.accounts.address_links import address_link
from gyoryu.web.accounts.sign_in_links import link_for
from tests.browser.screens import assert_good, browser_test, opened_page

PASSWORD = "a long sample password"
pytestmark = browser_test


@pytest.fixture
def officer(transactional_db, settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # the server of tests speaks no TLS
    return User.objects.create_user("officer@agency.example", PASSWORD, name_en="Sample Officer", language="en")


def sign_in(page, host, officer):
    page.goto(f"{host}/sign-in/")
    page.fill("#id_login", officer.email)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url(f"{host}/start/")


def with_authenticator(page):
    """A phone that holds passkeys and always says yes."""
    speaking = page.context.new_cdp_session(page)
    speaking.send("WebAuthn.enable", {"enableUI": False})
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    speaking.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_added_and_signs_in_without_a_password(browser, live_server, officer):
    page, host = opened_page(browser, 1280, "en-GB"), live_server.url
    with_authenticator(page)
    sign_in(page, host, officer)
    page.goto(f"{host}/account/passkeys/add/")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url(f"{host}/account/passkeys/add/")
    assert_good(page, host)
    page.check("#id_passwordless")
    page.click("#passkey_add")
    page.wait_for_url(f"{host}/account/second-factor/codes/")
    assert_good(page, host)
    page.goto(f"{host}/account/passkeys/")
    assert_good(page, host)
    page.context.clear_cookies()
    page.goto(f"{host}/sign-in/")
    page.click("#passkey_login")
    page.wait_for_url(f"{host}/start/")
    assert Authenticator.objects.filter(type="webauthn", last_used_at__isnull=False).exists()
    assert page.strange == []
    page.context.close()


def test_a_passkey_is_a_second_step(browser, live_server, officer):
    page, host = opened_page(browser, 1280, "en-GB"), live_server.url
    with_authenticator(page)
    sign_in(page, host, officer)
    page.goto(f"{host}/account/passkeys/add/")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.click("#passkey_add")
    page.wait_for_url(f"{host}/account/second-factor/codes/")
    page.context.clear_cookies()
    page.goto(f"{host}/sign-in/")
    page.fill("#id_login", officer.email)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url(f"{host}/account/second-step/")
    page.click("#passkey_step")
    page.wait_for_url(f"{host}/start/")
    page.context.close()


def test_a_passkey_that_fails_is_told_in_words(browser, live_server):
    page = opened_page(browser, 390, "ko-KR")
    page.goto(f"{live_server.url}/sign-in/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')) }")
    page.click("#passkey_login")
    page.wait_for_selector("#passkey-error:visible")
    assert_good(page, live_server.url)
    page.context.close()


@pytest.mark.parametrize(
    ("width", "locale", "language"), [(390, "ko-KR", "ko"), (390, "zh-CN", "zh"), (1280, "en-GB", "en")]
)
def test_every_page_of_an_account_is_good(browser, live_server, officer, width, locale, language):
    officer.language = language
    officer.save()
    page, host = opened_page(browser, width, locale), live_server.url
    link, address = link_for(officer), address_link(officer, "new@agency.example")
    for path in ("/sign-in/", "/account/link/", "/account/link/x/", "/account/password/forgotten/", link, address):
        page.goto(host + path)
        assert_good(page, host)
    page.goto(host + link)
    page.click("main button")
    page.wait_for_url(f"{host}/start/")
    page.goto(f"{host}/account/again/")
    assert_good(page, host)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(officer)
    for path in ("", "password/", "email/", "second-factor/", "second-factor/codes/", "second-factor/app/remove/"):
        page.goto(f"{host}/account/{path}")
        assert_good(page, host)
    Authenticator.objects.all().delete()
    page.goto(f"{host}/account/second-factor/app/")
    assert_good(page, host)
    page.context.close()

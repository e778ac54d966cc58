"""Adapters of django-allauth: who may sign in and how often, which emails are sent, what is recorded.

allauth keeps its own rate limits in a cache, which is local to a process; ours are in the database, shared by all
entry points."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from gyoryu.base.emails import send_email
from gyoryu.base.names import DJANGO_CODES, Language
from gyoryu.people import actions
from gyoryu.people.models import User
from gyoryu.people.rules import Proof
from gyoryu.privacy.actions.accesses import record_failed_sign_in
from gyoryu.web.accounts.devices import remember_device, source_of
from gyoryu.web.accounts.idle import note_use
from gyoryu.web.accounts.language_cookie import remember_language
from gyoryu.web.http import address_of
from gyoryu.web.texts.languages import language_of

WRONG = gettext_lazy("The e-mail address or the password is not right.")
MUST_WAIT = gettext_lazy(
    "There were too many attempts. Have a link sent to your e-mail address instead, or try again in 15 minutes."
)
MUST_WAIT_FOR_EMAILS = gettext_lazy(
    "Several e-mails were sent already. Please use the link in the latest one, or try again in 15 minutes."
)
CODE_USED = gettext_lazy("This code was used already. Please wait for the next one.")
EMAIL_CODES = {
    "account/email/password_reset_key": ("password_reset", "password_reset_url"),
}
# Notifications of allauth, and their codes in emails and audit lines.
CHANGES = {
    "account/email/password_changed": "password",
    "account/email/password_set": "password",
    "account/email/password_reset": "password",
    "mfa/email/totp_activated": "totp_on",
    "mfa/email/totp_deactivated": "totp_off",
    "mfa/email/recovery_codes_generated": "codes",
    "mfa/email/webauthn_added": "passkey_on",
    "mfa/email/webauthn_removed": "passkey_off",
}


class Accounts(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG,
        "account_inactive": WRONG,
        "invalid_login": WRONG,
        "too_many_login_attempts": MUST_WAIT,
        "rate_limited": MUST_WAIT,
        "too_many_emails": MUST_WAIT_FOR_EMAILS,
        "incorrect_code": gettext_lazy("The code is not right."),
        "code_used": CODE_USED,
        "incorrect_password": gettext_lazy("The password is not right."),
        "enter_current_password": gettext_lazy("The password is not right."),
        "email_taken": gettext_lazy("This address cannot be used."),
        "duplicate_email": gettext_lazy("This is your address already."),
        "same_as_current": gettext_lazy("This is your address already."),
        "invalid_password_reset": gettext_lazy("The link is no longer valid."),
    }

    def is_safe_url(self, url: Any) -> bool:
        """Return whether `url` is a safe redirect target; a malformed one is not."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse sign-up here: accounts are created by applications and invitations only."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Unlike allauth's, does not reveal closed accounts."""
        self.count_attempt(credentials.get("email", ""), "password", request)
        user = authenticate(request, **credentials)
        if user is None:
            record_failed_sign_in(credentials.get("email", ""), address_of(request), timezone.now())
        return user

    def count_attempt(self, email: str, proof: Proof, request: HttpRequest) -> None:
        """Count an attempt before a password or code is checked, or an email is sent. Raises `ValidationError`."""
        if not actions.begin_sign_in(email, proof, source_of(request, email), timezone.now()):
            raise self.validation_error("too_many_emails" if proof == "mail" else "too_many_login_attempts")

    def refuse_used(self, purpose: str, proof: str, fault: str) -> None:
        """Consume a link or code. Raises `ValidationError` with the message of `fault` if it was used before."""
        if not actions.consume_proof(purpose, proof, timezone.now()):
            raise self.validation_error(fault)

    def reauthenticate(self, user: User, password: str) -> bool:
        is_correct = self.authenticate(context.request, email=user.email, password=password) == user
        if is_correct:
            actions.forget_attempts(user, source_of(context.request, user.email))
        return is_correct

    def login(self, request: HttpRequest, user: User) -> None:
        """Complete the sign-in after its last step."""
        super().login(request, user)
        note_use(request)
        actions.complete_sign_in(user, source_of(request, user.email))

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse:
        response = cast(HttpResponse, super().post_login(request, user, **options))
        remember_language(response, DJANGO_CODES[language_of(user.language)])
        remember_device(request, response, user)
        return response

    def add_message(self, *_args: Any, **_options: Any) -> None:
        """Suppress the messages of allauth; pages have their own."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        code, link = EMAIL_CODES[template_prefix]
        user = cast(User, context["user"])
        send_email(code, email, cast(Language, user.language), {"link": path_of(context[link])})

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Record a change of the sign-in methods, and notify the former address."""
        change = CHANGES.get(template_prefix, "other")
        actions.notify_of_changed_sign_in(user, change, email or user.email, timezone.now())


class SecondFactors(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("The code is not right."),
        "code_used": CODE_USED,
    }


class AgencySignIn(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Single sign-on never creates accounts; it signs in existing ones by their confirmed address."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Connect the account at the first sign-in. allauth itself would remove the password, because with
        open sign-up the account could have been made by an attacker."""
        if not sociallogin.is_existing:
            confirmed = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
            user = User.objects.filter(email__in=confirmed).first()
            if user:
                sociallogin.connect(request, user)


def path_of(url: str) -> str:
    """Return the path without the host, which a client could forge; emails use that of the settings."""
    return "/" + url.split("://", 1)[-1].partition("/")[2]

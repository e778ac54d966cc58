"""allauth's forms with our labels and rate limits."""

from __future__ import annotations

import struct
from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from gyoryu.people import actions
from gyoryu.privacy.actions.accesses import record_failed_sign_in
from gyoryu.web.accounts.devices import source_of
from gyoryu.web.forms.base import Form
from gyoryu.web.http import address_of

LABELS = {
    "login": gettext_lazy("E-mail address"),
    "email": gettext_lazy("E-mail address"),
    "password": gettext_lazy("Password"),
    "oldpassword": gettext_lazy("Present password"),
    "password1": gettext_lazy("New password"),
    "password2": gettext_lazy("New password, once more"),
    "code": gettext_lazy("Code"),
    "name": gettext_lazy("Name of this passkey"),
    "passwordless": gettext_lazy("Sign in with this passkey alone, without a password"),
}
HINTS = {"password1": gettext_lazy("At least 10 characters, and nothing that is easy to guess.")}


class LocalisedForm:
    """Our labels and hints, without placeholders, which vanish while typing."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.label, field.help_text = LABELS.get(name, field.label), HINTS.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs["inputmode"] = "numeric"


class CountedCode:
    """A second-factor code that counts as a sign-in attempt."""

    user: Any

    def clean_code(self) -> str:
        get_adapter().count_attempt(self.user.email, "code", context.request)
        try:
            code = str(super().clean_code())  # type: ignore[misc]
        except forms.ValidationError:
            record_failed_sign_in(self.user.email, address_of(context.request), timezone.now())
            raise
        actions.forget_attempts(self.user, source_of(context.request, self.user.email))
        return code


class SingleUseCode(CountedCode):
    """A counted code that works once. allauth stores used codes in a cache, which is local to a process."""

    def clean_code(self) -> str:
        code = super().clean_code()
        get_adapter().refuse_used("code", f"{self.user.pk} {normalize_user_code(code)}", "code_used")
        return code


class SignInForm(LocalisedForm, account.LoginForm):
    pass


class ForgottenPasswordForm(LocalisedForm, account.ResetPasswordForm):
    def clean_email(self) -> str:
        get_adapter().count_attempt(self.cleaned_data["email"], "mail", context.request)
        return str(super().clean_email())


class NewPasswordForm(LocalisedForm, account.ResetPasswordKeyForm):
    def clean(self) -> dict[str, Any]:
        """Consume the link only for a valid password, and by the first of concurrent requests."""
        cleaned: dict[str, Any] = super().clean()
        if not self.errors:
            get_adapter().refuse_used("password_reset", f"{self.user.pk} {self.temp_key}", "invalid_password_reset")
        return cleaned


class ChangePasswordForm(LocalisedForm, account.ChangePasswordForm):
    def clean_oldpassword(self) -> str:
        get_adapter().count_attempt(self.user.email, "password", context.request)
        password = str(super().clean_oldpassword())
        actions.forget_attempts(self.user, source_of(context.request, self.user.email))
        return password


class SetPasswordForm(LocalisedForm, account.SetPasswordForm):
    pass


class PasswordAgainForm(LocalisedForm, account.ReauthenticateForm):
    pass


class CodeForm(LocalisedForm, SingleUseCode, mfa.AuthenticateForm):
    pass


class CodeAgainForm(LocalisedForm, SingleUseCode, mfa.ReauthenticateForm):
    pass


class AppForm(LocalisedForm, CountedCode, totp.ActivateTOTPForm):
    pass


# What the libraries raise for malformed responses, whose structure they do not validate.
MALFORMED_ANSWER_ERRORS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
)


class Credential(forms.JSONField):
    """The response of a passkey: a JSON object. Django passes on what Python's parser refuses: numbers of thousands
    of digits, deep nesting."""

    def to_python(self, value: Any) -> Any:
        try:
            credential = super().to_python(value)
        except (ValueError, RecursionError):
            credential = None
        if not isinstance(credential, dict):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid", params={"value": ""})
        return credential

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Never rendered again: the browser makes a new one."""
        return None


class PasskeyForm(LocalisedForm, webauthn.AddWebAuthnForm):
    credential = Credential(widget=forms.HiddenInput)

    def clean(self) -> Any:
        try:
            return super().clean()
        except MALFORMED_ANSWER_ERRORS:
            raise get_mfa_adapter().validation_error("incorrect_code") from None


class KnownPasskey(LocalisedForm):
    """The response of a passkey of the account."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except MALFORMED_ANSWER_ERRORS:
            raise get_mfa_adapter().validation_error("incorrect_code") from None


class PasskeySignInForm(KnownPasskey, webauthn.LoginWebAuthnForm):
    credential = Credential(widget=forms.HiddenInput)


class PasskeyAgainForm(KnownPasskey, webauthn.ReauthenticateWebAuthnForm):
    credential = Credential(widget=forms.HiddenInput)


class NewAddressForm(LocalisedForm, Form):
    email = forms.EmailField(max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class LinkForm(LocalisedForm, Form):
    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "username"}))

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).strip().lower()
        get_adapter().count_attempt(email, "mail", context.request)
        return email

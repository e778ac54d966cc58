"""allauth's forms in the words of the house, and with its limits."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy

from gyoryu.people import actions
from gyoryu.web.forms import Form

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


class OurWords:
    """Labels and hints of the house; nothing grey inside of fields, which vanishes while one types."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.label, field.help_text = LABELS.get(name, field.label), HINTS.get(name, "")
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs["inputmode"] = "numeric"


class Limited:
    """A code of a second factor counts as an attempt to sign in."""

    user: Any

    def clean_code(self) -> str:
        get_adapter().count_attempt(self.user.email, context.request)
        code = str(super().clean_code())  # type: ignore[misc]
        actions.forget_attempts(self.user)
        return code


class SignInForm(OurWords, account.LoginForm):
    pass


class ForgottenPasswordForm(OurWords, account.ResetPasswordForm):
    def clean_email(self) -> str:
        get_adapter().count_attempt(self.cleaned_data["email"], context.request)
        return str(super().clean_email())


class NewPasswordForm(OurWords, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    def clean_oldpassword(self) -> str:
        get_adapter().count_attempt(self.user.email, context.request)
        password = str(super().clean_oldpassword())
        actions.forget_attempts(self.user)
        return password


class SetPasswordForm(OurWords, account.SetPasswordForm):
    pass


class PasswordAgainForm(OurWords, account.ReauthenticateForm):
    pass


class CodeForm(OurWords, Limited, mfa.AuthenticateForm):
    pass


class CodeAgainForm(OurWords, Limited, mfa.ReauthenticateForm):
    pass


class AppForm(OurWords, Limited, totp.ActivateTOTPForm):
    pass


class PasskeyForm(OurWords, webauthn.AddWebAuthnForm):
    pass


class NewAddressForm(OurWords, Form):
    email = forms.EmailField(max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class LinkForm(OurWords, Form):
    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "username"}))

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).strip().lower()
        get_adapter().count_attempt(email, context.request)
        return email

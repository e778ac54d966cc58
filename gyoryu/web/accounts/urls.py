"""URLs of accounts and of signing in. allauth finds its views by name; those that are not used here have no URL."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.contrib.auth.decorators import login_required
from django.urls import path, re_path

from gyoryu.web.accounts import account_views, addresses, language_choice, links, tokens

sign_in = account_views.SignIn.as_view()

urlpatterns = [
    path("language/", language_choice.choose_language, name="choose-language"),
    path("sign-in/", sign_in, name="sign-in"),
    path("sign-in/", sign_in, name="account_login"),
    path("sign-out/", account_views.sign_out, name="sign-out"),
    path("sign-out/elsewhere/", account_views.sign_out_elsewhere, name="sign-out-elsewhere"),
    path("account/", account_views.own_account, name="account"),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/<int:token>/revoke/", tokens.revoke, name="token-revoke"),
    path("account/link/", links.request_link, name="sign-in-link"),
    path("account/link/<str:token>/", links.use_link, name="use-link"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/again/", account.reauthenticate, name="account_reauthenticate"),
    path("account/again/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/again/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/email/", addresses.change, name="account_email"),
    path("account/email/<str:token>/", addresses.confirm, name="confirm-address"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/first/", account.password_set, name="account_set_password"),
    path("account/password/forgotten/", account.password_reset, name="account_reset_password"),
    path("account/password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "account/password/new/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^account/password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("account/second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("account/second-factor/", mfa.index, name="mfa_index"),
    path("account/second-factor/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/second-factor/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second-factor/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/second-factor/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("account/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("account/passkeys/sign-in/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("account/passkeys/<int:pk>/remove/", login_required(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("account/agency/error/", social.login_error, name="socialaccount_login_error"),
    path("account/agency/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("account/agency/closed/", social.signup, name="socialaccount_signup"),
    path("account/oidc/<str:provider_id>/", oidc.login, name="openid_connect_login"),
    path("account/oidc/<str:provider_id>/back/", oidc.callback, name="openid_connect_callback"),
]

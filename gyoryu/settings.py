"""Settings, from the environment where an operator must choose. `docs/handbook/operator.md` explains each."""

from __future__ import annotations

import os
from pathlib import Path
from wsgiref.headers import Headers

from gyoryu.base.database import database_settings
from gyoryu.base.environment import secret, switched_on
from gyoryu.base.names import DJANGO_CODES, LANGUAGE_NAMES

PACKAGE = Path(__file__).resolve().parent

DEBUG = switched_on("DEBUG")
# If empty, planning from a workbook works, and the website refuses to start.
SECRET_KEY = secret("SECRET_KEY", "only-for-development" if DEBUG else "")
# Former keys, separated by spaces; their signatures stay valid until the key is removed from this list.
SECRET_KEY_FALLBACKS = secret("SECRET_KEY_FALLBACKS").split()
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "gyoryu",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "gyoryu.web.middleware.health.answer_health",
    "gyoryu.web.middleware.request_log.number_requests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gyoryu.web.middleware.headers.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gyoryu.web.middleware.headers.forbid_private_caching",
    "django.middleware.locale.LocaleMiddleware",
    "gyoryu.web.middleware.uploads.limit_bodies",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "gyoryu.web.middleware.text_input.NormalizeTextInput",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gyoryu.web.accounts.idle.end_idle_sessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gyoryu.web.privacy.access_log.record_access",
    "gyoryu.web.middleware.form_pages.redirect_to_form_pages",
    "gyoryu.web.middleware.full_disk.AnswerFullDisk",
    "gyoryu.web.forms.sent_forms.answer_once",
]
ROOT_URLCONF = "gyoryu.urls"
WSGI_APPLICATION = "gyoryu.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ],
            "builtins": ["gyoryu.web.forms.error_summary", "gyoryu.web.forms.sent_forms"],
            "libraries": {
                "display": "gyoryu.web.template_tags.display",
                "fragments": "gyoryu.web.template_tags.fragments",
                "participant": "gyoryu.web.participant.template_tags",
            },
        },
    }
]

# What `gyoryu serve` starts: processes, and threads of each, each with a connection to the database.
WEB_HOST = os.environ.get("WEB_HOST", "127.0.0.1")
WEB_PORT = int(os.environ.get("WEB_PORT", "8000"))
WEB_PROCESSES = int(os.environ.get("WEB_PROCESSES", "2"))
WEB_THREADS = int(os.environ.get("WEB_THREADS", "8"))

DATABASES = {"default": database_settings(secret("DATABASE_URL", "sqlite:///db.sqlite3"))}

# Uploads, by the digest of their content. Never served by path: a view checks the permission.
FILES = Path(os.environ.get("FILES", "files")).absolute()

# Retention periods of personal data in days, where no consent names one. docs/handbook/privacy.en.md has the table.
KEPT_DAYS = {
    "drafts": int(os.environ.get("KEEP_DRAFTS_DAYS", "90")),
    "account": int(os.environ.get("KEEP_ACCOUNTS_DAYS", "730")),
    "directory": int(os.environ.get("KEEP_DIRECTORY_DAYS", "1095")),
    "letters": int(os.environ.get("KEEP_EMAILS_DAYS", "365")),
    "outputs": int(os.environ.get("KEEP_OUTPUTS_DAYS", "30")),
    "imports": int(os.environ.get("KEEP_IMPORTS_DAYS", "180")),
    "jobs": int(os.environ.get("KEEP_JOBS_DAYS", "30")),
    "undo": 1,  # undo rows are valid for an hour; the daily job removes them
    "access_log": int(os.environ.get("KEEP_ACCESS_LOG_DAYS", "730")),
    "backups": int(os.environ.get("KEEP_BACKUPS_DAYS", "365")),
}

# Hosts from which documents may be fetched; `.korea.kr` includes all subdomains. Empty: nothing is fetched.
NEWS_HOSTS = [host.strip().lower() for host in os.environ.get("NEWS_HOSTS", "").split(",") if host.strip()]
# The key of the open press-release service at data.go.kr, not yet percent-encoded.
PRESS_RELEASE_KEY = secret("PRESS_RELEASE_KEY")

# The public URL of the site, for links in emails.
SITE_URL = os.environ.get("SITE_URL", "http://localhost:8000").rstrip("/")
# Without a host, emails stay in the outbox, where officers can read them.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = secret("EMAIL_PASSWORD")
EMAIL_USE_SSL = switched_on("EMAIL_SSL", default=False)  # implicit TLS, usually at port 465
EMAIL_USE_TLS = not EMAIL_USE_SSL and switched_on("EMAIL_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "gyoryu@localhost")

AUTH_USER_MODEL = "gyoryu.User"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "front"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "gyoryu.web.accounts.adapter.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are created by invitation; changes of address have our own view
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # unknown addresses get no emails
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # people.actions.begin_sign_in limits attempts, across all processes
ACCOUNT_FORMS = {
    "login": "gyoryu.web.accounts.forms.SignInForm",
    "reset_password": "gyoryu.web.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "gyoryu.web.accounts.forms.NewPasswordForm",
    "change_password": "gyoryu.web.accounts.forms.ChangePasswordForm",
    "set_password": "gyoryu.web.accounts.forms.SetPasswordForm",
    "reauthenticate": "gyoryu.web.accounts.forms.PasswordAgainForm",
}
MFA_ADAPTER = "gyoryu.web.accounts.adapter.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the account may have been created by an operator
MFA_TOTP_ISSUER = "Gyoryu"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
MFA_FORMS = {
    "authenticate": "gyoryu.web.accounts.forms.CodeForm",
    "reauthenticate": "gyoryu.web.accounts.forms.CodeAgainForm",
    "activate_totp": "gyoryu.web.accounts.forms.AppForm",
    "add_webauthn": "gyoryu.web.accounts.forms.PasskeyForm",
    "login_webauthn": "gyoryu.web.accounts.forms.PasskeySignInForm",
    "reauthenticate_webauthn": "gyoryu.web.accounts.forms.PasskeyAgainForm",
}
# Single sign-on of the agency (OpenID Connect), optional.
OIDC_ISSUER = os.environ.get("OIDC_ISSUER", "")
OIDC_NAME = os.environ.get("OIDC_NAME", "OpenID Connect")
SOCIALACCOUNT_ADAPTER = "gyoryu.web.accounts.adapter.AgencySignIn"
# A link, not a form: browsers apply our CSP directive form-action to redirects after a form, too.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "agency",
                "name": OIDC_NAME,
                "client_id": os.environ.get("OIDC_CLIENT_ID", ""),
                "secret": secret("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# The largest forms (slots, columns of a workbook) have about 2,000 fields; web/middleware/uploads.py limits the size.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 << 20  # without files; web/middleware/uploads.py sets lower limits for most pages

LANGUAGE_CODE = "ko"
LANGUAGES = [(code, LANGUAGE_NAMES[language]) for language, code in DJANGO_CODES.items()]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Seoul"

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True  # serves files from the package, without collectstatic
WHITENOISE_MAX_AGE = 3600


def revalidate_modules(headers: Headers, path: str, url: str) -> None:
    """Make browsers revalidate scripts by ETag: a module and its imports must be of the same version."""
    if url.endswith(".js"):
        headers["Cache-Control"] = "no-cache"


WHITENOISE_ADD_HEADERS_FUNCTION = revalidate_modules

HTTPS = switched_on("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 31_536_000
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "gyoryu.web.site.errors.stale_form"
X_FRAME_OPTIONS = "DENY"
BEHIND_PROXY = switched_on("BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None

# HSTS for subdomains and preloading are the agency's decision; we send it for this host only.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "gyoryu.web.middleware.request_log.RequestFilter"}},
    "formatters": {
        "line": {
            "format": "{asctime} {levelname} {name} request={request_number} user={user_number}: {message}",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["request"], "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "gyoryu.access": {"level": "INFO" if switched_on("ACCESS_LOG") else "WARNING"},
        # Under DEBUG, Django adds a handler to this logger, which would log every message twice.
        "django": {"handlers": [], "level": "WARNING"},
        "_granian": {"handlers": ["console"], "propagate": False},
    },
}

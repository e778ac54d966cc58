"""The settings of the installation, with what an operator would have chosen, and made quick."""

from gyoryu.settings import *  # noqa: F403

SECRET_KEY = "only-for-tests"
DEBUG = False
HTTPS = SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

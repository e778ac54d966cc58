"""Accounts, and attempts to sign in."""

from __future__ import annotations

from typing import Any, ClassVar
from zoneinfo import available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models

from gyoryu.base.fields import LANGUAGE_CHOICES, ListField
from gyoryu.base.names import Language, Names


def refuse_unknown_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError("unknown time zone", code="unknown_time_zone")


class Users(BaseUserManager["User"]):
    """Manager of accounts. Addresses are compared without case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create an account. Without a password the user cannot sign in yet. Raises `ValueError` without an e-mail
        address."""
        if not email:
            raise ValueError("an account needs an e-mail address")
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Account. Names are as their owner writes them, "" where there is none in that script."""

    email = models.EmailField(unique=True)
    name_ko = models.CharField(max_length=100, blank=True)
    name_zh = models.CharField(max_length=100, blank=True)
    name_en = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGE_CHOICES, default="ko")
    time_zone = models.CharField(max_length=40, default="Asia/Seoul", validators=[refuse_unknown_time_zone])
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return f"user {self.pk}"

    def clean(self) -> None:
        self.email = self.email.lower()

    @property
    def names(self) -> Names:
        return Names(self.name_ko, self.name_zh, self.name_en)

    def shown_name(self, language: Language) -> str:
        """Return the name for a reader of `language`, or the address where no name is known."""
        return self.names.in_language(language) or self.email


class SignInAttempt(models.Model):
    """An attempt to sign in that has not succeeded. `account`, `network` and `device` are keyed digests: addresses of
    strangers and mistyped e-mails are not stored. `network` and `device` are "" where they are not known."""

    account = models.CharField(max_length=64)
    proof = models.CharField(max_length=8)
    network = models.CharField(max_length=64, blank=True)
    device = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (
            models.Index(fields=["account", "at"], name="attempts_by_account"),
            models.Index(fields=["network", "at"], name="attempts_by_network"),
        )

    def __str__(self) -> str:
        return f"attempt {self.pk}"


class UsedProof(models.Model):
    """Sign-in link or code that was used. The constraint ensures that it is accepted once, also by concurrent
    processes. Only a keyed digest of the proof is stored."""

    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["used_at"], name="used_proofs_by_age"),)

    def __str__(self) -> str:
        return f"proof {self.pk}"


class ApiToken(models.Model):
    """Token by which a program acts for its user, within `scopes`. Only a digest is stored: 32 random bytes need no
    slow hash."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ListField()
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"token {self.pk}"

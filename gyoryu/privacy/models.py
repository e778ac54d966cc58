"""Access log of personal data."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from gyoryu.base.fields import ListField
from gyoryu.base.models import AppendOnly


class AccessEntries(models.QuerySet["AccessEntry"]):
    def update(self, **_values: Any) -> NoReturn:
        raise AppendOnly("access entries are never changed")

    def delete(self) -> NoReturn:
        raise AppendOnly("access entries are removed by retention only")


class AccessEntry(models.Model):
    """One request that showed or changed personal data of others, or a sign-in that failed.

    `user` is a number, not a foreign key, and `account` the e-mail address at that time: the law requires to keep who
    it was, also after the account is closed. `address`: the network address, "" where it is not known. `task` is the
    name of the page or call, `kind` and `keys` say whose data, by the numbers of the rows; `count` how many people a
    list showed. `filters` are those parts of the query that narrow a list, without free text."""

    class Deed(models.TextChoices):
        READ = "read"
        EXPORT = "export"
        CHANGE = "change"
        DELETE = "delete"
        FAILED_SIGN_IN = "failed_sign_in"

    at = models.DateTimeField(db_index=True)
    user = models.PositiveBigIntegerField(null=True, db_index=True)
    account = models.CharField(max_length=254, blank=True)
    address = models.CharField(max_length=45, blank=True)
    task = models.CharField(max_length=80)
    deed = models.CharField(max_length=14, choices=Deed.choices)
    kind = models.CharField(max_length=30, blank=True)
    keys = ListField()
    count = models.PositiveIntegerField(default=0)
    filters = models.CharField(max_length=200, blank=True)

    objects = AccessEntries.as_manager()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.deed} {self.task} by {self.user}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("access entries are never changed")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise AppendOnly("access entries are removed by retention only")

"""Posts on the board, their texts, files and readers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from gyoryu.base.fields import LanguageField, ListField
from gyoryu.base.files import StoredFile
from gyoryu.news.documents.models import Document
from gyoryu.people.models import User
from gyoryu.programmes.models import Programme


class Post(models.Model):
    """An article on the board, of a programme or of the whole site. `number` counts the posts of the site; views are
    counted in `PostView`."""

    number = models.PositiveIntegerField(unique=True)
    programme = models.ForeignKey(Programme, on_delete=models.SET_NULL, null=True, related_name="posts")
    department = models.CharField(max_length=120, blank=True)
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="posts")
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, related_name="posts")
    source_name = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=1000, blank=True)
    topics = ListField()
    is_shown = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)
    modified_at = models.DateTimeField()
    views = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"post {self.number}"


class PostText(models.Model):
    """Text of a post in one language, and its responsible editor."""

    class Mark(models.TextChoices):
        MACHINE = "machine"
        REVIEWED = "reviewed"
        OFFICIAL = "official"

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="texts")
    language = LanguageField()
    title = models.CharField(max_length=400)
    body = models.TextField()
    mark = models.CharField(max_length=10, choices=Mark.choices, default=Mark.OFFICIAL)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "language"], name="posts_once_a_language")]

    def __str__(self) -> str:
        return f"post {self.post_id} in {self.language}"


class PostFile(models.Model):
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"file {self.pk} of post {self.post_id}"


class PostView(models.Model):
    """One reader of a post on a day. `reader` is a keyed digest that changes every day and prevents tracking."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="readings")
    reader = models.CharField(max_length=64)
    day = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["post", "reader", "day"], name="views_once_a_reader_and_day")
        ]

    def __str__(self) -> str:
        return f"view {self.pk}"

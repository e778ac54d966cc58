"""Documents as they arrived, what was read from them, what people made of that, and the board."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from gyoryu.base.fields import LanguageField, ListField
from gyoryu.base.files import StoredFile
from gyoryu.organisations.models import Organisation
from gyoryu.people.models import User
from gyoryu.programmes.models import Programme


class Arrival(models.Model):
    """A document as received. Its bytes are stored once; it can be read again whenever the reader improves. `reading`
    is an object of the format docread/1, whose spans count characters of `text`."""

    class How(models.TextChoices):
        UPLOAD = "upload"
        PASTE = "paste"
        MAIL = "mail"
        ADDRESS = "address"
        FEED = "feed"
        RELEASES = "releases"

    class State(models.TextChoices):
        WAITING = "waiting"
        READ = "read"
        REFUSED = "refused"
        UNPACKED = "unpacked"  # an archive, whose documents are arrivals of their own

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    url = models.URLField(max_length=1000, blank=True)
    how = models.CharField(max_length=10, choices=How.choices)
    programme = models.ForeignKey(Programme, on_delete=models.SET_NULL, null=True, related_name="arrivals")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    received_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    refusal = models.CharField(max_length=40, blank=True)
    reader = models.CharField(max_length=20, blank=True)
    language = LanguageField()
    title = models.CharField(max_length=400, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)  # the ministry or agency that the text comes from
    published_on = models.DateField(null=True)
    text = models.TextField(blank=True)
    reading = models.JSONField(default=dict)
    original = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="copies")
    archive = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="members")

    class Meta:
        ordering = ("-received_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["state", "-received_at"], name="arrivals_by_state")]
        constraints: ClassVar = [  # a programme sees nothing of another's, so that each may hold the same bytes
            models.UniqueConstraint(fields=["file", "programme"], name="arrivals_once_by_content"),
            models.UniqueConstraint(
                fields=["file"], name="arrivals_of_nobody_once_by_content", condition=Q(programme=None)
            ),
        ]

    def __str__(self) -> str:
        return f"arrival {self.pk}"


class Source(models.Model):
    """Where documents come from by themselves: a feed, or the open press-release service. `trouble` is the code of
    the last poll that failed; a successful poll clears it."""

    class Kind(models.TextChoices):
        FEED = "feed"
        RELEASES = "releases"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=120)
    address = models.URLField(max_length=1000, blank=True)
    programme = models.ForeignKey(Programme, on_delete=models.SET_NULL, null=True, related_name="+")
    hours = models.PositiveSmallIntegerField(default=6)  # between two polls
    is_on = models.BooleanField(default=True)
    next_at = models.DateTimeField()
    visited_at = models.DateTimeField(null=True)  # the last successful poll
    trouble = models.CharField(max_length=40, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)  # in a row
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "address"], name="sources_once_by_address"),
            models.CheckConstraint(name="sources_rest_between_visits", condition=Q(hours__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name


class SourceItem(models.Model):
    """That an entry of a source has been taken. `key` is the digest of what the source calls it."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=64)
    arrival = models.ForeignKey(Arrival, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "key"], name="items_once_by_source")]

    def __str__(self) -> str:
        return f"item {self.pk} of source {self.source_id}"


class Shingle(models.Model):
    """One of the least hashes of an arrival's text: copies share most of theirs."""

    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="shingles")
    value = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["value"], name="shingles_by_value")]

    def __str__(self) -> str:
        return f"shingle {self.pk}"


class Proposal(models.Model):
    """One record that the reader proposes. `fingerprint` is the same when a later reading proposes the same; `values`
    is what was read, `kept` what a person made of it."""

    class State(models.TextChoices):
        OPEN = "open"
        ACCEPTED = "accepted"
        EDITED = "edited"
        REJECTED = "rejected"

    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=20)
    place = models.PositiveIntegerField()  # in the order of the reading
    fingerprint = models.CharField(max_length=40)
    values = models.JSONField()
    spans = models.JSONField()
    confidence = models.FloatField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    kept = models.JSONField(null=True)
    gone = models.BooleanField(default=False)  # a later reading no longer proposes it
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("place", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["arrival", "fingerprint"], name="proposals_once_by_fingerprint")
        ]

    def __str__(self) -> str:
        return f"{self.kind} proposed by arrival {self.arrival_id}"

    @property
    def shown(self) -> dict[str, object]:
        """What holds now: the person's version, else what was read."""
        return dict(self.kept if self.kept is not None else self.values)


class KeptRecord(models.Model):
    """An event, an agreement or a commitment that a person confirmed: a record of the programme, with its evidence."""

    class Kind(models.TextChoices):
        EVENT = "event"
        AGREEMENT = "agreement"
        COMMITMENT = "commitment"

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="record")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="news_records")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.TextField()
    actors = ListField()
    starts = models.CharField(max_length=20, blank=True)  # ISO as far as the text goes
    ends = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=20, blank=True)
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ("-kept_at", "-pk")

    def __str__(self) -> str:
        return f"{self.kind} kept in programme {self.programme_id}"


class Mention(models.Model):
    """That an arrival speaks of a body, person, place or agreement. `key` is the name without blanks and case."""

    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="mentions")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="mentions")
    count = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "key"], name="mentions_by_key")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["arrival", "kind", "key"], name="mentions_once_by_key")
        ]

    def __str__(self) -> str:
        return f"mention {self.pk}"


class Post(models.Model):
    """An article on the board, of a programme or of the whole site. `number` counts the posts of the site; views are
    counted in `PostView`."""

    number = models.PositiveIntegerField(unique=True)
    programme = models.ForeignKey(Programme, on_delete=models.SET_NULL, null=True, related_name="posts")
    department = models.CharField(max_length=120, blank=True)
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="posts")
    arrival = models.ForeignKey(Arrival, on_delete=models.SET_NULL, null=True, related_name="posts")
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
    """The words of a post in one language, and who answers for them."""

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


class Spoken(models.Model):
    """A text of a post read aloud by the server, for browsers without a voice. `digest` is that of the words that were
    read; `starts` says at which second each sentence begins, `words` at which second each of its words does: second,
    first character in the sentence, number of characters (as browsers count). No words where the synthesiser reports
    none."""

    text = models.OneToOneField(PostText, on_delete=models.CASCADE, related_name="spoken")
    digest = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    starts = models.JSONField()
    words = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"voice of {self.text_id}"


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


class Watch(models.Model):
    """What an officer wants to be notified of: words that must all occur in a document, a body or a region under any of
    its names, a code of the Harmonized System with all below it."""

    class Kind(models.TextChoices):
        WORDS = "words"
        BODY = "body"
        REGION = "region"
        CODE = "code"

    class Often(models.TextChoices):
        ONCE = "once"  # at once
        DAILY = "daily"
        NEVER = "never"  # shown on the site only

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="watches")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, null=True, related_name="watches")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.WORDS)
    words = models.CharField(max_length=200)
    often = models.CharField(max_length=10, choices=Often.choices, default=Often.DAILY)
    made_at = models.DateTimeField()
    is_on = models.BooleanField(default=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"watch {self.pk}"


class WatchHit(models.Model):
    watch = models.ForeignKey(Watch, on_delete=models.CASCADE, related_name="hits")
    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="hits")
    at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)  # by an officer on the page of the programme

    class Meta:
        ordering = ("-at", "-pk")
        indexes: ClassVar = [models.Index(fields=["watch"], name="hits_to_mail", condition=Q(mailed_at=None))]
        constraints: ClassVar = [models.UniqueConstraint(fields=["watch", "arrival"], name="hits_once_an_arrival")]

    def __str__(self) -> str:
        return f"hit {self.pk}"

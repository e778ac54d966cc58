"""Rows of an older version are the same after the migrations that give posts to programmes and rename the news."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from gyoryu.models import Document, Mention, Source, Watch, WatchHit

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 27, tzinfo=UTC)


def migrate(name):
    """Migrate to a migration, and return the models as they were then."""
    MigrationExecutor(connection).migrate([("gyoryu", name)])
    return MigrationExecutor(connection).loader.project_state([("gyoryu", name)]).apps


@pytest.fixture(autouse=True)
def _latest():
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("gyoryu"))


def create(apps, model, **values):
    return apps.get_model("gyoryu", model).objects.create(**values)


def rows_of_an_older_version(apps):
    user = create(apps, "User", email="a@b.example")
    programme = create(apps, "Programme", name_ko="사업")
    file = create(apps, "StoredFile", digest="d" * 64, size=1, media_type="text/plain")
    document = create(
        apps, "Arrival", file=file, name="n", how="mail", programme=programme, by=user, received_at=NOW, state="read",
        reader="9", source="환경부", text="t", reading={"title": "t"},
    )  # fmt: skip
    copy = create(apps, "Arrival", name="copy", how="feed", received_at=NOW, original=document, archive=document)
    create(apps, "Post", number=2, arrival=copy, topics=[], modified_at=NOW)
    source = create(
        apps, "Source", kind="feed", name="s", address="https://x.example/", hours=7, next_at=NOW, visited_at=NOW,
        trouble="not_a_feed", failures=2,
    )  # fmt: skip
    create(apps, "SourceItem", source=source, key="k", arrival=document)
    create(apps, "Shingle", arrival=document, value=-5)
    proposal = create(
        apps, "Proposal", arrival=document, kind="event", place=3, fingerprint="f", values={"name": "a"}, spans=[],
        confidence=0.5, state="edited", kept={"name": "b"}, gone=True, decided_by=user, decided_at=NOW,
    )  # fmt: skip
    create(
        apps, "KeptRecord", proposal=proposal, programme=programme, kind="event", title="t", actors=["x"], kept_at=NOW
    )
    create(apps, "Mention", arrival=document, kind="place", name="n", key="n")
    post = create(apps, "Post", number=1, arrival=document, topics=[], modified_at=NOW)
    text = create(apps, "PostText", post=post, language="ko", title="t", body="b")
    create(apps, "Spoken", text=text, digest="x", file=file, starts=[0.5], words=[[[0, 1, 2]]])
    watch = create(apps, "Watch", owner=user, words="w", often="once", made_at=NOW)
    create(apps, "WatchHit", watch=watch, arrival=document, at=NOW)


DUPLICATES = [
    lambda document: Mention.objects.create(document=document, kind="place", name="n", key="n"),
    lambda document: WatchHit.objects.create(watch=Watch.objects.get(), document=document, at=NOW),
    lambda document: Document.objects.create(
        file=document.file, programme=document.programme, name="z", ingest_method="mail", received_at=NOW
    ),
]


def test_an_upgrade_gives_posts_to_programmes_and_keeps_every_row_under_its_standard_name():
    """One test, since each migration backwards and forwards takes seconds."""
    old = migrate("0022_acts_taken_back")
    rows_of_an_older_version(old)
    new = migrate("0023_editors")
    posts = new.get_model("gyoryu", "Post").objects.order_by("number")
    assert list(posts.values_list("programme__name_ko", flat=True)) == ["사업", None]

    migrate("0025_news_names")
    document = Document.objects.get(name="n")
    assert (document.ingest_method, document.reader_version, document.ministry) == ("mail", "9", "환경부")
    assert document.copies.get() == document.members.get() == Document.objects.get(name="copy")
    source = Source.objects.get()
    assert (source.interval_hours, source.next_poll_at, source.polled_at) == (7, NOW, NOW)
    assert (source.last_error, source.failures, source.items.get().document) == ("not_a_feed", 2, document)
    proposal = document.proposals.get()
    assert (proposal.position, proposal.values, proposal.corrected_values) == (3, {"name": "a"}, {"name": "b"})
    assert proposal.is_stale
    assert (proposal.record.actors, proposal.record.confirmed_at) == (["x"], NOW)
    assert document.posts.get().texts.get().recording.words == [[[0, 1, 2]]]
    assert (document.shingles.get().value, document.mentions.get().key) == (-5, "n")
    assert (Watch.objects.get().frequency, document.hits.get().at) == ("once", NOW)
    for create_again in DUPLICATES:
        with pytest.raises(IntegrityError), transaction.atomic():
            create_again(document)

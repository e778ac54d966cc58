"""Rebuild the search index of documents and posts."""

from __future__ import annotations

from django.db import transaction

from gyoryu.news import queries
from gyoryu.news.models import Arrival, Post

BATCH_SIZE = 200


@transaction.atomic
def reindex() -> int:
    """Write the entries of all documents and posts; how many there are."""
    queries.INDEX.clear()
    arrivals = Arrival.objects.filter(state=Arrival.State.READ).only("title", "text").order_by("pk")
    entries = (
        (queries.arrival_row(arrival.pk), queries.tokens_of_arrival(arrival))
        for arrival in arrivals.iterator(chunk_size=BATCH_SIZE)
    )
    count = 0
    for row in entries:
        queries.INDEX.put([row])
        count += 1
    for post in Post.objects.prefetch_related("texts").order_by("pk").iterator(chunk_size=BATCH_SIZE):
        queries.INDEX.put([(queries.post_row(post.pk), queries.post_tokens(post.texts.all()))])
        count += 1
    return count

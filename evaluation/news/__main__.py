"""`python -m evaluation.news CORPUS`: the search of the news room over the 5,000 releases of the corpus.

Queries are drawn by a fixed seed. What is found is held against plain substring search over the same folded text (the
whole of every word asked for, blanks left out); and a release is looked for by three words of its title, which tells
how well hits are ranked. A database of its own is made and thrown away."""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SEED = 20261124
QUERIES = 400


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    corpus = parser.parse_args().corpus
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATABASE_URL": f"sqlite:///{folder}/news.sqlite3", "FILES": folder, "DEBUG": "1",
            "DJANGO_SETTINGS_MODULE": "gyoryu.settings",
        }  # fmt: skip
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        texts = load(corpus / "releases.jsonl.gz")
        tell(texts)


def load(path: Path) -> dict[int, tuple[str, str]]:
    """Put every release into the index; title and text by number."""
    from datetime import UTC, datetime

    from gyoryu.news import queries
    from gyoryu.news.models import Arrival

    now = datetime.now(UTC)
    rows = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"].replace("\x00", " ")
            title = re.search(r"^# (.+)$", text, re.MULTILINE)
            rows.append(Arrival(name="x", title=title[1][:400] if title else "", text=text, how="upload",
                                state="read", received_at=now))  # fmt: skip
    Arrival.objects.bulk_create(rows, batch_size=500)
    kept = list(Arrival.objects.all())
    queries.INDEX.put([(queries.arrival_row(one.pk), queries.tokens_of_arrival(one)) for one in kept])
    return {one.pk: (one.title, one.text) for one in kept}


def asked(texts: dict[int, tuple[str, str]]) -> Iterator[str]:
    """Parts of Hangul words (also from within), several words, numbers, Latin words, Chinese characters."""
    chance = random.Random(SEED)
    numbers = sorted(texts)
    for place in range(QUERIES):
        text = texts[chance.choice(numbers)][1]
        if place % 8 == 6:
            found = re.findall(r"\b[A-Za-z]{3,}|\d{2,}", text)
        elif place % 8 == 7:
            found = re.findall(r"[一-鿿]{1,}", text)
        else:
            found = re.findall(r"[가-힣]{2,}", text)
        if not found:
            continue
        words = chance.sample(found, min(len(found), 1 + place % 3))
        if place % 8 < 6:
            begin = chance.randrange(0, max(1, len(words[0]) - 2))
            words[0] = words[0][begin : begin + 6]
        yield " ".join(words)


def tell(texts: dict[int, tuple[str, str]]) -> None:
    from gyoryu.base.text import normalize_compatibility
    from gyoryu.news.queries import DocumentFilters, search_arrivals

    folded = {number: _plain(normalize_compatibility(f"{title}\n{text}")) for number, (title, text) in texts.items()}
    misses = extra = hits = 0
    seconds = []
    queries = list(asked(texts))
    for query in queries:
        begun = time.perf_counter()
        found = set(search_arrivals(DocumentFilters(words=query)).values_list("pk", flat=True))
        seconds.append(time.perf_counter() - begun)
        words = [_plain(normalize_compatibility(word)) for word in query.split()]
        # Latin words and numbers are found from their beginning, as everywhere on the site.
        wanted = {n for n, text in folded.items() if all(_stands_in(word, text) for word in words)}
        misses += len(wanted - found)
        extra += len(found - wanted)
        hits += len(wanted)
        if wanted - found:
            print("missed by", repr(query), sorted(wanted - found)[:3])
    print(f"queries {len(queries)}, hits {hits}, missed {misses}, found besides {extra}")
    print(f"milliseconds a query: median {statistics.median(seconds) * 1e3:.1f}, "
          f"95 of 100 within {statistics.quantiles(seconds, n=20)[18] * 1e3:.1f}")  # fmt: skip
    known_items(texts)


def _plain(text: str) -> str:
    return re.sub(r"(?<=[가-힣]) +(?=[가-힣])", "", text.casefold())


def _stands_in(word: str, text: str) -> bool:
    return bool(re.search(rf"(?<![^\W_一-鿿가-힣]){re.escape(word)}", text)) if word.isascii() else word in text


def known_items(texts: dict[int, tuple[str, str]]) -> None:
    """Three words of a title; at which place stands its release?"""
    from gyoryu.news.queries import DocumentFilters, search_arrivals

    chance = random.Random(SEED + 1)
    places = []
    for number in chance.sample(sorted(texts), 300):
        words = re.findall(r"[가-힣A-Za-z0-9]{2,}", texts[number][0])
        if len(words) < 3:
            continue
        query = " ".join(chance.sample(words, 3))
        found = list(search_arrivals(DocumentFilters(words=query)).values_list("pk", flat=True)[:200])
        places.append(found.index(number) + 1 if number in found else 0)
    first, three = sum(place == 1 for place in places), sum(0 < place <= 3 for place in places)
    mean = sum(1 / place for place in places if place) / len(places)
    print(f"releases looked for {len(places)}: first {first / len(places):.3f}, among three {three / len(places):.3f}, "
          f"mean reciprocal rank {mean:.3f}, not found {places.count(0)}")  # fmt: skip


if __name__ == "__main__":
    main()

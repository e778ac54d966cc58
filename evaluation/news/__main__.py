"""`python -m evaluation.news CORPUS`: search of documents over the 5,000 releases of the corpus.

Queries are drawn with a fixed seed. Results are compared with substring search over the same folded text (every word,
without spaces); ranking is measured by known-item search with three words of a title. The database is temporary."""

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
        report_search(texts)


def load(path: Path) -> dict[int, tuple[str, str]]:
    """Index every release and return title and text by primary key."""
    from datetime import UTC, datetime

    from gyoryu.news.documents.models import Document
    from gyoryu.news.documents.queries import document_tokens
    from gyoryu.news.search.index import INDEX, document_row

    now = datetime.now(UTC)
    rows = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"].replace("\x00", " ")
            title = re.search(r"^# (.+)$", text, re.MULTILINE)
            rows.append(Document(name="x", title=title[1][:400] if title else "", text=text, ingest_method="upload",
                                state="read", received_at=now))  # fmt: skip
    Document.objects.bulk_create(rows, batch_size=500)
    documents = list(Document.objects.all())
    INDEX.put([(document_row(document.pk), document_tokens(document)) for document in documents])
    return {document.pk: (document.title, document.text) for document in documents}


def draw_queries(texts: dict[int, tuple[str, str]]) -> Iterator[str]:
    """Yield parts of Hangul words, several words, numbers, Latin words and Chinese characters."""
    rng = random.Random(SEED)
    numbers = sorted(texts)
    for index in range(QUERIES):
        text = texts[rng.choice(numbers)][1]
        if index % 8 == 6:
            candidates = re.findall(r"\b[A-Za-z]{3,}|\d{2,}", text)
        elif index % 8 == 7:
            candidates = re.findall(r"[一-鿿]{1,}", text)
        else:
            candidates = re.findall(r"[가-힣]{2,}", text)
        if not candidates:
            continue
        words = rng.sample(candidates, min(len(candidates), 1 + index % 3))
        if index % 8 < 6:
            begin = rng.randrange(0, max(1, len(words[0]) - 2))
            words[0] = words[0][begin : begin + 6]
        yield " ".join(words)


def report_search(texts: dict[int, tuple[str, str]]) -> None:
    from gyoryu.base.text import normalize_compatibility
    from gyoryu.news.desk.queries import DocumentFilters, search_documents
    from gyoryu.programmes.rules import Permissions

    folded = {number: _plain(normalize_compatibility(f"{title}\n{text}")) for number, (title, text) in texts.items()}
    misses = extra = hits = 0
    seconds = []
    queries = list(draw_queries(texts))
    for query in queries:
        started = time.perf_counter()
        results = set(
            search_documents(DocumentFilters(words=query), Permissions(is_editor=True)).values_list("pk", flat=True)
        )
        seconds.append(time.perf_counter() - started)
        words = [_plain(normalize_compatibility(word)) for word in query.split()]
        # Latin words and numbers are found from their beginning, as everywhere on the site.
        expected = {n for n, text in folded.items() if all(_stands_in(word, text) for word in words)}
        misses += len(expected - results)
        extra += len(results - expected)
        hits += len(expected)
        if expected - results:
            print("missed by", repr(query), sorted(expected - results)[:3])
    print(f"queries {len(queries)}, hits {hits}, missed {misses}, unexpected {extra}")
    print(f"milliseconds per query: median {statistics.median(seconds) * 1e3:.1f}, "
          f"95th percentile {statistics.quantiles(seconds, n=20)[18] * 1e3:.1f}")  # fmt: skip
    known_items(texts)


def _plain(text: str) -> str:
    return re.sub(r"(?<=[가-힣]) +(?=[가-힣])", "", text.casefold())


def _stands_in(word: str, text: str) -> bool:
    return bool(re.search(rf"(?<![^\W_一-鿿가-힣]){re.escape(word)}", text)) if word.isascii() else word in text


def known_items(texts: dict[int, tuple[str, str]]) -> None:
    """Report the ranks of releases in searches for three words of their titles."""
    from gyoryu.news.desk.queries import DocumentFilters, search_documents
    from gyoryu.programmes.rules import Permissions

    rng = random.Random(SEED + 1)
    ranks = []
    for number in rng.sample(sorted(texts), 300):
        words = re.findall(r"[가-힣A-Za-z0-9]{2,}", texts[number][0])
        if len(words) < 3:
            continue
        query = " ".join(rng.sample(words, 3))
        results = list(
            search_documents(DocumentFilters(words=query), Permissions(is_editor=True)).values_list("pk", flat=True)[
                :200
            ]
        )
        ranks.append(results.index(number) + 1 if number in results else 0)
    at_first, in_top_three = sum(rank == 1 for rank in ranks), sum(0 < rank <= 3 for rank in ranks)
    mean = sum(1 / rank for rank in ranks if rank) / len(ranks)
    print(f"releases looked for {len(ranks)}: "
          f"first {at_first / len(ranks):.3f}, among three {in_top_three / len(ranks):.3f}, "
          f"mean reciprocal rank {mean:.3f}, not found {ranks.count(0)}")  # fmt: skip


if __name__ == "__main__":
    main()

"""`python -m evaluation.docread.fuzz_texts N`: N texts taken apart and put together wrongly, read to the end. None may
end the reader, and none may take over five seconds. The texts are the invented documents that stand here."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from docread import read_text

FOLDERS = ("pages", "chinese", "english")
MOST = 40_000
LIMIT = 5.0


def texts() -> dict[str, list[str]]:
    here = Path(__file__).parent
    return {
        folder: [path.read_text(encoding="utf-8") for path in sorted((here / folder).glob("*.txt"))]
        for folder in FOLDERS
    }


def damaged(whole: dict[str, list[str]], count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """`count` texts, each with what was done to it."""
    chance = random.Random(seed)
    ways: dict[str, Callable[[str], str]] = {
        "one line": lambda text: text.replace("\n", ""),
        "letters only": lambda text: "".join(sign for sign in text if sign.isalnum()),
        "one piece again and again": lambda text: text[chance.randrange(len(text)) :][:300].replace("\n", "") * 130,
        "no stops": lambda text: text.replace("\n", " ").translate({ord(sign): None for sign in ".。,，"}),
        "letters shuffled": lambda text: "".join(chance.sample(text, len(text))),
        "words shuffled": lambda text: " ".join(chance.sample(text.split(), len(text.split()))),
        "brackets left open": lambda text: "(" * 300 + text.replace("\n", "")[:20_000] + "“" * 300,
        "cut anywhere": lambda text: text[chance.randrange(len(text)) :],
    }
    for number in range(count):
        documents = whole[FOLDERS[number % len(FOLDERS)]]
        text = "".join(chance.sample(documents, chance.randint(1, 12)))
        way = list(ways)[number // len(FOLDERS) % len(ways)]
        yield way, ways[way](text)[:MOST]


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    longest: dict[str, float] = {}
    for way, text in damaged(texts(), count):
        begun = time.perf_counter()
        read_text(text)
        longest[way] = max(longest.get(way, 0), time.perf_counter() - begun)
    print("| what was done | longest |\n|---|---|")
    for way, seconds in longest.items():
        print(f"| {way} | {seconds:.2f} s |")
    return int(max(longest.values()) > LIMIT)


if __name__ == "__main__":
    raise SystemExit(main())

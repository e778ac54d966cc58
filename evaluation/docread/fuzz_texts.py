"""`python -m evaluation.docread.fuzz_texts N`: read N damaged texts; none may raise or take over five seconds.

The texts are made from the invented documents in this folder."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from docread import read_text

FOLDERS = ("pages", "chinese", "english")
MAX_CHARACTERS = 40_000
MAX_SECONDS = 5.0


def load_texts() -> dict[str, list[str]]:
    root = Path(__file__).parent
    return {
        folder: [path.read_text(encoding="utf-8") for path in sorted((root / folder).glob("*.txt"))]
        for folder in FOLDERS
    }


def damage(documents_by_folder: dict[str, list[str]], count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield `count` damaged texts with the name of the damage."""
    rng = random.Random(seed)
    damages: dict[str, Callable[[str], str]] = {
        "one line": lambda text: text.replace("\n", ""),
        "letters only": lambda text: "".join(character for character in text if character.isalnum()),
        "one piece again and again": lambda text: text[rng.randrange(len(text)) :][:300].replace("\n", "") * 130,
        "no stops": lambda text: text.replace("\n", " ").translate({ord(character): None for character in ".。,，"}),
        "letters shuffled": lambda text: "".join(rng.sample(text, len(text))),
        "words shuffled": lambda text: " ".join(rng.sample(text.split(), len(text.split()))),
        "brackets left open": lambda text: "(" * 300 + text.replace("\n", "")[:20_000] + "“" * 300,
        "cut anywhere": lambda text: text[rng.randrange(len(text)) :],
    }
    for number in range(count):
        documents = documents_by_folder[FOLDERS[number % len(FOLDERS)]]
        text = "".join(rng.sample(documents, rng.randint(1, 12)))
        name = list(damages)[number // len(FOLDERS) % len(damages)]
        yield name, damages[name](text)[:MAX_CHARACTERS]


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    longest: dict[str, float] = {}
    for name, text in damage(load_texts(), count):
        started = time.perf_counter()
        read_text(text)
        longest[name] = max(longest.get(name, 0), time.perf_counter() - started)
    print("| damage | longest |\n|---|---|")
    for name, seconds in longest.items():
        print(f"| {name} | {seconds:.2f} s |")
    return int(max(longest.values()) > MAX_SECONDS)


if __name__ == "__main__":
    raise SystemExit(main())

"""`gyoryu corrections`: what people decided on what was read, and how much of it the reader gets right."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

import docread
from gyoryu.base.files import StoredFile
from gyoryu.news.desk.models import Proposal
from gyoryu.news.reading.cases import Case, DecidedRecord, RecordResult, case_of, cases, evaluate_case

RESULTS = "verdicts.json"
FILES = "files"


class Command(BaseCommand):
    help = "Print or write what was corrected, rejected and confirmed at the desk; check the reader against it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        mode = parser.add_mutually_exclusive_group()
        mode.add_argument("--out", type=Path, metavar="FOLDER", help="write a case for each document into a folder")
        mode.add_argument("--check", type=Path, metavar="FOLDER", help="read the documents again and judge each case")
        parser.add_argument("--with-files", action="store_true", help="with --out: copy the documents as well")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["out"]:
            self._write(options["out"], options["with_files"])
        elif options["check"]:
            self._check(options["check"])
        else:
            self._print()

    def _print(self) -> None:
        proposals = Proposal.objects.filter(state__in=(Proposal.State.EDITED, Proposal.State.REJECTED))
        for proposal in proposals.select_related("document").order_by("document", "position").iterator(chunk_size=200):
            text, (start, end) = proposal.document.text, proposal.spans[0]
            begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
            case = {
                "kind": proposal.kind,
                "published": str(proposal.document.published_on or ""),
                "paragraph": text[begin : stop if stop > 0 else len(text)],
                "read": proposal.values,
                "kept": proposal.corrected_values,
            }
            self.stdout.write(json.dumps(case, ensure_ascii=False))

    def _write(self, folder: Path, with_files: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        documents = decisions = 0
        for case in cases():
            serialized = json.dumps(case.as_json(), ensure_ascii=False, indent=1)
            (folder / f"{case.file[:16]}.json").write_text(serialized + "\n", encoding="utf-8")
            if with_files:
                (folder / FILES).mkdir(exist_ok=True)
                (folder / FILES / case.file).write_bytes(StoredFile.objects.get(digest=case.file).read())
            documents, decisions = documents + 1, decisions + len(case.records)
        self.stdout.write(f"{folder}: {documents} documents, {decisions} decisions")

    def _check(self, folder: Path) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder")
        right_before = _stored_results(folder)
        right: set[str] = set()
        wrong: list[tuple[Case, RecordResult]] = []
        counts: Counter[str] = Counter()
        for case in _read_cases(folder):
            data = _bytes_of(case, folder)
            if data is None:
                self.stderr.write(f"{case.name}: its file is not here")
                continue
            document = docread.read(data, name=case.name, url=case.url, fetched=case.fetched)
            for result in evaluate_case(case, document):
                counts[result.decided.kind] += 1
                if result.right:
                    right.add(_key(case, result.decided))
                else:
                    wrong.append((case, result))
        self._print_results(counts, wrong)
        regressions = [(case, result) for case, result in wrong if _key(case, result.decided) in right_before]
        _store_results(folder, right | {_key(case, result.decided) for case, result in regressions})
        if regressions:
            raise CommandError(f"{len(regressions)} that an earlier reader got right are wrong now", returncode=1)

    def _print_results(self, counts: Counter[str], wrong: list[tuple[Case, RecordResult]]) -> None:
        missed = Counter(result.decided.kind for _, result in wrong)
        for case, result in wrong:
            difference = f"differs in {', '.join(result.fields)}" if result.decided.kept else "is still read"
            expected = json.dumps(result.decided.kept or result.decided.read, ensure_ascii=False)
            self.stdout.write(f"{case.name}: {result.decided.kind} {difference}: {expected}")
        for kind, count in sorted(counts.items()):
            self.stdout.write(f"{kind}: {count - missed[kind]} of {count} right")
        total = sum(counts.values())
        self.stdout.write(f"reader {docread.VERSION}: {total - len(wrong)} of {total} right")


def _read_cases(folder: Path) -> list[Case]:
    corrections = []
    for path in sorted(folder.glob("*.json")):
        if path.name != RESULTS:
            try:
                corrections.append(case_of(json.loads(path.read_text(encoding="utf-8"))))
            except (ValueError, OSError) as error:
                raise CommandError(f"{path}: {error}") from error
    return corrections


def _bytes_of(case: Case, folder: Path) -> bytes | None:
    """The document beside its case, else the one stored by the installation."""
    beside = folder / FILES / case.file
    if case.file.isalnum() and beside.is_file():
        return beside.read_bytes()
    stored = StoredFile.objects.filter(digest=case.file).first()
    return stored.read() if stored and stored.path.is_file() else None


def _key(case: Case, record: DecidedRecord) -> str:
    return f"{case.file[:16]}-{record.name}"


def _stored_results(folder: Path) -> set[str]:
    """What was right when this folder was last checked."""
    path = folder / RESULTS
    return set(json.loads(path.read_text(encoding="utf-8"))["right"]) if path.is_file() else set()


def _store_results(folder: Path, right: set[str]) -> None:
    """Store what was right, including regressions, so that the next run still reports them."""
    results = {"reader": docread.VERSION, "right": sorted(right)}
    (folder / RESULTS).write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")

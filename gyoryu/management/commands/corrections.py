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
from gyoryu.news.cases import Case, DecidedRecord, RecordResult, case_of, cases, evaluate_case
from gyoryu.news.models import Proposal

VERDICTS = "verdicts.json"
FILES = "files"


class Command(BaseCommand):
    help = "Print or write what was corrected, rejected and confirmed at the desk; check the reader against it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--out", type=Path, metavar="FOLDER", help="write a case for each document into a folder")
        what.add_argument("--check", type=Path, metavar="FOLDER", help="read the documents again and judge each case")
        parser.add_argument("--with-files", action="store_true", help="with --out: copy the documents as well")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["out"]:
            self._write(options["out"], options["with_files"])
        elif options["check"]:
            self._check(options["check"])
        else:
            self._print()

    def _print(self) -> None:
        decided = Proposal.objects.filter(state__in=(Proposal.State.EDITED, Proposal.State.REJECTED))
        for proposal in decided.select_related("arrival").order_by("arrival", "place").iterator(chunk_size=200):
            text, (start, end) = proposal.arrival.text, proposal.spans[0]
            begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
            case = {
                "kind": proposal.kind,
                "published": str(proposal.arrival.published_on or ""),
                "paragraph": text[begin : stop if stop > 0 else len(text)],
                "read": proposal.values,
                "kept": proposal.kept,
            }
            self.stdout.write(json.dumps(case, ensure_ascii=False))

    def _write(self, folder: Path, with_files: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        documents = decisions = 0
        for case in cases():
            written = json.dumps(case.as_json(), ensure_ascii=False, indent=1)
            (folder / f"{case.file[:16]}.json").write_text(written + "\n", encoding="utf-8")
            if with_files:
                (folder / FILES).mkdir(exist_ok=True)
                (folder / FILES / case.file).write_bytes(StoredFile.objects.get(digest=case.file).read())
            documents, decisions = documents + 1, decisions + len(case.records)
        self.stdout.write(f"{folder}: {documents} documents, {decisions} decisions")

    def _check(self, folder: Path) -> None:
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder")
        before = _verdicts_of(folder)
        right: set[str] = set()
        wrong: list[tuple[Case, RecordResult]] = []
        every: Counter[str] = Counter()
        for case in _read_cases(folder):
            data = _bytes_of(case, folder)
            if data is None:
                self.stderr.write(f"{case.name}: its file is not here")
                continue
            document = docread.read(data, name=case.name, url=case.url, fetched=case.fetched)
            for verdict in evaluate_case(case, document):
                every[verdict.decided.kind] += 1
                if verdict.right:
                    right.add(_key(case, verdict.decided))
                else:
                    wrong.append((case, verdict))
        self._tell(every, wrong)
        lost = [(case, verdict) for case, verdict in wrong if _key(case, verdict.decided) in before]
        _keep_verdicts(folder, right | {_key(case, verdict.decided) for case, verdict in lost})
        if lost:
            raise CommandError(f"{len(lost)} that an earlier reader got right are wrong now", returncode=1)

    def _tell(self, every: Counter[str], wrong: list[tuple[Case, RecordResult]]) -> None:
        missed = Counter(verdict.decided.kind for _, verdict in wrong)
        for case, verdict in wrong:
            said = f"differs in {', '.join(verdict.fields)}" if verdict.decided.kept else "is still read"
            wanted = json.dumps(verdict.decided.kept or verdict.decided.read, ensure_ascii=False)
            self.stdout.write(f"{case.name}: {verdict.decided.kind} {said}: {wanted}")
        for kind, count in sorted(every.items()):
            self.stdout.write(f"{kind}: {count - missed[kind]} of {count} right")
        total = sum(every.values())
        self.stdout.write(f"reader {docread.VERSION}: {total - len(wrong)} of {total} right")


def _read_cases(folder: Path) -> list[Case]:
    found = []
    for path in sorted(folder.glob("*.json")):
        if path.name != VERDICTS:
            try:
                found.append(case_of(json.loads(path.read_text(encoding="utf-8"))))
            except (ValueError, OSError) as fault:
                raise CommandError(f"{path}: {fault}") from fault
    return found


def _bytes_of(case: Case, folder: Path) -> bytes | None:
    """The document beside its case, else the one that the installation keeps."""
    beside = folder / FILES / case.file
    if case.file.isalnum() and beside.is_file():
        return beside.read_bytes()
    kept = StoredFile.objects.filter(digest=case.file).first()
    return kept.read() if kept and kept.path.is_file() else None


def _key(case: Case, decided: DecidedRecord) -> str:
    return f"{case.file[:16]}-{decided.name}"


def _verdicts_of(folder: Path) -> set[str]:
    """What was right when this folder was last checked."""
    path = folder / VERDICTS
    return set(json.loads(path.read_text(encoding="utf-8"))["right"]) if path.is_file() else set()


def _keep_verdicts(folder: Path, right: set[str]) -> None:
    """What was right once stays on the list: the next run still tells that it is wrong."""
    written = {"reader": docread.VERSION, "right": sorted(right)}
    (folder / VERDICTS).write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")

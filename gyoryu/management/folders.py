"""A folder of results that is created atomically and never overwrites foreign files."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CONTENTS = ".gyoryu-contents"  # one relative path a line: what was written here, and may be replaced


class RefusedFolder(ValueError):
    """A place where nothing may be written. `code`: foreign_files or is_a_file; `names` are some of the files in the
    way."""

    def __init__(self, code: str, names: tuple[str, ...] = ()):
        self.code, self.names = code, names
        super().__init__(f"{code}: {', '.join(names)}")


def refuse_foreign_files(folder: Path) -> None:
    """Raise `RefusedFolder` unless `folder` is missing, empty, or holds only what was written by `written_whole`."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise RefusedFolder("is_a_file")
    contents = folder / CONTENTS
    own_files = set(contents.read_text(encoding="utf-8").splitlines()) | {CONTENTS} if contents.is_file() else set()
    foreign = [name for name in _files(folder) if name not in own_files]
    if foreign:
        raise RefusedFolder("foreign_files", tuple(foreign[:3]))


@contextmanager
def written_whole(folder: Path) -> Iterator[Path]:
    """A fresh folder beside `folder`, which takes its place when the block ends without an error and vanishes
    otherwise."""
    folder = folder.absolute()
    refuse_foreign_files(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        yield draft
        (draft / CONTENTS).write_text("\n".join(_files(draft)) + "\n", encoding="utf-8")
        draft.chmod(0o755)
        _move_in(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _move_in(draft: Path, folder: Path) -> None:
    refuse_foreign_files(folder)  # again: something may have been put there meanwhile
    if not folder.exists():
        os.rename(draft, folder)
        return
    former = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    os.rename(folder, former / "former")
    try:
        os.rename(draft, folder)
    except OSError:
        os.rename(former / "former", folder)
        raise
    finally:
        shutil.rmtree(former, ignore_errors=True)


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())

"""The compiler of the search, and where its work is kept.

Numba keeps compiled functions beside each source file and does not notice when a function that was compiled *into*
another one has changed. So the cache lies in a folder named after the text of all of them: a change anywhere means a
new folder, and an installation that cannot be written to is no obstacle."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

F = TypeVar("F", bound=Callable[..., object])


def _cache_folder() -> Path:
    """`$NUMBA_CACHE_DIR`, else the user's cache, else a temporary folder; in it, a folder for this text."""
    here = Path(__file__).parent
    text = b"".join(path.read_bytes() for path in [*sorted(here.glob("*.py")), here.parent / "model.py"])
    chosen = os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(chosen) / "gyoryu" / f"search-{hashlib.sha256(text).hexdigest()[:16]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.gettempdir()) / folder.name
        folder.mkdir(parents=True, exist_ok=True)
    return folder


if TYPE_CHECKING:

    def compiled(function: F) -> F:
        """Compile to machine code at the first call, to be called from compiled functions only."""
        return function

    def entry_point(function: F) -> F:
        """Compile to machine code at the first call, to be called from Python."""
        return function

else:
    import numba

    numba.config.CACHE_DIR = str(_cache_folder())

    # No function allocates, so none needs Numba's reference counts; without them each access is several times faster.
    # The lock of the interpreter is not needed either.
    _options = {"cache": True, "nogil": True, "boundscheck": False, "_nrt": False, "no_cfunc_wrapper": True}
    # What unpacks the arrays of a Python call is as large as the functions themselves: most need none.
    compiled = numba.njit(**_options, no_cpython_wrapper=True)
    entry_point = numba.njit(**_options)

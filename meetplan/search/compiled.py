"""The compiler of the search, and the folder of its cache.

Numba stores compiled functions beside each source file and does not notice when a function that was inlined into
another one has changed. So the cache is in a folder named after the text of all of them: a change anywhere means a new
folder, and the installation need not be writable."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

F = TypeVar("F", bound=Callable[..., object])


def _cache_folder() -> Path:
    """Return a folder named after the sources, in `$NUMBA_CACHE_DIR`, the user's cache or a temporary folder."""
    package = Path(__file__).parent
    sources = b"".join(path.read_bytes() for path in [*sorted(package.glob("*.py")), package.parent / "model.py"])
    root = os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(root) / "gyoryu" / f"search-{hashlib.sha256(sources).hexdigest()[:16]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.gettempdir()) / folder.name
        folder.mkdir(parents=True, exist_ok=True)
    return folder


if TYPE_CHECKING:

    def compiled(function: F) -> F:
        """Compile at the first call; for functions that are called by compiled ones only."""
        return function

    def inlined(function: F) -> F:
        """Compile into every caller: a call of `compiled` functions passes the arrays of a state one by one."""
        return function

    def entry_point(function: F) -> F:
        """Compile at the first call; for functions that are called by Python."""
        return function

else:
    import numba

    numba.config.CACHE_DIR = str(_cache_folder())

    # No function allocates, so none needs Numba's reference counts; without them each access is several times faster.
    # The lock of the interpreter is not needed either.
    _options = {"cache": True, "nogil": True, "boundscheck": False, "_nrt": False, "no_cfunc_wrapper": True}
    # The wrapper that unpacks the arguments of a Python call is as large as the function itself: most need none.
    compiled = numba.njit(**_options, no_cpython_wrapper=True)
    inlined = numba.njit(**_options, no_cpython_wrapper=True, inline="always")
    entry_point = numba.njit(**_options)

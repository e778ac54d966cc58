"""Makes `small_problems` importable for the tests beside it, and random problems the same in every run: what a test
finds, everybody finds."""

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")

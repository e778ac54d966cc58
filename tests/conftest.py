"""Random examples are the same in every run, so that what a test finds everybody finds; a busy machine may be slow."""

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")

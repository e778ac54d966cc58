"""Random examples are the same in every run, so that what a test finds everybody finds; a busy machine may be slow."""

from hypothesis import is_hypothesis_test, settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")


def pytest_collection_modifyitems(items):
    """Random search is marked, so that `make test-fast` can leave it out."""
    for item in items:
        if is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("property")

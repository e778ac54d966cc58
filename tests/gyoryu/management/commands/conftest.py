import pytest

from tests.gyoryu.privacy.marked import Stage


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What is done inside is committed: files go then."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def stage(settings, tmp_path):
    settings.FILES = tmp_path / "files"
    settings.FILES.mkdir()
    return Stage()

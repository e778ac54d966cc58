import pytest

from tests.gyoryu.consultations import person


@pytest.fixture
def officer(settings, tmp_path):
    settings.FILES = tmp_path
    return person("o@agency.example")

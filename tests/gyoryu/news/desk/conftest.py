"""A document that was read, and its officer."""

import pytest

from tests.gyoryu.articles import arrived
from tests.gyoryu.consultations import consultation, person


@pytest.fixture
def stage(settings, tmp_path):
    settings.FILES = tmp_path
    event = consultation(sellers=1, buyers=1)
    officer = person("o@agency.example", event.programme, "officer")
    return arrived(by=officer, programme=event.programme_id), officer

"""Fixtures for the tests of the planner."""

import logging

import pytest


@pytest.fixture
def logged_errors():
    """What the library logs as an error. A handler of its own, because other tests set up logging for themselves."""
    logger, lines = logging.getLogger("meetplan"), []

    class Keep(logging.Handler):
        def emit(self, record):
            lines.append(record.getMessage())

    keep, was_disabled = Keep(logging.ERROR), logger.disabled
    logger.addHandler(keep)
    logger.disabled = False
    yield lines
    logger.removeHandler(keep)
    logger.disabled = was_disabled

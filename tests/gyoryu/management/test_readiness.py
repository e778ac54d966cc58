"""What is looked at before the website or a worker begins."""

import pytest
from django.core.management import CommandError
from django.db import OperationalError

from gyoryu.management.readiness import require_connections, require_key, require_tables


@pytest.mark.django_db
def test_more_threads_than_the_database_admits_are_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr("gyoryu.management.readiness.connections_admitted", lambda: 28)
    require_connections(2, 7)
    with pytest.raises(CommandError, match=r"may need 30 connections, and PostgreSQL admits 28\. Lower WEB_THREADS"):
        require_connections(2, 8)


@pytest.mark.django_db
def test_a_database_of_this_version_is_ready_and_an_older_one_says_what_to_do(monkeypatch):
    require_tables()
    monkeypatch.setattr("gyoryu.management.readiness.missing_migrations", lambda: 2)
    with pytest.raises(CommandError, match=r"lacks 2 migrations of this version\. Run: gyoryu migrate"):
        require_tables()


def test_a_database_that_does_not_answer_says_so_without_its_address(monkeypatch):
    def refuse():
        raise OperationalError("could not connect to s3cret")

    monkeypatch.setattr("gyoryu.management.readiness.missing_migrations", refuse)
    with pytest.raises(CommandError, match=r"does not answer \(OperationalError\)") as refusal:
        require_tables()
    assert "s3cret" not in str(refusal.value)


def test_a_key_is_needed(settings):
    require_key()
    settings.SECRET_KEY = ""
    with pytest.raises(CommandError, match="SECRET_KEY is not set"):
        require_key()

"""`gyoryu serve`: a crowd waits, and never takes the database from anybody else."""

import subprocess
import sys
import time
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.gyoryu.jobs.running_workers import url_of_test_database, wait_until
from tests.gyoryu.running_site import burst, environment, serving

READERS = 500
PROCESSES, THREADS = 2, 4
OURS = "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'gyoryu'"
postgresql_only = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has neither a server nor a limit of connections"
)


def query_value(sql):
    """By somebody else, over a connection of their own."""
    import psycopg

    with psycopg.connect(
        url_of_test_database(), application_name="somebody-else", connect_timeout=5
    ) as other_connection:
        return other_connection.execute(sql).fetchone()[0]


@pytest.fixture
def site(transactional_db, tmp_path):
    log = tmp_path / "site.log"
    options = ("--processes", str(PROCESSES), "--threads", str(THREADS))
    with serving(url_of_test_database(), *options, log=log) as port:
        yield port
    assert "Traceback" not in log.read_text()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="on PostgreSQL the next test asks for the same, and more")
def test_a_crowd_of_readers_waits_and_nobody_gets_an_error(site):
    assert Counter(burst(site, "/board/", READERS)) == {200: READERS}


@postgresql_only
def test_a_crowd_leaves_the_database_to_others_and_no_socket_behind(site):
    seen = []
    # Earlier tests of this process hold connections under the same name.
    connections_before = query_value(f"SELECT count(*) {OURS}")

    def look():
        wait_until(lambda: query_value(f"SELECT count(*) {OURS}") > connections_before)
        seen.append(query_value(f"SELECT count(*) {OURS}"))

    statuses = burst(site, "/board/", READERS, meanwhile=look)
    assert Counter(statuses) == {200: READERS}
    time.sleep(5)
    seen.append(query_value(f"SELECT count(*) {OURS}"))
    assert all(0 < sockets <= connections_before + PROCESSES * THREADS for sockets in seen), (connections_before, seen)


@postgresql_only
def test_pages_go_on_after_the_database_has_ended_every_connection(site):
    burst(site, "/board/", PROCESSES * THREADS * 4)
    connection.close()
    assert query_value(f"SELECT count(pg_terminate_backend(pid)) {OURS}") > THREADS
    assert Counter(burst(site, "/board/", PROCESSES * THREADS * 4)) == {200: PROCESSES * THREADS * 4}


def test_idle_browsers_keep_nobody_out(site):
    """A browser that says nothing holds its connection for half a minute; far more of them than there are threads."""
    import socket

    idle = [socket.create_connection(("127.0.0.1", site)) for _ in range(PROCESSES * THREADS * 10)]
    started = time.monotonic()
    assert Counter(burst(site, "/board/", 20)) == {200: 20}
    assert time.monotonic() - started < 28
    for browser in idle:
        browser.close()


@pytest.mark.django_db
def test_without_a_key_nothing_is_served(settings):
    settings.SECRET_KEY = ""
    with pytest.raises(CommandError, match="SECRET_KEY is not set"):
        call_command("serve")


@pytest.mark.parametrize("words", [("serve",), ("work",)])
def test_a_database_without_tables_is_told_once_and_the_program_ends(words, tmp_path):
    process = subprocess.run(
        [sys.executable, "-m", "gyoryu", *words], env=environment(f"sqlite:///{tmp_path}/empty.sqlite3"),
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert process.returncode == 1
    assert len(process.stderr.splitlines()) == 1
    assert "Run: gyoryu migrate" in process.stderr


@pytest.mark.parametrize("url", ["postgresql://gyoryu:s3cret@127.0.0.1:1/gyoryu", "sqlite:////no/s3cret/db.sqlite3"])
def test_a_database_that_does_not_answer_is_told_without_its_address(url):
    process = subprocess.run(
        [sys.executable, "-m", "gyoryu", "serve"], env=environment(url), capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert process.returncode == 1
    assert len(process.stderr.splitlines()) == 1
    assert "The database does not answer" in process.stderr
    assert "s3cret" not in process.stderr + process.stdout


@pytest.mark.parametrize("port", ["0", "-1", "70000", "²", "9" * 5000, "x"])
def test_options_that_are_no_number_of_use_are_refused(port):
    with pytest.raises(CommandError, match="is not a whole number"):
        call_command("serve", f"--port={port}")

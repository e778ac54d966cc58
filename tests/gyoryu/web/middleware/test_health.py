"""Health checks: what prevents pages or jobs from working."""

import shutil
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from gyoryu.base.queue import Job, enqueue
from gyoryu.jobs import worker
from gyoryu.jobs.handlers import KINDS
from gyoryu.web.middleware import health

pytestmark = pytest.mark.django_db
WELL = {"status": "ok", "database": "ok", "migrations": "ok", "disk": "ok", "worker": "ok"}


@pytest.fixture(autouse=True)
def production(settings, tmp_path, db):
    """As the handbook has it: one name, HTTPS, a proxy in front."""
    settings.ALLOWED_HOSTS = ["site.example"]
    settings.SECURE_SSL_REDIRECT = settings.BEHIND_PROXY = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.FILES = tmp_path / "not" / "there" / "yet"
    worker.add_scheduled(timezone.now())
    Job.objects.update(state="done")


def check(client, path="/healthz", **more):
    answer = client.get(path, headers={"host": "127.0.0.1:8000"}, **more)
    return answer.status_code, answer.json()


def test_the_machine_itself_is_answered_whatever_names_the_site_has(client):
    assert check(client) == (200, WELL)
    assert client.head("/healthz", headers={"host": "10.0.0.7"}).status_code == 200
    assert check(client, "/healthz/web") == (200, {name: "ok" for name in WELL if name != "worker"})


def test_nothing_else_is_answered_under_another_name_or_by_another_method(client):
    for path in ("/", "/board/", "/healthz/", "/healthz/worker", "/healthzz"):
        assert client.get(path, headers={"host": "127.0.0.1"}).status_code == 400
    for method in ("post", "put", "delete", "options", "patch"):
        answer = getattr(client, method)("/healthz", headers={"host": "127.0.0.1"})
        assert (answer.status_code, answer["Allow"], answer.content) == (405, "GET, HEAD", b"")


def failing(client, name, word, web=503):
    status, report = check(client)
    assert (status, report["status"], report[name]) == (503, "failing", word)
    assert set(report.values()) <= {"ok", "failing", word}
    assert check(client, "/healthz/web")[0] == web


def test_a_database_that_does_not_answer(client, monkeypatch):
    def broken(*_):
        raise DatabaseError("password authentication failed for user gyoryu")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", broken)
    status, report = check(client)
    assert (status, report["database"], report["migrations"], report["disk"]) == (503, "failing", "failing", "ok")
    assert "password" not in str(report)


def test_a_database_of_another_version(client):
    MigrationRecorder.Migration.objects.filter(app="gyoryu").latest("id").delete()
    failing(client, "migrations", "missing")


def test_a_full_disk(client, monkeypatch):
    usage = shutil.disk_usage("/")._replace(free=health.MIN_FREE_BYTES - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    failing(client, "disk", "full")


def test_work_that_nobody_begins(client):
    job = enqueue("rest", {}, by=None)
    assert check(client) == (200, WELL)
    Job.objects.filter(pk=job.pk).update(run_after=timezone.now() - health.LATE_AFTER - timedelta(minutes=1))
    failing(client, "worker", "late", web=200)


def test_work_that_is_to_begin_tomorrow_or_has_ended_is_not_late(client):
    enqueue("rest", {}, by=None, run_after=timezone.now() + timedelta(days=1))
    ended = enqueue("rest", {}, by=None)
    long_ago = timezone.now() - timedelta(days=1)
    Job.objects.filter(pk=ended.pk).update(state="failed", run_after=long_ago, heartbeat_at=long_ago)
    assert check(client) == (200, WELL)


def test_a_site_whose_worker_has_not_been_there_for_long_though_nothing_is_to_be_done(client):
    Job.objects.update(created_at=timezone.now() - health.ABSENT_AFTER - timedelta(minutes=1))
    failing(client, "worker", "absent", web=200)
    Job.objects.all().delete()
    failing(client, "worker", "absent", web=200)


def test_a_worker_adds_jobs_more_often_than_it_is_looked_for():
    assert min(kind.every for kind in KINDS.values() if kind.every) * 2 < health.ABSENT_AFTER


def test_work_whose_worker_is_silent(client):
    job = enqueue("rest", {}, by=None)
    silent = timezone.now() - health.SILENT_AFTER - timedelta(seconds=5)
    Job.objects.filter(pk=job.pk).update(state="running", heartbeat_at=silent)
    failing(client, "worker", "silent", web=200)

import traceback
from pathlib import Path

import pytest
from django.db import connection

from gyoryu.base.database import UnknownDatabase, database_settings


def test_postgresql_with_everything():
    database = database_settings("postgresql://gy%40:p%2Fw@db.example:6432/gyoryu?sslmode=require")
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["USER"], database["PASSWORD"]) == ("gy@", "p/w")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 6432, "gyoryu")
    assert database["OPTIONS"] == {"application_name": "gyoryu", "connect_timeout": "5", "sslmode": "require"}


def test_postgresql_by_the_local_socket():
    database = database_settings("postgres:///gyoryu")
    assert (database["HOST"], database["PORT"], database["USER"], database["NAME"]) == ("", "", "", "gyoryu")


def test_sqlite_here_and_elsewhere():
    assert database_settings("sqlite:///a%20b.sqlite3")["NAME"] == Path.cwd() / "a b.sqlite3"
    assert database_settings("sqlite:////srv/gyoryu.sqlite3")["NAME"] == Path("/srv/gyoryu.sqlite3")


def test_others_are_refused_without_telling_the_password():
    with pytest.raises(UnknownDatabase) as error:
        database_settings("mysql://u:secret@h/n")
    assert "mysql" in str(error.value)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://gyoryu:s3cret@db/gyoryu",
        "postgresql://gyoryu:s3cret/x@db/gyoryu",
        "postgresql://gyoryu:s3cret[@db/gyoryu",
        "postgresql://gyoryu:x@db:s3cret/gyoryu",
        "postgresql://gyoryu:x@db:99999999/gyoryu?password=s3cret",
        "s3cret",
        "",
    ],
)
def test_no_refusal_repeats_what_may_be_a_password(url):
    with pytest.raises(UnknownDatabase) as error:
        database_settings(url)
    assert "s3cret" not in "".join(traceback.format_exception(error.value))


@pytest.mark.django_db
def test_sqlite_keeps_foreign_keys_and_locks_at_the_start():
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL there is nothing to switch on")
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_sqlite_files_are_written_ahead(tmp_path):
    import sqlite3

    database = database_settings(f"sqlite:///{tmp_path}/x.sqlite3")
    with sqlite3.connect(database["NAME"]) as file:
        file.executescript(database["OPTIONS"]["init_command"])
        assert file.execute("PRAGMA journal_mode").fetchone() == ("wal",)

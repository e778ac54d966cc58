"""What is in `deploy` fits the program: commands, settings, limits; and Django finds nothing to warn of."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands, load_command_class
from django.urls import URLResolver, get_resolver

from gyoryu.base import files
from gyoryu.news.documents.actions import MAX_BYTES

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SETTINGS = set(re.findall(r'(?:environ\.get|switched_on|secret)\("(\w+)"', (ROOT / "gyoryu/settings.py").read_text()))
SETTINGS |= {f"{name}_FILE" for name in SETTINGS}
OTHERS = {"NUMBA_CACHE_DIR", "PATH", "PYTHONUNBUFFERED"}
MAX_FILES_PER_REQUEST = 10


def text_of(name):
    return (DEPLOY / name).read_text(encoding="utf-8")


def units():
    return [path.name for path in DEPLOY.glob("*.service")]


@pytest.mark.parametrize("name", units())
def test_units_start_a_command_that_exists(name):
    (line,) = re.findall(r"^ExecStart=(\S+/gyoryu) (\w+)$", text_of(name), re.M)
    assert line[1] in get_commands()
    assert re.search(r"^EnvironmentFile=/etc/gyoryu/settings$", text_of(name), re.M)


def test_both_units_differ_in_their_command_only():
    assert len(units()) == 2
    lines = [{line for line in text_of(name).splitlines() if not line.startswith("#")} for name in units()]
    assert all(line.startswith(("Description=", "ExecStart=")) for line in lines[0] ^ lines[1])


def test_every_setting_that_is_named_is_one_of_the_program():
    compose = yaml.safe_load(text_of("compose.yaml"))
    named = set(re.findall(r"^#? ?([A-Z_]+)=", text_of("settings.example"), re.M))
    named |= set(re.findall(r"\b([A-Z_]+)=\S", re.search(r"^ENV (.*)$", text_of("Dockerfile"), re.M)[1]))
    named |= set(compose["services"]["web"]["environment"])
    assert named - OTHERS <= SETTINGS
    assert len(named) > 8


def test_containers_run_commands_that_exist_and_wait_for_the_tables():
    services = yaml.safe_load(text_of("compose.yaml"))["services"]
    ours = {name: service for name, service in services.items() if name != "database"}
    assert set(ours) == {"migrate", "web", "worker"}
    for service in ours.values():
        program, command = service["command"]
        assert program == "gyoryu"
        load_command_class(get_commands()[command], command)
    for name in ("web", "worker"):
        assert services[name]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    secrets = yaml.safe_load(text_of("compose.yaml"))["secrets"]
    assert all(set(service["secrets"]) <= set(secrets) for service in services.values())


@pytest.mark.parametrize("copied", re.findall(r"^COPY (?!--)(.+) \S+$", text_of("Dockerfile"), re.M))
def test_what_the_container_is_made_of_exists(copied):
    assert all((ROOT / name).exists() for name in copied.split())


def test_proxies_let_through_what_the_program_takes_and_little_more():
    nginx = int(re.search(r"client_max_body_size (\d+)m;", text_of("nginx.conf"))[1]) << 20
    caddy = int(re.search(r"max_size (\d+)MB", text_of("Caddyfile"))[1]) * 10**6
    allowed = [getattr(pattern.callback, "most_bytes", 0) for pattern in patterns(get_resolver())]
    largest = max(MAX_BYTES, MAX_FILES_PER_REQUEST * files.MAX_BYTES, *allowed)
    for limit in (nginx, caddy):
        assert largest < limit < 1.2 * largest


def patterns(resolver):
    for pattern in resolver.url_patterns:
        yield from patterns(pattern) if isinstance(pattern, URLResolver) else [pattern]


def test_django_finds_nothing_unsafe_in_an_installation(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name not in ("DEBUG", "HTTPS")}
    settings = {
        "DJANGO_SETTINGS_MODULE": "gyoryu.settings",
        "SECRET_KEY": "a-long-key-of-at-least-fifty-characters-0123456789-abcdefgh",
        "DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3",
        "ALLOWED_HOSTS": "gyoryu.example",
        "BEHIND_PROXY": "1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment | settings, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 silenced" in done.stdout

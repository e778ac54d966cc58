"""Layers: imports (import-linter) and foreign keys only go down."""

import ast
import inspect
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.db.models import ForeignObject, ManyToManyField
from django.urls import URLResolver, get_resolver
from importlinter import cli

ROOT = Path(__file__).parents[2]
MEANINGLESS_NAMES = {"utils", "helpers", "common", "misc"}


def read_layers(container="gyoryu"):
    """Return the packages by layer, the highest first, as import-linter reads them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    lines = next(contract["layers"] for contract in contracts if contract.get("containers") == [container])
    return [[package.strip(" ()") for package in line.split("|")] for line in lines]


def height(package, layers):
    return next(number for number, packages in enumerate(reversed(layers)) if package in packages)


def may_point(source, target, layers):
    return source == target or height(source, layers) > height(target, layers)


def package_of(model):
    return model.__module__.split(".")[1]


def foreign_keys():
    for model in apps.get_app_config("gyoryu").get_models(include_auto_created=False):
        for field in model._meta.get_fields():
            is_key = isinstance(field, ForeignObject | ManyToManyField)
            if is_key and field.related_model._meta.app_label == "gyoryu":
                yield model, field


def test_imports_only_go_down(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert cli.lint_imports() == cli.EXIT_STATUS_SUCCESS


def test_foreign_keys_point_down_or_stay_in_their_package():
    layers = read_layers()
    wrong = [
        f"{model.__name__}.{field.name} points from {package_of(model)} to {package_of(field.related_model)}"
        for model, field in foreign_keys()
        if not may_point(package_of(model), package_of(field.related_model), layers)
    ]
    assert not wrong


def test_foreign_keys_inside_news_point_down_or_stay_in_their_subject():
    layers = read_layers("gyoryu.news")
    inside = [
        (model.__module__.split(".")[2], field.related_model.__module__.split(".")[2], f"{model.__name__}.{field.name}")
        for model, field in foreign_keys()
        if package_of(model) == package_of(field.related_model) == "news"
    ]
    assert len(inside) > 10
    assert not [name for source, target, name in inside if not may_point(source, target, layers)]


def test_the_check_of_foreign_keys_sees_what_points_up_or_aside():
    layers = read_layers()
    assert may_point("meetings", "people", layers)
    assert may_point("people", "people", layers)
    assert not may_point("base", "people", layers)
    assert not may_point("meetings", "pavilions", layers)


def test_every_model_is_in_a_known_package():
    packages = {package for line in read_layers() for package in line}
    model_packages = {package_of(model) for model in apps.get_app_config("gyoryu").get_models()}
    assert {"base", "people"} <= model_packages <= packages


@pytest.mark.parametrize("package", ["meetplan", "docread", "gyoryu", "tests"])
def test_no_module_is_named_after_nothing(package):
    paths = [path for path in (ROOT / package).rglob("*") if path.suffix == ".py" or path.is_dir()]
    assert paths
    assert not [path for path in paths if path.stem in MEANINGLESS_NAMES]


def test_nothing_happens_behind_a_save():
    """No model-save signals: the effects of an action are in the action."""
    signals = (models.signals.pre_save, models.signals.post_save, models.signals.pre_delete, models.signals.post_delete)
    assert not [
        receiver
        for signal in signals
        for receiver in signal.receivers
        if "gyoryu" in getattr(receiver[1], "__module__", str(receiver[1]))
    ]


def view_modules(resolver):
    """Yield the modules of the website whose functions answer a URL; the API is one router, and is imported as such."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from view_modules(pattern)
        else:
            module = inspect.unwrap(pattern.callback).__module__
            if module.startswith("gyoryu.web.") and not module.startswith("gyoryu.web.api."):
                yield module


def imported_modules(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_only_urls_import_views():
    """What two pages need is in a module of its own, named for what it is."""
    views = set(view_modules(get_resolver()))
    assert len(views) > 40
    importers = {
        (path.relative_to(ROOT).as_posix(), module)
        for path in (ROOT / "gyoryu").rglob("*.py")
        if path.name != "urls.py"
        for module in imported_modules(path)
        if module in views
    }
    assert importers == set()


def test_pages_are_in_folders_of_their_subject():
    flat = {path.name for folder in ("web", "web/organiser") for path in (ROOT / "gyoryu" / folder).glob("*.py")}
    assert flat == {
        "__init__.py",
        "http.py",
        "lookup.py",
        "notices.py",
        "parameters.py",
        "progress.py",
        "undo.py",
        "urls.py",
    }

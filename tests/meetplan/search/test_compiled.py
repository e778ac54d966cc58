"""The folder of compiled functions: one for every state of the sources, wherever it can be written."""

import numba

from meetplan.search import compiled


def cache_folder(monkeypatch, **environment):
    for name in ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, str(value))
    return compiled._cache_folder()


def test_the_folder_is_where_the_environment_says(monkeypatch, tmp_path):
    folder = cache_folder(monkeypatch, XDG_CACHE_HOME=tmp_path / "cache")
    assert folder.is_dir()
    assert folder.is_relative_to(tmp_path / "cache")
    other = cache_folder(monkeypatch, NUMBA_CACHE_DIR=tmp_path / "numba", XDG_CACHE_HOME=tmp_path / "cache")
    assert other.is_relative_to(tmp_path / "numba")
    assert other.name == folder.name


def test_a_change_of_any_source_changes_the_folder(monkeypatch, tmp_path):
    package = tmp_path / "meetplan" / "search"
    package.mkdir(parents=True)
    sources = [tmp_path / "meetplan" / "model.py", package / "state.py", package / "compiled.py"]
    for source in sources:
        source.write_text("a = 1\n")
    monkeypatch.setattr(compiled, "__file__", str(package / "compiled.py"))
    names = {cache_folder(monkeypatch, NUMBA_CACHE_DIR=tmp_path).name}
    for source in sources:
        source.write_text("a = 2\n")
        names.add(cache_folder(monkeypatch, NUMBA_CACHE_DIR=tmp_path).name)
    assert len(names) == 4


def test_a_folder_that_cannot_be_written_is_replaced(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    folder = cache_folder(monkeypatch, NUMBA_CACHE_DIR=tmp_path / "file")
    assert folder.is_dir()
    assert not folder.is_relative_to(tmp_path / "file")


def test_functions_are_compiled_on_first_use():
    @compiled.compiled
    def twice(number):
        return 2 * number

    @compiled.entry_point
    def four_times(number):
        return twice(twice(number))

    assert four_times(3) == 12
    assert isinstance(four_times, numba.core.dispatcher.Dispatcher)
    assert four_times.signatures

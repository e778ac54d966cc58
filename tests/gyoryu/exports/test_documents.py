import pytest

from gyoryu.exports.documents import write_documents


@pytest.mark.parametrize("language", ["ko", "zh", "en"])
def test_everything_is_written_and_told(consultation_in, the_plan, language, tmp_path):
    progress = []
    documents = write_documents(consultation_in(language), the_plan, tmp_path, progress.append)
    assert {path.relative_to(tmp_path).as_posix() for path in documents.paths} == {
        "timetable.xlsx",
        "booklets-firms.pdf",
        "booklets-buyers.pdf",
        "booklets-interpreters.pdf",
        "table-signs.pdf",
        "wall-timetable.pdf",
        "report.html",
        *(f"calendars/{id}.ics" for id in ("S1", "S2", "S3", "S4", "B1", "B2", "B3", "B4", "I1", "I2")),
    }
    assert all(path.stat().st_size for path in documents.paths)
    assert documents.failed == []
    assert progress == sorted(progress)
    assert progress[-1] == pytest.approx(1.0)


@pytest.mark.parametrize("error", [RuntimeError, MemoryError, FileNotFoundError, KeyboardInterrupt])
def test_wishes_that_cannot_be_explained_cost_no_file(consultation_in, the_plan, tmp_path, error):
    def explain(pair_id):
        raise error

    documents = write_documents(consultation_in("ko"), the_plan, tmp_path, explain=explain)
    assert documents.failed == []
    assert (tmp_path / "report.html").stat().st_size


@pytest.mark.parametrize("error", [RuntimeError, MemoryError, FileNotFoundError])
def test_a_file_that_cannot_be_made_costs_itself_only(consultation_in, the_plan, tmp_path, monkeypatch, error):
    def fail(*_):
        raise error

    monkeypatch.setattr("gyoryu.exports.print.write_table_signs", fail)
    documents = write_documents(consultation_in("ko"), the_plan, tmp_path)
    assert documents.failed == ["table-signs.pdf"]
    assert {"timetable.xlsx", "wall-timetable.pdf", "report.html"} <= {path.name for path in documents.paths}

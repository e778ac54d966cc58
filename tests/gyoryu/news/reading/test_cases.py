"""What people decided becomes cases that the reader is judged by."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import docread
from gyoryu.news.desk.actions import correct, decide
from gyoryu.news.reading.cases import FORMAT, case_of, cases, evaluate_case
from tests.gyoryu.articles import NOW, RELEASE, arrived
from tests.gyoryu.consultations import consultation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(settings, tmp_path):
    settings.FILES = tmp_path / "kept"
    return person("o@agency.example", consultation(sellers=1, buyers=1).programme, "officer")


@pytest.fixture
def decided(officer):
    """One corrected, one rejected, one confirmed."""
    document = arrived(by=officer)
    proposal = document.proposals.get(kind="person", values__name="이견본")
    correct(proposal.pk, {**proposal.values, "role": "국장"}, now=NOW, by=officer)
    first, second = document.proposals.filter(kind="amount")
    decide(first.pk, "rejected", now=NOW, by=officer)
    decide(second.pk, "accepted", now=NOW, by=officer)
    return document


def results_by_state(case):
    return {
        result.decided.state: result
        for result in evaluate_case(case, docread.read(RELEASE.encode(), name="release.txt"))
    }


def test_a_reading_is_judged_by_what_people_decided(decided):
    (case,) = cases()
    results = results_by_state(case)
    assert (results["edited"].right, results["edited"].fields) == (False, ("role",))
    assert not results["rejected"].right
    assert results["accepted"].right


def test_what_the_reader_has_learnt_is_right(decided):
    decided.proposals.filter(state="edited").update(corrected_values=decided.proposals.get(state="edited").values)
    decided.proposals.filter(state="rejected").update(values={"value": 5, "currency": "KRW"})
    (case,) = cases()
    assert all(result.right for result in results_by_state(case).values())


def test_a_document_that_is_refused_holds_nothing(decided):
    (case,) = cases()
    results = {result.decided.state: result.right for result in evaluate_case(case, docread.Refusal("damaged"))}
    assert results == {"edited": False, "rejected": True, "accepted": False}


def test_a_case_holds_no_word_but_those_of_the_decisions(decided):
    (case,) = cases()
    serialized = json.dumps(case.as_json(), ensure_ascii=False)
    assert "가온호텔" not in serialized
    assert case_of(json.loads(serialized)) == case


@pytest.mark.parametrize("damaged", [[], {"format": FORMAT}, {"format": FORMAT, "records": [{"kind": "event"}]}])
def test_what_is_no_case_is_refused(damaged):
    with pytest.raises(ValueError, match="case"):
        case_of(damaged)


def test_cases_are_written_checked_and_become_a_floor(decided, tmp_path, capsys, monkeypatch):
    folder = tmp_path / "cases"
    call_command("corrections", out=folder)
    call_command("corrections", check=folder)
    output = capsys.readouterr().out
    assert f"reader {docread.VERSION}: 1 of 3 right" in output
    assert "differs in role" in output
    assert not (folder / "files").exists()
    monkeypatch.setattr(docread, "read", lambda *_, **__: docread.Refusal("damaged"))
    for _ in range(2):  # it is told until it is mended
        with pytest.raises(CommandError, match="1 that an earlier reader got right"):
            call_command("corrections", check=folder)


def test_with_their_files_cases_can_be_checked_elsewhere(decided, tmp_path, settings, capsys):
    folder = tmp_path / "cases"
    call_command("corrections", out=folder, with_files=True)
    settings.FILES = Path(tmp_path / "elsewhere")
    call_command("corrections", check=folder)
    assert "1 of 3 right" in capsys.readouterr().out


def test_a_document_that_is_not_here_is_passed_over(decided, tmp_path, settings, capsys):
    call_command("corrections", out=tmp_path / "cases")
    settings.FILES = Path(tmp_path / "elsewhere")
    call_command("corrections", check=tmp_path / "cases")
    assert "its file is not here" in capsys.readouterr().err

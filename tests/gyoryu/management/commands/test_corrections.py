"""`gyoryu corrections`: what people decided, as cases, and the reader judged by them."""

import json

import pytest
from django.core.management import CommandError, call_command

from gyoryu.news.desk.actions import correct
from gyoryu.news.desk.models import Proposal
from gyoryu.news.reading.cases import case_of
from tests.gyoryu.articles import NOW, arrived
from tests.gyoryu.consultations import consultation, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(settings, tmp_path):
    """A document with a proposal that was rejected and one that was accepted."""
    settings.FILES = tmp_path / "files"
    document = arrived()
    first, second, *_ = document.proposals.order_by("pk")
    Proposal.objects.filter(pk=first.pk).update(state="rejected")
    Proposal.objects.filter(pk=second.pk).update(state="accepted", corrected_values=second.values)
    return document


def test_what_was_not_right_is_printed_with_its_paragraph(document, capsys):
    call_command("corrections")
    (line,) = capsys.readouterr().out.splitlines()
    case = json.loads(line)
    rejected = document.proposals.get(state="rejected")
    assert (case["kind"], case["read"], case["kept"]) == (rejected.kind, rejected.values, rejected.corrected_values)
    start, end = rejected.spans[0]
    assert document.text[start:end] in case["paragraph"]
    assert "\n" not in case["paragraph"]


def test_cases_are_written_with_their_documents_and_judged(document, tmp_path, capsys):
    folder = tmp_path / "cases"
    call_command("corrections", out=folder, with_files=True)
    assert "1 documents, 2 decisions" in capsys.readouterr().out
    (case,) = folder.glob("*.json")
    assert (folder / "files" / json.loads(case.read_text())["file"]).read_bytes() == document.file.read()
    call_command("corrections", check=folder)
    assert "1 of 2 right" in capsys.readouterr().out, "what was rejected is still read"
    results = json.loads((folder / "verdicts.json").read_text())
    assert len(results["right"]) == 1


def test_what_an_earlier_reader_got_right_and_this_one_does_not_is_status_1(document, tmp_path):
    folder = tmp_path / "cases"
    call_command("corrections", out=folder)
    (path,) = folder.glob("*.json")
    case = case_of(json.loads(path.read_text()))
    all_right = [f"{path.stem}-{decided.name}" for decided in case.records]
    (folder / "verdicts.json").write_text(json.dumps({"reader": "0", "right": all_right}))
    for _ in range(2):  # and it says so until somebody has mended it
        with pytest.raises(CommandError, match="1 that an earlier reader got right are wrong now"):
            call_command("corrections", check=folder)


def test_a_folder_that_is_none_or_holds_something_else_is_refused(tmp_path):
    with pytest.raises(CommandError, match="is no folder"):
        call_command("corrections", check=tmp_path / "gone")
    (tmp_path / "a.json").write_text("{")
    with pytest.raises(CommandError, match=r"a\.json"):
        call_command("corrections", check=tmp_path)


@pytest.fixture
def officer(client, settings, tmp_path):
    settings.FILES = tmp_path
    event = consultation(sellers=1, buyers=1)
    someone = person("o@agency.example", event.programme, "officer")
    client.force_login(someone)
    someone.programme = event.programme_id
    return someone


def test_corrections_become_cases(officer, capsys):
    document = arrived(by=officer)
    someone = document.proposals.get(kind="person", values__name="이견본")
    correct(someone.pk, {**someone.values, "role": "국장"}, now=NOW, by=officer)
    call_command("corrections")
    case = json.loads(capsys.readouterr().out)
    assert (case["read"]["role"], case["kept"]["role"]) == ("물정책관", "국장")
    assert "이견본 환경부 물정책관은" in case["paragraph"]

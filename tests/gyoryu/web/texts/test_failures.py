"""Failures of jobs are told in sentences, whatever their code."""

from django.utils.translation import override

from gyoryu.web.texts.failures import FAILURES, failure_text


def test_codes_of_failures_and_of_refusals_have_sentences_and_others_a_general_one():
    with override("en"):
        assert failure_text("") == ""
        assert failure_text("disk_full").startswith("The disk of the server is full.")
        assert failure_text("file_is_empty") == "The file is empty."
        assert failure_text("never_seen") == str(FAILURES["fault"])
        assert failure_text("too_many_files") == str(FAILURES["fault"])  # its sentence needs a detail

"""Why an attempt failed, as a code."""

import errno
import ssl
from smtplib import (
    SMTPAuthenticationError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPServerDisconnected,
)
from socket import gaierror

import pytest

from gyoryu.base.models import AuditLine
from gyoryu.base.refusals import Refused
from gyoryu.jobs.failures import note_in_audit_log, reason_of
from gyoryu.web.texts.failures import FAILURES
from tests.gyoryu.jobs.claimed import claimed_job


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.ENOSPC, "full"), "disk_full"),
        (Refused("import_has_faults"), "import_has_faults"),
        (MemoryError(), "out_of_memory"),
        (SMTPServerDisconnected("gone"), "no_answer"),
        (SMTPAuthenticationError(535, b"no"), "mail_login_refused"),
        (SMTPNotSupportedError("no"), "mail_no_encryption_or_login"),
        (SMTPRecipientsRefused({}), "mail_server_fails"),
        (ssl.SSLCertVerificationError("unknown"), "certificate_unknown"),
        (ssl.SSLError("wrong version"), "encryption_fails"),
        (FileNotFoundError("x"), "file_missing"),
        (ConnectionRefusedError(), "no_answer"),
        (gaierror(), "no_answer"),
        (TimeoutError(), "no_answer"),
        (ValueError("a@x.example"), "fault"),
    ],
)
def test_the_first_reason_that_fits(error, code):
    assert reason_of(error) == code
    assert code in FAILURES or isinstance(error, Refused)


@pytest.mark.django_db
def test_a_job_without_a_row_is_noted_in_the_audit_log():
    job = claimed_job("sweep", {})
    note_in_audit_log(job, "out_of_time")
    line = AuditLine.objects.get(verb="fail_job")
    assert (line.key, line.details) == (str(job.pk), {"of": "sweep", "code": "out_of_time"})

"""Records of jobs that failed for good: a reason shown to the user, or an audit entry for kinds without a row."""

from __future__ import annotations

import ssl
from smtplib import SMTPAuthenticationError, SMTPException, SMTPNotSupportedError, SMTPServerDisconnected
from socket import gaierror

from gyoryu.base.full_disk import is_disk_full
from gyoryu.base.models import record
from gyoryu.base.queue import Job
from gyoryu.base.refusals import Refused

# The first that fits; `gyoryu.web.texts.failures` has a sentence for each code, also of refusals.
_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (MemoryError, "out_of_memory"),
    (SMTPServerDisconnected, "no_answer"),
    (SMTPAuthenticationError, "mail_login_refused"),
    (SMTPNotSupportedError, "mail_no_encryption_or_login"),
    (SMTPException, "mail_server_fails"),
    (ssl.SSLCertVerificationError, "certificate_unknown"),
    (ssl.SSLError, "encryption_fails"),
    (FileNotFoundError, "file_missing"),
    (ConnectionError, "no_answer"),
    (gaierror, "no_answer"),
    (TimeoutError, "no_answer"),
)


def reason_of(error: BaseException) -> str:
    """Return the code of why an attempt failed, for the user who waits for its result."""
    if is_disk_full(error):
        return "disk_full"
    if isinstance(error, Refused):
        return error.code
    return next((code for kind, code in _REASONS if isinstance(error, kind)), "fault")


def note_in_audit_log(job: Job, code: str) -> None:
    """Record the failure of a job without a waiting user; the next run does the work."""
    record("fail_job", "job", job.pk, by=None, of=job.kind, code=code)

"""Failure codes of jobs as sentences for the reader."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gyoryu.web.texts.refusals import SENTENCES

FAILURES: dict[str, Promise] = {
    "worker_lost": _(
        "The program that worked on this was ended several times, perhaps for want of memory. "
        "Try it with less at once, or tell whoever keeps this site running."
    ),
    "out_of_time": _("This took too long and was ended. Try it with less at once."),
    "out_of_memory": _("There was not enough memory for this. Try it with less at once."),
    "disk_full": _("The disk of the server is full. Tell whoever keeps this site running, and try again after that."),
    "file_missing": _("A file that is needed for this is no longer there. Tell whoever keeps this site running."),
    "no_answer": _("Another server that is needed for this did not answer, several times. Try again later."),
    "mail_server_fails": _(
        "The mail server did not take the email, several times. Tell whoever keeps this site running."
    ),
    "mail_login_refused": _("The mail server refused the user name or password. Check EMAIL_USER and EMAIL_PASSWORD."),
    "mail_no_encryption_or_login": _(
        "The mail server offers no STARTTLS or no login. Check EMAIL_PORT, EMAIL_TLS, EMAIL_SSL and EMAIL_USER."
    ),
    "certificate_unknown": _(
        "The certificate of the other server could not be verified. "
        "Install its certificate authority on this server, or correct the host name."
    ),
    "encryption_fails": _(
        "No encrypted connection to the other server could be made. "
        "For mail, check EMAIL_PORT, EMAIL_TLS and EMAIL_SSL."
    ),
    "too_late": _(
        "This was only good for a short time, which was over before the mail server could be reached. "
        "Whoever needs it asks for a new one."
    ),
    "recipient_refused": _("The mail server knows no such recipient. Look whether the address is right."),
    "wrong_plan": _(
        "The new plan did not pass its own check, so it was not kept. Tell whoever keeps this site running."
    ),
    "fault": _(
        "The program met a fault, several times, and gave this up. Try again; "
        "if it happens again, tell whoever keeps this site running."
    ),
}


def failure_text(code: str) -> str:
    """Return the sentence for a failure code of the worker or of a refusal; "" where nothing failed."""
    if not code:
        return ""
    text = FAILURES.get(code) or SENTENCES.get(code)
    return str(text if text is not None and "{" not in str(text) else FAILURES["fault"])

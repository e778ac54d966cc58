"""Failure codes of jobs as sentences for the reader."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gyoryu.web.texts.refusals import SENTENCES

FAILURES: dict[str, Promise] = {
    "worker_lost": _(
        "The program that worked on this was ended several times, perhaps because memory ran out. "
        "Try it with less at once, or tell the operator of this site."
    ),
    "out_of_time": _("This took too long and was ended. Try it with less at once."),
    "out_of_memory": _("There was not enough memory for this. Try it with less at once."),
    "disk_full": _("The disk of the server is full. Tell the operator of this site, and try again later."),
    "file_missing": _("A file that this needs no longer exists. Tell the operator of this site."),
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
    "recipient_refused": _("The mail server knows no such recipient. Check the address."),
    "wrong_plan": _("The new plan did not pass verification, so it was not kept. Tell the operator of this site."),
    "fault": _(
        "The program failed several times and gave up. Try again; if it happens again, tell the operator of this site."
    ),
}


def failure_text(code: str) -> str:
    """Return the sentence for a failure code of the worker or of a refusal; "" where nothing failed."""
    if not code:
        return ""
    text = FAILURES.get(code) or SENTENCES.get(code)
    return str(text if text is not None and "{" not in str(text) else FAILURES["fault"])

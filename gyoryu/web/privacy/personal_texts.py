"""Labels of the register of personal data: for pages, exports and the handbook."""

from __future__ import annotations

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Labels = dict[str, Promise]

# Content and purpose, by the code of a record.
RECORDS: Labels = {
    "account": _("Account: address and names"),
    "account_address": _("Confirmed addresses of the account"),
    "agency_sign_in": _("Single sign-on of the account"),
    "token": _("Tokens for programs"),
    "role": _("Roles in programmes"),
    "letter": _("E-mails written to this address"),
    "output": _("Prints and exports that were made"),
    "undo": _("What an action changed, for undoing it"),
    "job_trace": _("Error traces of background jobs"),
    "access_entry": _("Access log: what the account saw of others, and failed sign-ins"),
    "contact": _("Contact in the directory"),
    "sole_trader": _("Business of a sole trader: names and description"),
    "sole_trader_number": _("Business number of a sole trader"),
    "sole_trader_name": _("Names by which a sole trader is found"),
    "application": _("Application: remarks, what was typed, badge and calendar address"),
    "representative": _("People who come: name, title, e-mail, telephone"),
    "topic": _("What is offered or needed, in words"),
    "project": _("Projects"),
    "application_file": _("Files of an application"),
    "invitation": _("Invitations"),
    "wish_note": _("Notes to meeting requests"),
    "pair_note": _("Notes of the organisers about pairs"),
    "interpreter": _("Interpreters: name, e-mail, telephone, calendar address"),
    "log_note": _("Notes and next steps in meeting logs"),
    "answer_note": _("Notes to answers to meeting logs"),
    "closing_note": _("Notes to closed figures"),
    "import": _("Imported workbooks"),
    "consent": _("Consents, with their dates"),
    "disclosure": _("Log of disclosures"),
    "check_in": _("Arrivals at the event"),
    "watch": _("Watches on documents"),
}
BASES: Labels = {
    "consent": _("consent (PIPA Art. 15(1) no. 1)"),
    "law": _("legal duty (PIPA Art. 15(1) no. 2)"),
    "task": _("task of a public body (PIPA Art. 15(1) no. 3)"),
    "contract": _("what the person asked for (PIPA Art. 15(1) no. 4)"),
}
PERIODS: Labels = {
    "event": _("the months of the event's terms after its last day; drafts: {drafts} days after applications close"),
    "account": _("{days} days after the last sign-in"),
    "directory": _("{days} days without an application"),
    "letters": _("{days} days"),
    "outputs": _("{days} days"),
    "imports": _("{days} days"),
    "jobs": _("{days} days"),
    "undo": _("an hour, until the next daily job at the latest"),
    "access_log": _("{days} days"),
    "proof": _("as long as the event is kept"),
}
OUTCOMES: Labels = {
    "delete": _("is deleted"),
    "clear": _("is emptied; figures without names stay"),
    "anonymise": _("stays as proof, without a name"),
    "lock": _("stays locked, because the law requires it"),
}
FIELDS: Labels = {
    "email": _("E-mail address"),
    "to": _("E-mail address"),
    "name_ko": _("Name in Korean"),
    "name_zh": _("Name in Chinese"),
    "name_en": _("Name in English"),
    "title": _("Title"),
    "phone": _("Telephone"),
    "name": _("Name"),
    "subject": _("Subject"),
    "body": _("Text"),
    "note": _("Note"),
    "next_action": _("Next step"),
    "remark": _("Remark"),
    "reason": _("Reason"),
    "text": _("Text"),
    "language": _("Language"),
    "at": _("When"),
    "created_at": _("When"),
    "given_at": _("Given"),
    "withdrawn_at": _("Withdrawn"),
    "keep_until": _("Kept until"),
    "address": _("Network address"),
}


def period_of(period: str) -> str:
    """Describe a retention period, with the days of the settings."""
    days = settings.KEPT_DAYS
    return str(PERIODS[period]).format(days=days.get(period, ""), drafts=days["drafts"])

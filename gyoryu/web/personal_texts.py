"""The register of personal data in words: on pages, in exports, in the handbook."""

from __future__ import annotations

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as said

Words = dict[str, Promise]

# What it is and what for, by the code of a record.
RECORDS: Words = {
    "account": said("Account: address and names"),
    "account_address": said("Confirmed addresses of the account"),
    "agency_sign_in": said("Single sign-on of the account"),
    "token": said("Tokens for programs"),
    "role": said("Roles in programmes"),
    "letter": said("E-mails written to this address"),
    "output": said("Prints and exports that were made"),
    "undo": said("What an act changed, for taking it back"),
    "job_trace": said("Error traces of background jobs"),
    "access_entry": said("Access log: what the account saw of others, and failed sign-ins"),
    "contact": said("Contact in the directory"),
    "sole_trader": said("Business of a sole trader: names and description"),
    "sole_trader_number": said("Business number of a sole trader"),
    "sole_trader_name": said("Names by which a sole trader is found"),
    "application": said("Application: remarks, what was typed, badge and calendar address"),
    "representative": said("People who come: name, title, e-mail, telephone"),
    "topic": said("What is offered or needed, in words"),
    "project": said("Projects"),
    "application_file": said("Files of an application"),
    "invitation": said("Invitations"),
    "wish_note": said("Notes to meeting requests"),
    "pair_note": said("Notes of the organisers about pairs"),
    "interpreter": said("Interpreters: name, e-mail, telephone, calendar address"),
    "log_note": said("Notes and next steps in meeting logs"),
    "answer_note": said("Notes to answers to meeting logs"),
    "closing_note": said("Notes to closed figures"),
    "import": said("Workbooks that were brought in"),
    "consent": said("Consents, with their dates"),
    "disclosure": said("Log of disclosures"),
    "check_in": said("Arrivals at the event"),
    "watch": said("Watches on documents"),
}
BASES: Words = {
    "consent": said("consent (PIPA Art. 15(1) no. 1)"),
    "law": said("legal duty (PIPA Art. 15(1) no. 2)"),
    "task": said("task of a public body (PIPA Art. 15(1) no. 3)"),
    "contract": said("what the person asked for (PIPA Art. 15(1) no. 4)"),
}
PERIODS: Words = {
    "event": said("the months of the event's terms after its last day; drafts: {drafts} days after applications close"),
    "account": said("{days} days after the last sign-in"),
    "directory": said("{days} days without an application"),
    "letters": said("{days} days"),
    "outputs": said("{days} days"),
    "imports": said("{days} days"),
    "jobs": said("{days} days"),
    "undo": said("an hour, until the next daily job at the latest"),
    "access_log": said("{days} days"),
    "proof": said("as long as the event is kept"),
}
OUTCOMES: Words = {
    "delete": said("is deleted"),
    "clear": said("is emptied; figures without names stay"),
    "anonymise": said("stays as proof, without a name"),
    "lock": said("stays locked, because the law requires it"),
}
FIELDS: Words = {
    "email": said("E-mail address"),
    "to": said("E-mail address"),
    "name_ko": said("Name in Korean"),
    "name_zh": said("Name in Chinese"),
    "name_en": said("Name in English"),
    "title": said("Title"),
    "phone": said("Telephone"),
    "name": said("Name"),
    "subject": said("Subject"),
    "body": said("Text"),
    "note": said("Note"),
    "next_action": said("Next step"),
    "remark": said("Remark"),
    "reason": said("Reason"),
    "text": said("Text"),
    "language": said("Language"),
    "at": said("When"),
    "created_at": said("When"),
    "given_at": said("Given"),
    "withdrawn_at": said("Withdrawn"),
    "keep_until": said("Kept until"),
    "address": said("Network address"),
}


def period_of(period: str) -> str:
    """How long, with the days of the settings."""
    days = settings.KEPT_DAYS
    return str(PERIODS[period]).format(days=days.get(period, ""), drafts=days["drafts"])

"""What is said of documents: states, kinds of records and their fields, refusals and warnings of the reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as said

from gyoryu.news.models import Arrival
from gyoryu.web.failures import failure_text

STATES = {
    Arrival.State.WAITING: ("busy", said("Being read")),
    Arrival.State.READ: ("good", said("Read")),
    Arrival.State.REFUSED: ("bad", said("Not readable")),
    Arrival.State.UNPACKED: ("good", said("Unpacked")),
}
KINDS = {
    "event": said("Events"),
    "agreement": said("Agreements"),
    "commitment": said("Commitments"),
    "organisation": said("Organisations"),
    "person": said("Persons"),
    "delegation": said("Delegations"),
    "amount": said("Amounts"),
}
# What has a page of its own.
NAMED = {
    "organisation": said("Organisations"),
    "person": said("Persons"),
    "place": said("Places"),
    "agreement": said("Agreements"),
}
FIELDS = {
    "name": said("Name"),
    "start": said("Begins on"),
    "end": said("Ends on"),
    "place": said("Held at"),
    "aliases": said("Other names"),
    "country": said("Country"),
    "kind": said("Kind"),
    "role": said("Role or title"),
    "org": said("Organisation"),
    "parties": said("Parties"),
    "status": said("Status"),
    "date": said("Date"),
    "title": said("Title"),
    "actor": said("Who will do it"),
    "action": said("What will be done"),
    "strength": said("How firmly"),
    "due": said("By when"),
    "head": said("Head"),
    "sender": said("Sent by"),
    "destination": said("Destination"),
    "value": said("Amount"),
    "currency": said("Currency"),
}
BODY_KINDS = {
    "ministry": said("Ministry"),
    "agency": said("Government agency"),
    "local_gov": said("Local government"),
    "public_corp": said("Public corporation"),
    "company": said("Firm"),
    "association": said("Association"),
    "university": said("University"),
    "embassy": said("Embassy or consulate"),
    "intl_org": said("International organisation"),
    "media": said("Media"),
    "other": said("Other"),
}
AGREEMENT_KINDS = {
    "MOU": said("Memorandum of understanding (MOU)"),
    "contract": said("Contract"),
    "treaty": said("Treaty"),
    "other": said("Other"),
}
STATUSES = {"signed": said("signed"), "planned": said("planned")}
STRENGTHS = {"plan": said("planned action"), "agreed": said("agreed"), "pledge": said("pledged")}
# Fields that hold a code, by kind of record: the codes as people read them.
CHOICES = {
    ("organisation", "kind"): BODY_KINDS,
    ("agreement", "kind"): AGREEMENT_KINDS,
    ("agreement", "status"): STATUSES,
    ("commitment", "strength"): STRENGTHS,
}
REFUSALS = {
    "archive_bomb": said(
        "The file unpacks to far more than it weighs. It was not opened. Take the document out of it, and bring that."
    ),
    "archive_without_documents": said(
        "The archive holds none of the kinds that are read. Take the documents out of it, save them as PDF, "
        "and bring those."
    ),
    "damaged": said("The file is damaged. Open it in its own program, save it again and bring it once more."),
    "empty": said("The file holds no text. Look whether it is the right one, or paste the text."),
    "encrypted": said("The file is protected. Remove the password or the distribution lock and bring it once more."),
    "garbled": said(
        "What came out of the file is no writing: its font has no table of characters, or its encoding is not known. "
        "Save it as PDF from its own program, or paste the text."
    ),
    "made_by_script": said(
        "The page is made by a script, so that the file holds no text. Save it as PDF, or paste the text."
    ),
    "scanned": said("The pages are pictures. Bring a copy with text, or paste the text."),
    "too_deep": said(
        "The file is nested deeper than any document is. It was not read. Save it as PDF, and bring that."
    ),
    "too_large": said("The file is too large to be read. Bring it in parts, or paste the text."),
    "too_slow": said("The file took too long to read. Save it as plain text, or bring it in parts."),
    "address_not_https": said("Only addresses that begin with https:// are fetched."),
    "host_not_allowed": said(
        "This host is not on the list of hosts that your operator allows. "
        "Ask the operator, or save the page and bring that."
    ),
    "address_not_public": said("This host leads into a private network. It was not asked. Bring the file itself."),
    "too_many_redirects": said(
        "The address leads from one to the next without end. Open it in your browser, save the page, and bring that."
    ),
    "host_does_not_answer": said("The host does not answer. Try again later."),
    "host_answers_otherwise": said(
        "The host does not give the document: it is gone, or asks for something first. "
        "Open it in your browser, save the page, and bring that."
    ),
    "file_is_empty": said("The host answers with nothing."),
    "file_too_large": said(
        "The file is too large to be fetched. Download it yourself, and bring the part that matters."
    ),
    "not_a_feed": said(
        "What the host answers is no list of news. Look on its site for the address of a feed (RSS, Atom)."
    ),
    "press_key_is_missing": said("The operator has not entered a key of the press-release service yet."),
    "press_key_refused": said("The press-release service refuses the key. Ask the operator to renew it."),
    "press_limit_reached": said("The press-release service gives no more today. It is visited again by itself."),
    "unknown_kind": said(
        "This is none of the kinds that are read: text, HTML, HWPX, HWP, PDF, DOCX, RTF, OFD, MHT, EML, ZIP of these. "
        "Save it as one of these, or paste the text."
    ),
}
WARNINGS = {
    "weekday_mismatch": said("The printed weekday does not fit the date."),
    "contradiction": said("The text names two different days for the same event."),
    "name_of_another_year": said("This name was not in use in the year of the text."),
    "stub": said("The text only points to an attachment. Bring that as well."),
    "made_by_script": said("Part of the page is made by a script and is missing here."),
}


def refusal_text(code: str) -> str:
    """Why a document was not read, or a source not visited: the reader's refusal, or why the worker gave it up; "" for
    ""."""
    return str(REFUSALS[code]) if code in REFUSALS else failure_text(code)

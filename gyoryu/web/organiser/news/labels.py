"""Labels of documents: states, kinds of records and their fields, refusals and warnings of the reader."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gyoryu.news.board.models import PostText
from gyoryu.news.documents.models import Document
from gyoryu.web.texts.failures import failure_text

STATES = {
    Document.State.WAITING: ("active", _("Being read")),
    Document.State.READ: ("success", _("Read")),
    Document.State.REFUSED: ("danger", _("Not readable")),
    Document.State.UNPACKED: ("success", _("Unpacked")),
}
KINDS = {
    "event": _("Events"),
    "agreement": _("Agreements"),
    "commitment": _("Commitments"),
    "organisation": _("Organisations"),
    "person": _("Persons"),
    "delegation": _("Delegations"),
    "amount": _("Amounts"),
}
# Kinds of names that have a page.
NAME_KINDS = {
    "organisation": _("Organisations"),
    "person": _("Persons"),
    "place": _("Places"),
    "agreement": _("Agreements"),
}
FIELDS = {
    "name": _("Name"),
    "start": _("Begins on"),
    "end": _("Ends on"),
    "place": _("Held at"),
    "aliases": _("Other names"),
    "country": _("Country"),
    "kind": _("Kind"),
    "role": _("Role or title"),
    "org": _("Organisation"),
    "parties": _("Parties"),
    "status": _("Status"),
    "date": _("Date"),
    "title": _("Title"),
    "actor": _("Who will do it"),
    "action": _("What will be done"),
    "strength": _("How firmly"),
    "due": _("By when"),
    "head": _("Head"),
    "sender": _("Sent by"),
    "destination": _("Destination"),
    "value": _("Amount"),
    "currency": _("Currency"),
}
BODY_KINDS = {
    "ministry": _("Ministry"),
    "agency": _("Government agency"),
    "local_gov": _("Local government"),
    "public_corp": _("Public corporation"),
    "company": _("Firm"),
    "association": _("Association"),
    "university": _("University"),
    "embassy": _("Embassy or consulate"),
    "intl_org": _("International organisation"),
    "media": _("Media"),
    "other": _("Other"),
}
AGREEMENT_KINDS = {
    "MOU": _("Memorandum of understanding (MOU)"),
    "contract": _("Contract"),
    "treaty": _("Treaty"),
    "other": _("Other"),
}
STATUSES = {"signed": _("signed"), "planned": _("planned")}
STRENGTHS = {"plan": _("planned action"), "agreed": _("agreed"), "pledge": _("pledged")}
# Labels of coded fields, by kind of record and field.
CHOICES = {
    ("organisation", "kind"): BODY_KINDS,
    ("agreement", "kind"): AGREEMENT_KINDS,
    ("agreement", "status"): STATUSES,
    ("commitment", "strength"): STRENGTHS,
}
REFUSALS = {
    "archive_bomb": _(
        "The file unpacks to far more than it weighs. It was not opened. Take the document out of it, and bring that."
    ),
    "archive_without_documents": _(
        "The archive holds none of the kinds that are read. Take the documents out of it, save them as PDF, "
        "and bring those."
    ),
    "damaged": _("The file is damaged. Open it in its own program, save it again and bring it once more."),
    "empty": _("The file holds no text. Look whether it is the right one, or paste the text."),
    "encrypted": _("The file is protected. Remove the password or the distribution lock and bring it once more."),
    "garbled": _(
        "What came out of the file is no writing: its font has no table of characters, or its encoding is not known. "
        "Save it as PDF from its own program, or paste the text."
    ),
    "made_by_script": _(
        "The page is made by a script, so that the file holds no text. Save it as PDF, or paste the text."
    ),
    "scanned": _("The pages are pictures. Bring a copy with text, or paste the text."),
    "too_deep": _("The file is nested deeper than any document is. It was not read. Save it as PDF, and bring that."),
    "too_large": _("The file is too large to be read. Bring it in parts, or paste the text."),
    "too_slow": _("The file took too long to read. Save it as plain text, or bring it in parts."),
    "address_not_https": _("Only addresses that begin with https:// are fetched."),
    "host_not_allowed": _(
        "This host is not on the list of hosts that your operator allows. "
        "Ask the operator, or save the page and bring that."
    ),
    "address_not_public": _("This host leads into a private network. It was not asked. Bring the file itself."),
    "too_many_redirects": _(
        "The address leads from one to the next without end. Open it in your browser, save the page, and bring that."
    ),
    "host_does_not_answer": _("The host does not answer. Try again later."),
    "host_answers_otherwise": _(
        "The host does not give the document: it is gone, or asks for something first. "
        "Open it in your browser, save the page, and bring that."
    ),
    "file_is_empty": _("The host answers with nothing."),
    "file_too_large": _("The file is too large to be fetched. Download it yourself, and bring the part that matters."),
    "not_a_feed": _(
        "What the host answers is no list of news. Look on its site for the address of a feed (RSS, Atom)."
    ),
    "press_key_is_missing": _("The operator has not entered a key of the press-release service yet."),
    "press_key_refused": _("The press-release service refuses the key. Ask the operator to renew it."),
    "press_limit_reached": _("The press-release service gives no more today. It is visited again by itself."),
    "unknown_kind": _(
        "This is none of the kinds that are read: text, HTML, HWPX, HWP, PDF, DOCX, RTF, OFD, MHT, EML, ZIP of these. "
        "Save it as one of these, or paste the text."
    ),
}
WARNINGS = {
    "weekday_mismatch": _("The printed weekday does not fit the date."),
    "contradiction": _("The text names two different days for the same event."),
    "name_of_another_year": _("This name was not in use in the year of the text."),
    "stub": _("The text only points to an attachment. Bring that as well."),
    "made_by_script": _("Part of the page is made by a script and is missing here."),
}


def refusal_text(code: str) -> str:
    """Return why a document was not read or a source not polled: a refusal of the reader or a failure of the worker; ""
    for ""."""
    return str(REFUSALS[code]) if code in REFUSALS else failure_text(code)


MARK_LABELS = {
    PostText.Mark.OFFICIAL: _("Official text"),
    PostText.Mark.REVIEWED: _("Translation, reviewed"),
    PostText.Mark.MACHINE: _("Machine translation"),
}

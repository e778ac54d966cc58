"""Labels of the access log: the page or call that was opened, and the kind of record whose people were shown."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Labels = dict[str, Promise]

# By the names of addresses, as `access_log.PAGES`; and sign-ins, which have no page there.
PAGE_LABELS: Labels = {
    "programme-people": _("People and roles of a programme"),
    "role-take": _("Taking a role away"),
    "event-interpreters": _("List of interpreters"),
    "interpreter-new": _("Adding an interpreter"),
    "interpreter": _("Details of an interpreter"),
    "interpreter-remove": _("Removing an interpreter"),
    "event-invitations": _("List of invitations"),
    "invitation-resend": _("Sending an invitation again"),
    "invitation-withdraw": _("Withdrawing an invitation"),
    "application": _("Application with its contacts"),
    "application-decide": _("Decision on an application"),
    "application-settings": _("Limits and table of an application"),
    "application-file": _("File of an application"),
    "event-disclosures": _("Disclosures of personal data"),
    "event-closing": _("Closing of figures"),
    "event-pair": _("Firm and buyer as a pair"),
    "event-timetable": _("Draft of the timetable"),
    "timetable-publish": _("Publishing the timetable"),
    "applications-accept": _("Accepting several applications"),
    "repair-apply": _("Replacing missed meetings"),
    "event-logs": _("List of meeting logs"),
    "event-outputs": _("Making prints and exports"),
    "output": _("Print or export that was made"),
    "output-file": _("Download of a print or export"),
    "event-exchange": _("Workbooks of an event"),
    "import": _("Preview of an import"),
    "import-bring-in": _("Import of a workbook"),
    "import-take-back": _("Import taken back"),
    "event-emails": _("Emails of an event"),
    "event-email": _("Email of an event"),
    "outbox": _("Emails about accounts"),
    "outbox-email": _("Email about an account"),
    "organisation": _("Organisation with its contacts"),
    "organisation-edit": _("Editing an organisation"),
    "organisation-merge": _("Merging organisations"),
    "organisation-contacts": _("Contacts of an organisation"),
    "organisation-contact-remove": _("Removing a contact"),
    "event-checkin": _("Check-in of an event"),
    "check-in": _("Checking somebody in"),
    "check-in-undo": _("Check-in taken back"),
    "badge": _("Badge that was scanned"),
    "ask-repair-interpreter": _("Replacing an absent interpreter"),
    "meeting-log": _("Meeting log"),
    "edit-log": _("Writing a meeting log"),
    "answer-log": _("Answer to a meeting log"),
    "remove-log": _("Removing a meeting log"),
    "interpreting": _("Assignments of an interpreter"),
    "access-log": _("Access log"),
    "access-log-file": _("Download of the access log"),
    "person": _("Data of one person"),
    "editors": _("Editors"),
    "api:application": _("API: application"),
    "api:decide": _("API: decision on an application"),
    "api:of_application": _("API: meetings of an application"),
    "api:other": _("API: other side of a meeting"),
    "api:of_meeting": _("API: logs of a meeting"),
    "api:of_event": _("API: logs of an event"),
    "api:write": _("API: writing a log"),
    "api:change": _("API: changing a log"),
    "sign-in": _("Sign in"),
}
KIND_LABELS: Labels = {
    "role": _("Role in a programme"),
    "interpreter": _("Interpreter"),
    "event": _("Event"),
    "invitation": _("Invitation"),
    "application": _("Application"),
    "output": _("Print or export"),
    "import": _("Imported workbook"),
    "letter": _("Email"),
    "organisation": _("Organisation"),
    "meeting": _("Meeting"),
    "access_log": _("Access log"),
    "user": _("Account"),
    "log": _("Meeting log"),
}


def page_label(task: str) -> str:
    """Return the label of a page; the code itself where an entry is older than the page's present name."""
    return str(PAGE_LABELS.get(task, task))


def kind_label(kind: str) -> str:
    return str(KIND_LABELS.get(kind, kind))

"""The access log in words: the page or call that was opened, and the kind of record whose people were shown."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as said

Labels = dict[str, Promise]

# By the names of addresses, as `access_log.PAGES`; and sign-ins, which have no page there.
PAGE_LABELS: Labels = {
    "programme-people": said("People and roles of a programme"),
    "role-take": said("Taking a role away"),
    "event-interpreters": said("List of interpreters"),
    "interpreter-new": said("Adding an interpreter"),
    "interpreter": said("Details of an interpreter"),
    "interpreter-remove": said("Removing an interpreter"),
    "event-invitations": said("List of invitations"),
    "invitation-resend": said("Sending an invitation again"),
    "invitation-withdraw": said("Withdrawing an invitation"),
    "application": said("Application with its contacts"),
    "application-decide": said("Decision on an application"),
    "application-settings": said("Limits and table of an application"),
    "application-file": said("File of an application"),
    "event-disclosures": said("Disclosures of personal data"),
    "event-closing": said("Closing of figures"),
    "event-pair": said("Firm and buyer as a pair"),
    "event-timetable": said("Draft of the timetable"),
    "timetable-publish": said("Publishing the timetable"),
    "applications-accept": said("Accepting several applications"),
    "repair-apply": said("Replacing missed meetings"),
    "event-logs": said("List of meeting logs"),
    "event-outputs": said("Making prints and exports"),
    "output": said("Print or export that was made"),
    "output-file": said("Download of a print or export"),
    "event-exchange": said("Workbooks of an event"),
    "import": said("Preview of an import"),
    "import-bring-in": said("Import of a workbook"),
    "import-take-back": said("Import taken back"),
    "event-letters": said("Emails of an event"),
    "event-letter": said("Email of an event"),
    "outbox": said("Emails about accounts"),
    "outbox-letter": said("Email about an account"),
    "organisation": said("Organisation with its contacts"),
    "organisation-edit": said("Editing an organisation"),
    "organisation-merge": said("Merging organisations"),
    "organisation-contacts": said("Contacts of an organisation"),
    "organisation-contact-remove": said("Removing a contact"),
    "event-checkin": said("Check-in of an event"),
    "check-in": said("Checking somebody in"),
    "check-in-undo": said("Check-in taken back"),
    "badge": said("Badge that was scanned"),
    "ask-repair-interpreter": said("Replacing an absent interpreter"),
    "meeting-log": said("Meeting log"),
    "edit-log": said("Writing a meeting log"),
    "answer-log": said("Answer to a meeting log"),
    "remove-log": said("Removing a meeting log"),
    "interpreting": said("Assignments of an interpreter"),
    "access-log": said("Access log"),
    "access-log-file": said("Download of the access log"),
    "person": said("Data of one person"),
    "editors": said("Editors"),
    "api:application": said("API: application"),
    "api:decide": said("API: decision on an application"),
    "api:of_application": said("API: meetings of an application"),
    "api:other": said("API: other side of a meeting"),
    "api:of_meeting": said("API: logs of a meeting"),
    "api:of_event": said("API: logs of an event"),
    "api:write": said("API: writing a log"),
    "api:change": said("API: changing a log"),
    "sign-in": said("Sign in"),
}
KIND_LABELS: Labels = {
    "role": said("Role in a programme"),
    "interpreter": said("Interpreter"),
    "event": said("Event"),
    "invitation": said("Invitation"),
    "application": said("Application"),
    "output": said("Print or export"),
    "import": said("Imported workbook"),
    "letter": said("Email"),
    "organisation": said("Organisation"),
    "meeting": said("Meeting"),
    "access_log": said("Access log"),
    "user": said("Account"),
    "log": said("Meeting log"),
}


def page_label(task: str) -> str:
    """What was opened; the code itself where an entry is older than the page's present name."""
    return str(PAGE_LABELS.get(task, task))


def kind_label(kind: str) -> str:
    return str(KIND_LABELS.get(kind, kind))

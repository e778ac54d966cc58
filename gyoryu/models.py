"""The models of all packages, in one place where Django finds them: one app, one line of migrations."""

from gyoryu.base.emails import Email
from gyoryu.base.files import Output, StoredFile
from gyoryu.base.models import AuditLine
from gyoryu.base.queue import Job
from gyoryu.base.sent_forms import SentForm
from gyoryu.base.undo import Undo
from gyoryu.checkin.models import CheckIn
from gyoryu.meetings import models as meetings
from gyoryu.news import models as news
from gyoryu.organisations.models import Contact, Identifier, NameKey, Organisation
from gyoryu.outcomes.models import Closing, ReferenceRate
from gyoryu.people.models import ApiToken, SignInAttempt, User
from gyoryu.privacy.models import AccessEntry
from gyoryu.programmes.models import Editor, Event, Party, Programme, Role, Slot, Table

__all__ = [
    "AccessEntry",
    "ApiToken",
    "AuditLine",
    "CheckIn",
    "Closing",
    "Contact",
    "Editor",
    "Email",
    "Event",
    "Identifier",
    "Job",
    "NameKey",
    "Organisation",
    "Output",
    "Party",
    "Programme",
    "ReferenceRate",
    "Role",
    "SentForm",
    "SignInAttempt",
    "Slot",
    "StoredFile",
    "Table",
    "Undo",
    "User",
    "meetings",
    "news",
]

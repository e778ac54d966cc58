"""The models of all packages, in one place where Django finds them: one app, one line of migrations."""

from gyoryu.base.emails import Email
from gyoryu.base.files import Output, StoredFile
from gyoryu.base.models import AuditLine
from gyoryu.base.queue import Job
from gyoryu.base.sent_forms import SentForm
from gyoryu.base.undo import Undo
from gyoryu.checkin.models import CheckIn
from gyoryu.meetings import models as meetings
from gyoryu.news.board.models import Post, PostFile, PostText, PostView
from gyoryu.news.desk.models import ConfirmedRecord, Mention, Proposal
from gyoryu.news.documents.models import Document, Shingle
from gyoryu.news.sources.models import Source, SourceItem
from gyoryu.news.speech.models import SpeechRecording
from gyoryu.news.watches.models import Watch, WatchHit
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
    "ConfirmedRecord",
    "Contact",
    "Document",
    "Editor",
    "Email",
    "Event",
    "Identifier",
    "Job",
    "Mention",
    "NameKey",
    "Organisation",
    "Output",
    "Party",
    "Post",
    "PostFile",
    "PostText",
    "PostView",
    "Programme",
    "Proposal",
    "ReferenceRate",
    "Role",
    "SentForm",
    "Shingle",
    "SignInAttempt",
    "Slot",
    "Source",
    "SourceItem",
    "SpeechRecording",
    "StoredFile",
    "Table",
    "Undo",
    "User",
    "Watch",
    "WatchHit",
    "meetings",
]

"""Every room's tables, in one place where Django finds them: one app, one line of migrations."""

from gyoryu.base.models import AuditLine
from gyoryu.people.models import SignInAttempt, User

__all__ = ["AuditLine", "SignInAttempt", "User"]

"""Who calls: a token that acts for its user, within its scopes."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from gyoryu.people.actions import token_of
from gyoryu.people.models import ApiToken
from gyoryu.web.api.problems import ScopeMissing


class Token(HttpBearer):
    """A bearer token that was made for `scope`."""

    def __init__(self, scope: str):
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        found = token_of(token, timezone.now())
        if found is None:
            return None
        request.user = found.user
        if self.scope not in found.scopes:
            raise ScopeMissing(self.scope)
        return found


def needs(scope: str) -> Token:
    """A class of its own for each scope: by its name the description tells which one a call needs."""
    named: type[Token] = type(scope.replace(":", "_"), (Token,), {})
    return named(scope)

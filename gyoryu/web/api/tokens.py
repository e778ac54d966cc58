"""Authentication of the API: a token acts for its user, within its scopes."""

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
        api_token = token_of(token, timezone.now())
        if api_token is None:
            return None
        request.user = api_token.user
        if self.scope not in api_token.scopes:
            raise ScopeMissing(self.scope)
        return api_token


def needs(scope: str) -> Token:
    """Return the authentication for a scope. The OpenAPI description shows the scope by the name of its class."""
    token_class: type[Token] = type(scope.replace(":", "_"), (Token,), {})
    return token_class(scope)

"""Calls of the API as a user."""

from django.utils import timezone

from gyoryu.meetings.models import Application
from gyoryu.people.actions import make_token
from gyoryu.people.rules import SCOPES


def token(user, scopes=SCOPES):
    return make_token(user, "test", scopes, timezone.now())[1]


def caller(client, user, scopes=SCOPES):
    """Return a function that calls the API as `user`."""
    text = token(user, scopes)

    def call(method, address, data=None, language="en"):
        more = {"data": data, "content_type": "application/json"} if data is not None else {}
        headers = {"Authorization": f"Bearer {text}", "Accept-Language": language}
        return getattr(client, method)(f"/api{address}", headers=headers, **more)

    return call


def application(event, number):
    return Application.objects.get(event=event, number=number)

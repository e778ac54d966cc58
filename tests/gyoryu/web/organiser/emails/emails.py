"""Emails of an event and those who read them."""

from gyoryu.base.emails import Email, send_email
from gyoryu.jobs import worker
from gyoryu.people.models import User
from gyoryu.programmes.models import Role


def create_user(event, kind, email="a@agency.example"):
    user = User.objects.create_user(email, "x", language="ko")
    if kind:
        Role.objects.create(programme=event.programme, user=user, kind=kind)
    return user


def sent_email(event=None):
    params = {"link": "/here/", "minutes": "15", "event": "견본 상담회", "reason": "까닭"}
    email = send_email("application_refused" if event else "sign_in_link", "b@firm.example", "ko", params, event=event)
    worker.drain()
    return email


def create_email(event, state="failed", **fields):
    email = send_email(
        "role_given", "b@firm.example", "ko", {"programme": "견본", "role": "officer", "link": "/"}, event=event
    )
    Email.objects.filter(pk=email.pk).update(state=state, **fields)
    return email

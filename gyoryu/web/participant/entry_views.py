"""Entry points of participants: an invitation by email, and a public call."""

from __future__ import annotations

from typing import cast

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gyoryu.base.names import Language
from gyoryu.meetings.actions.applying import begin_application
from gyoryu.meetings.actions.invitations import digest_of
from gyoryu.meetings.models import Invitation, Side
from gyoryu.people.actions import begin_sign_in, consume_proof, get_or_open_account, send_sign_in_link
from gyoryu.people.models import User
from gyoryu.programmes.models import Event
from gyoryu.web.accounts.devices import source_of
from gyoryu.web.accounts.sign_in_links import MINUTES, link_for
from gyoryu.web.forms.base import Form
from gyoryu.web.notices import RefusalAsNotice
from gyoryu.web.participant.layout import window
from gyoryu.web.texts.languages import language_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation by a button, which mail scanners do not press. It signs in to a new account, or one that has
    never been used; for any other account a sign-in link is sent, as the email may have been forwarded."""
    rows = Invitation.objects.select_related("event__programme", "event__terms", "application")
    invitation = rows.filter(digest=digest_of(token), withdrawn_at=None).first()
    if invitation is None or not hasattr(invitation.event, "terms"):
        return render(request, "participant/invitation_over.html", status=410)
    now, terms = timezone.now(), invitation.event.terms
    context: dict[str, object] = {"invitation": invitation, "event": invitation.event}
    context["window"] = window(invitation.event, terms.apply_from, terms.apply_until, now)
    if request.method != "POST":
        return render(request, "participant/invitation.html", context)
    user = get_or_open_account(invitation.email, cast(Language, invitation.language), None)
    if request.user != user and not _is_fresh(user):
        next_url = reverse("invitation", args=[token])
        send_sign_in_link(user, link_for(user, next_url), MINUTES)
        return render(request, "account/link_sent.html", {"email": user.email, "minutes": MINUTES})
    with RefusalAsNotice(request):
        application = begin_application(invitation.event, invitation.side, user, now, invitation=invitation)
        next_url = reverse("my-apply", args=[application.pk])
        if request.user == user:
            return redirect(next_url)
        # The second of two simultaneous requests gets the page of the link again.
        is_first = consume_proof("invitation", token, now)
        return _sign_in(request, user, next_url) if is_first else redirect("invitation", token)
    return redirect("invitation", token)


def _sign_in(request: HttpRequest, user: User, next_url: str) -> HttpResponse:
    record_authentication(request, user, "code")
    return cast(HttpResponse, perform_login(request, Login(user=user, email=user.email, redirect_url=next_url)))


def _is_fresh(user: User) -> bool:
    """Return whether the account was created for an invitation and never used: officers can read these emails, so that
    the link must not give access to more."""
    is_used = user.last_login is not None or user.has_usable_password() or user.is_superuser
    return user.is_active and not is_used and not user.roles.exists()


class AddressForm(Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, event_id: int, side: str) -> HttpResponse:
    """Apply without an invitation. Users without an account get a link by email that leads back here."""
    event = Event.objects.select_related("programme", "terms").filter(pk=event_id).first()
    if event is None or side not in Side.values or not hasattr(event, "terms") or not event.terms.self_apply:
        raise Http404
    now, terms = timezone.now(), event.terms
    form = AddressForm(request.POST or None)
    application_window = window(event, terms.apply_from, terms.apply_until, now)
    context = {"event": event, "side": side, "form": form, "window": application_window}
    if request.method != "POST":
        return render(request, "participant/call.html", context)
    if isinstance(request.user, User):
        with RefusalAsNotice(request):
            application = begin_application(event, side, request.user, now)
            return redirect("my-apply", application.pk)
        return redirect("apply", event.pk, side)
    if application_window.state != "open" or not form.is_valid():
        return render(request, "participant/call.html", context)
    email = form.cleaned_data["email"].lower()
    if begin_sign_in(
        email, "mail", source_of(request, email), now
    ):  # rate-limited, so that nobody can flood an address with emails
        user = get_or_open_account(email, language_of(get_language()), None)
        send_sign_in_link(user, link_for(user, reverse("apply", args=[event.pk, side])), MINUTES)
    return render(request, "account/link_sent.html", {"email": email, "minutes": MINUTES})

"""Signing in by a link in an email: it opens a page with one button, since mail scanners open links but press nothing.

A link holds the user, its expiry and the last sign-in, signed; any later sign-in invalidates it."""

from __future__ import annotations

from typing import cast

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gyoryu.people import actions
from gyoryu.people.models import User
from gyoryu.web.accounts.forms import LinkForm
from gyoryu.web.accounts.sign_in_links import MINUTES, link_for, read_link
from gyoryu.web.parameters import Query

MAX_PATH = 2000


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_link(request: HttpRequest) -> HttpResponse:
    """Send a sign-in link. The response is the same whether there is an account or not."""
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        user = User.objects.filter(email=email, is_active=True).first()
        if user:
            actions.send_sign_in_link(user, link_for(user, _onward(request)), MINUTES)
        return render(request, "account/link_sent.html", {"email": email, "minutes": MINUTES})
    return render(request, "account/link.html", {"form": form, "next": _onward(request)})


def _onward(request: HttpRequest) -> str:
    onward = request.POST.get("next") or Query(request).text("next", MAX_PATH)
    return onward if url_has_allowed_host_and_scheme(onward, None) else ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def use_link(request: HttpRequest, token: str) -> HttpResponse:
    link = read_link(token)
    if link is None:
        return render(request, "account/link_over.html", status=410)
    user, onward = link
    if request.method != "POST":
        return render(request, "account/link_use.html", {"email": user.email})
    if request.user == user:
        return redirect(onward or "start")
    if not actions.consume_proof("sign_in_link", token, timezone.now()):
        return render(request, "account/link_over.html", status=410)
    record_authentication(request, user, "code")
    return cast(HttpResponse, perform_login(request, Login(user=user, email=user.email, redirect_url=onward or None)))

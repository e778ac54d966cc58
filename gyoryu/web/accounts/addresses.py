"""Change of the e-mail address: confirmed by a link in an email to the new one, notified to the former one."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gyoryu.base.refusals import Refused
from gyoryu.people import actions
from gyoryu.web.accounts.address_links import _read, address_link
from gyoryu.web.accounts.forms import NewAddressForm
from gyoryu.web.http import SignedInRequest, login_required


@login_required
@reauthentication_required(app="allauth.account")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest) -> HttpResponse:
    """Send a confirmation to the new address. The response does not reveal whether that one has an account."""
    user, sent = request.user, ""
    form = NewAddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["email"]
        try:
            get_adapter().count_attempt(user.email, "mail", request)
        except ValidationError as fault:
            form.add_error("email", fault)
            sent = ""
        else:
            actions.send_new_address_link(user, sent, address_link(user, sent))
            form = NewAddressForm()
    return render(request, "account/email_change.html", {"form": form, "sent": sent})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm the new address. Works in any browser, since the email is often read elsewhere, and does not sign in."""
    link = _read(token)
    if link is None:
        return render(request, "account/email_confirm.html", status=410)
    user, email = link
    if request.method != "POST":
        return render(request, "account/email_confirm.html", {"email": email})
    if not actions.consume_proof("confirm_address", token, timezone.now()):
        return render(request, "account/email_confirm.html", status=410)
    try:
        actions.change_email(user, email, timezone.now())
    except Refused:
        return render(request, "account/email_confirm.html", status=410)
    EmailAddress.objects.filter(user=user).delete()  # else allauth would still accept the former one
    return redirect("account")

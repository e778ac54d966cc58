"""Stored personal data of the user: overview, download, and erasure by closing the account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.base.refusals import Refused
from gyoryu.people.models import User
from gyoryu.privacy.actions.persons import erase_person, refuse_erasure
from gyoryu.web.forms.base import Form
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.notices import add_notice
from gyoryu.web.privacy.personal_archive import write_personal_data
from gyoryu.web.privacy.stored_data import as_download, overview
from gyoryu.web.texts.languages import language_of
from gyoryu.web.texts.refusals import sentence_for_refusal

CLEAR_SITE_DATA = '"cache", "storage"'


class CloseForm(Form):
    email = forms.EmailField(
        label=_("To close it, type the e-mail address of the account"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, user: User, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.user = user

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).strip().lower()
        if email != self.user.email:
            raise forms.ValidationError(sentence_for_refusal(Refused("address_does_not_match")))
        return email


@never_cache
@require_safe
@login_required
def own_data(request: SignedInRequest) -> HttpResponse:
    """Show what is stored, why and for how long."""
    user = request.user
    return render(request, "account/data.html", {"rows": overview(user.email)})


@require_POST
@login_required
def archive(request: SignedInRequest) -> HttpResponse:
    """Return all stored data as an archive."""
    user = request.user
    return as_download(write_personal_data(user.email, language_of(get_language()), timezone.now()))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close_account(request: SignedInRequest) -> HttpResponse:
    """Show what is erased and what stays; a POST with the e-mail address erases the data and closes the account."""
    user = request.user
    form = CloseForm(user, request.POST or None)
    why_not = _erasure_refusal(user)
    if request.method == "POST" and not why_not and form.is_valid():
        try:
            erase_person(user.email, timezone.now(), by=user.pk)
        except Refused as refusal:
            why_not = str(sentence_for_refusal(refusal))
        else:
            logout(request)
            add_notice(request, gettext("Your account is closed, and your data are erased."))
            response = redirect("front")
            response["Clear-Site-Data"] = CLEAR_SITE_DATA
            return response
    rows = overview(user.email)
    context = {
        "form": form,
        "why_not": why_not,
        "goes": [row for row in rows if not row.stays],
        "stays": [row for row in rows if row.stays],
    }
    return render(request, "account/close.html", context)


def _erasure_refusal(user: User) -> str:
    try:
        with transaction.atomic():
            refuse_erasure(user, timezone.now())
    except Refused as refusal:
        return str(sentence_for_refusal(refusal))
    return ""

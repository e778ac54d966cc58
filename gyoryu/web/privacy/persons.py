"""Requests of data subjects to the agency: view, export and erase, by the operator."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gyoryu.people.models import User
from gyoryu.people.rules import may_handle_personal_data_requests
from gyoryu.privacy.actions.persons import erase_person
from gyoryu.privacy.models import AccessEntry
from gyoryu.web.forms.base import Form
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.notices import RefusalAsNotice, add_notice
from gyoryu.web.privacy.access_log import note_rows
from gyoryu.web.privacy.personal_archive import write_personal_data
from gyoryu.web.privacy.stored_data import as_download, overview
from gyoryu.web.texts.languages import language_of

Deed = AccessEntry.Deed


class PersonForm(Form):
    email = forms.EmailField(label=_("E-mail address of the person"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def person(request: SignedInRequest) -> HttpResponse:
    """The e-mail address is in the POST body, since servers would log it in the URL. `act`: look, export, erase."""
    if not may_handle_personal_data_requests(request.user):
        raise PermissionDenied
    form = PersonForm(request.POST or None)
    rows, email = [], ""
    if request.method == "POST" and form.is_valid():
        email, act = form.cleaned_data["email"].strip().lower(), request.POST.get("act", "look")
        numbers = list(User.objects.filter(email=email).values_list("pk", flat=True))
        if act == "export":
            note_rows(request, numbers, Deed.EXPORT)
            return as_download(write_personal_data(email, language_of(get_language()), timezone.now()))
        if act == "erase":
            _erase(request, email)
        note_rows(request, numbers, Deed.DELETE if act == "erase" else Deed.READ)
        rows = overview(email)
    return render(request, "person.html", {"form": form, "rows": rows, "email": email})


def _erase(request: SignedInRequest, email: str) -> None:
    with RefusalAsNotice(request):
        counts = erase_person(email, timezone.now(), by=request.user.pk)
        add_notice(request, gettext("Erased entries: {count}").format(count=sum(counts.values())))

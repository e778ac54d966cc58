"""API tokens of the user."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from gyoryu.people import actions
from gyoryu.people.models import ApiToken, User
from gyoryu.people.rules import SCOPES
from gyoryu.web.forms.base import Form
from gyoryu.web.forms.conflicts import RefusalOnForm
from gyoryu.web.forms.sent_forms import mark_taken
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.notices import add_notice

SCOPE_LABELS = {
    "programmes:read": _("Read programmes and events"),
    "organisations:read": _("Read the directory of organisations"),
    "organisations:write": _("Register and edit organisations"),
    "applications:read": _("Read applications"),
    "applications:write": _("Decide about applications"),
    "wishes:read": _("Read meeting requests"),
    "wishes:write": _("Send and answer meeting requests"),
    "timetables:read": _("Read timetables"),
    "timetables:write": _("Plan and publish timetables"),
    "logs:read": _("Read meeting logs"),
    "logs:write": _("Write and answer meeting logs"),
}


class TokenForm(Form):
    name = forms.CharField(label=_("What it is for"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=[(scope, SCOPE_LABELS[scope]) for scope in SCOPES],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than you may yourself."),
    )
    until = forms.DateField(
        label=_("Good until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def end(self, user: User) -> datetime | None:
        """Return the end of the last day, in the time zone of the user."""
        day = self.cleaned_data["until"]
        return datetime.combine(day, time.max, ZoneInfo(user.time_zone)) if day else None


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: SignedInRequest) -> HttpResponse:
    """List the tokens; a POST makes one, which is shown only once."""
    user, new_token = request.user, ""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, scopes = form.cleaned_data["name"], form.cleaned_data["scopes"]
        with RefusalOnForm(form):
            _, new_token = actions.make_token(user, name, scopes, timezone.now(), expires_at=form.end(user))
            form = TokenForm()
            mark_taken(request)
    rows = [(token, [SCOPE_LABELS[scope] for scope in token.scopes], _state(token)) for token in user.api_tokens.all()]
    return render(request, "account/tokens.html", {"form": form, "made": new_token, "rows": rows})


def _state(token: ApiToken) -> tuple[str, str]:
    if token.revoked_at is not None:
        return "plain", gettext("Revoked")
    if token.expires_at is not None and token.expires_at <= timezone.now():
        return "plain", gettext("Expired")
    return "success", gettext("Valid")


@login_required
@require_POST
def revoke(request: SignedInRequest, token: int) -> HttpResponse:
    user = request.user
    actions.revoke_token(get_object_or_404(ApiToken, pk=token, user=user), user, timezone.now())
    add_notice(request, gettext("Revoked."))
    return redirect("tokens")

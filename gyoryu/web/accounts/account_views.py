"""Views of django-allauth that are used here, and views of the user's account."""

from __future__ import annotations

from zoneinfo import available_timezones

from allauth.account import views as account
from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from gyoryu.base.formatting import city_zones
from gyoryu.base.names import DJANGO_CODES, LANGUAGE_TAGS, Names
from gyoryu.people import actions
from gyoryu.people.models import User
from gyoryu.web.accounts.language_cookie import remember_language
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.notices import add_notice
from gyoryu.web.texts.languages import language_of, reader


class SignIn(account.LoginView):
    extra_context = {"agency": settings.OIDC_NAME if settings.OIDC_ISSUER else ""}  # noqa: RUF012 - as Django declares it


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    response = redirect("front")
    response["Clear-Site-Data"] = '"cache", "storage"'  # offline agendas and saved drafts
    return response


@require_POST
@login_required
def sign_out_elsewhere(request: SignedInRequest) -> HttpResponse:
    actions.sign_out_elsewhere(request.user, request.session.session_key or "", timezone.now())
    add_notice(request, gettext("Signed out at all other devices."))
    return redirect("account")


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # Django itself knows no argument
    class Meta:
        model = User
        fields = ("name_ko", "name_zh", "name_en", "language", "time_zone")
        labels = {  # noqa: RUF012 - as Django declares it
            "name_ko": gettext_lazy("Name in Korean"),
            "name_zh": gettext_lazy("Name in Chinese"),
            "name_en": gettext_lazy("Name in English"),
            "language": gettext_lazy("Language of pages and emails"),
            "time_zone": gettext_lazy("Time zone"),
        }

    def __init__(self, *args: object, **options: object):
        super().__init__(*args, **options)  # type: ignore[arg-type]
        cities = city_zones(reader())
        named = {zone for zone, _ in cities}
        others = sorted(zone for zone in available_timezones() - named if "/" in zone and not zone.startswith("Etc/"))
        self.fields["time_zone"].widget = forms.Select(choices=[*cities, *((zone, zone) for zone in others)])
        for script, tag in LANGUAGE_TAGS.items():
            self.fields[f"name_{script}"].widget.attrs["lang"] = tag


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_account(request: SignedInRequest) -> HttpResponse:
    """Show and edit names, language and time zone of the user, and the ways to sign in."""
    user = request.user
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        names = Names(cleaned["name_ko"], cleaned["name_zh"], cleaned["name_en"])
        language = language_of(cleaned["language"])
        actions.change_profile(user, names, language, cleaned["time_zone"], by=user)
        add_notice(request, gettext("Saved."))
        response = redirect("account")
        remember_language(response, DJANGO_CODES[language])
        return response
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return render(request, "account/own.html", {"form": form, "kinds": kinds})

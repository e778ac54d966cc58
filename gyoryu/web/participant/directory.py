"""The directory of the other side, with suggestions."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gyoryu.meetings import rules
from gyoryu.meetings.actions.consents import disclose
from gyoryu.meetings.matching import Reason
from gyoryu.meetings.models import Application, Wish
from gyoryu.meetings.queries import directory as directory_queries
from gyoryu.organisations.technology import FIELDS
from gyoryu.web.forms.base import Form
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.parameters import Query
from gyoryu.web.participant.layout import (
    get_own_accepted_application,
    layout_context,
    wish_window,
)
from gyoryu.web.texts.languages import language_of
from gyoryu.web.texts.vocabulary import countries, language_name, spoken_languages, technologies

PAGE_SIZE = 20


class DirectoryFilterForm(Form):
    q = forms.CharField(label=gettext_lazy("Name, product or project"), max_length=100, required=False)
    field = forms.ChoiceField(
        label=gettext_lazy("Field of technology"),
        choices=lambda: [("", gettext("All")), *technologies()],
        required=False,
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"), choices=lambda: [("", gettext("All")), *countries()], required=False
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=lambda: [("", gettext("All")), *spoken_languages()], required=False
    )


def reason_text(reason: Reason) -> str:
    """Describe the reason of a suggestion in the reader's language."""
    language = language_of(get_language())
    if reason.code in ("project", "field"):
        about = ", ".join(FIELDS[code].in_language(language) for code in reason.about if code in FIELDS)
        text = gettext("Project seeks: {about}") if reason.code == "project" else gettext("Same field: {about}")
        return text.format(about=about)
    if reason.code == "language":
        return gettext("Common language: {about}").format(about=", ".join(language_name(code) for code in reason.about))
    texts = {
        "hs6": gettext("Same HS code: {about}"),
        "hs4": gettext("Same HS heading: {about}"),
        "text": gettext("Descriptions of need and offer agree"),
    }
    return texts[reason.code].format(about=", ".join(reason.about))


@require_safe
@login_required
def listing(request: SignedInRequest, application: int) -> HttpResponse:
    """List the other side. `?q=`, `?field=`, `?country=`, `?language=` filter; the first page has suggestions."""
    own_application = get_own_accepted_application(request, application)
    form = DirectoryFilterForm(request.GET)
    cleaned = form.cleaned_data if form.is_valid() else {}
    filters = directory_queries.DirectoryFilters(
        cleaned.get("q", ""), cleaned.get("field", ""), cleaned.get("country", ""), cleaned.get("language", "")
    )
    page = Query(request).page(directory_queries.search(own_application, filters), PAGE_SIZE)
    is_unfiltered = filters == directory_queries.DirectoryFilters() and page.number == 1
    context = {
        **layout_context("directory", own_application),
        "form": form,
        "filters": filters,
        "page": page,
        "entries": directory_queries.entries(own_application, list(page)),
        "suggested": _suggested(own_application) if is_unfiltered else [],
        "window": wish_window(own_application),
    }
    return render(request, "participant/directory.html", context)


def _suggested(application: Application) -> list[tuple[directory_queries.DirectoryEntry, list[str]]]:
    suggestions = directory_queries.suggestions(application)
    counterparts = {
        other.pk: other
        for other in directory_queries.counterparts(application).filter(
            pk__in=[suggestion.id for suggestion in suggestions]
        )
    }
    entries = {
        entry.application.pk: entry for entry in directory_queries.entries(application, list(counterparts.values()))
    }
    return [
        (entries[suggestion.id], [reason_text(reason) for reason in suggestion.reasons])
        for suggestion in suggestions
        if suggestion.id in entries
    ]


@never_cache
@require_safe
@login_required
def detail(request: SignedInRequest, application: int, other: int) -> HttpResponse:
    """Show a counterpart. People and contacts only with consent, and each disclosure is recorded."""
    own_application = get_own_accepted_application(request, application)
    counterpart = directory_queries.counterparts(own_application).filter(pk=other).first()
    if counterpart is None:
        raise Http404
    people = list(counterpart.people.all()) if directory_queries.shows_people(counterpart) else []
    if people:
        has_contact = any(person.email or person.phone for person in people)
        disclose(
            counterpart,
            request.user,
            own_application,
            ["people", *(["contact"] if has_contact else [])],
            timezone.now(),
        )
    suggestion = directory_queries.suggestion_for(own_application, counterpart)
    entry = directory_queries.entries(own_application, [counterpart])[0]
    terms = own_application.event.terms
    context = {
        **layout_context("directory", own_application),
        "other": counterpart,
        "entry": entry,
        "projects": counterpart.projects.all(),
        "people": people,
        "reasons": [reason_text(reason) for reason in suggestion.reasons] if suggestion else [],
        "window": wish_window(own_application),
        "may_wish": rules.may_wish_now(terms, timezone.now()),
        "is_open": entry.request is not None and entry.request.answer == Wish.Answer.OPEN,
    }
    return render(request, "participant/counterpart.html", context)

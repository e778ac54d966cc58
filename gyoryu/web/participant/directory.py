"""The other side: who is there, who would fit, and what they bring."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gyoryu.meetings import rules
from gyoryu.meetings.actions.consents import disclose
from gyoryu.meetings.matching import Reason
from gyoryu.meetings.models import Application, Wish
from gyoryu.meetings.queries import directory as reads
from gyoryu.organisations.technology import FIELDS
from gyoryu.web.forms import Form
from gyoryu.web.languages import language_of
from gyoryu.web.organiser.organisation_forms import countries, language_name, spoken_languages, technologies
from gyoryu.web.participant.layout import current_user, get_own_accepted_application, layout_context, window

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


def sentence_of(reason: Reason) -> str:
    """Why somebody is suggested, in the reader's words."""
    reader = language_of(get_language())
    if reason.code in ("project", "field"):
        about = ", ".join(FIELDS[code].in_language(reader) for code in reason.about if code in FIELDS)
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
def listing(request: HttpRequest, application: int) -> HttpResponse:
    """`?q=`, `?field=`, `?country=`, `?language=` filter; on the first page, unfiltered, suggestions come first."""
    one = get_own_accepted_application(request, application)
    form = DirectoryFilterForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    asked = reads.DirectoryFilters(
        said.get("q", ""), said.get("field", ""), said.get("country", ""), said.get("language", "")
    )
    page = Paginator(reads.search(one, asked), PAGE_SIZE).get_page(request.GET.get("page"))
    unfiltered = asked == reads.DirectoryFilters() and page.number == 1
    context = {
        **layout_context("directory", one),
        "form": form,
        "asked": asked,
        "page": page,
        "entries": reads.entries(one, list(page)),
        "suggested": _suggested(one) if unfiltered else [],
        "window": wish_window(one),
    }
    return render(request, "participant/directory.html", context)


def _suggested(one: Application) -> list[tuple[reads.DirectoryEntry, list[str]]]:
    best = reads.suggestions(one)
    people = {other.pk: other for other in reads.counterparts(one).filter(pk__in=[found.id for found in best])}
    shown = {entry.application.pk: entry for entry in reads.entries(one, list(people.values()))}
    return [(shown[found.id], [sentence_of(reason) for reason in found.reasons]) for found in best if found.id in shown]


def wish_window(one: Application) -> dict[str, Any]:
    terms = one.event.terms
    return window(one.event, terms.wish_from, terms.wish_until, timezone.now())


@never_cache
@require_safe
@login_required
def detail(request: HttpRequest, application: int, other: int) -> HttpResponse:
    """One of the other side. People and contacts only with consent, and every such look is noted."""
    one = get_own_accepted_application(request, application)
    found = reads.counterparts(one).filter(pk=other).first()
    if found is None:
        raise Http404
    people = list(found.people.all()) if reads.shows_people(found) else []
    if people:
        has_contact = any(person.email or person.phone for person in people)
        disclose(found, current_user(request), one, ["people", *(["contact"] if has_contact else [])], timezone.now())
    suggestion = reads.suggestion_for(one, found)
    entry = reads.entries(one, [found])[0]
    terms = one.event.terms
    context = {
        **layout_context("directory", one),
        "other": found,
        "entry": entry,
        "projects": found.projects.all(),
        "people": people,
        "reasons": [sentence_of(reason) for reason in suggestion.reasons] if suggestion else [],
        "window": wish_window(one),
        "may_wish": rules.may_wish_now(terms, timezone.now()),
        "is_open": entry.request is not None and entry.request.answer == Wish.Answer.OPEN,
    }
    return render(request, "participant/counterpart.html", context)

"""The directory of organisations: search, register, read, edit, merge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gyoryu.base.names import Language, Names
from gyoryu.base.refusals import Refused
from gyoryu.base.undo import cascaded_rows
from gyoryu.meetings.queries.participation import programmes_of
from gyoryu.organisations import actions, queries
from gyoryu.organisations.models import Contact, Identifier, Organisation
from gyoryu.organisations.rules import format_identifier
from gyoryu.organisations.technology import FIELDS
from gyoryu.programmes.queries import workspace_programmes
from gyoryu.programmes.rules import (
    Permissions,
    may_edit_organisation,
    may_edit_site,
    may_read_directory,
    may_register_organisations,
)
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.lookup import permissions_for, require_permission
from gyoryu.web.navigation.sidebar import build_sidebar
from gyoryu.web.notices import add_notice
from gyoryu.web.organiser.organisations.forms import ContactForm, IdentifierForm, NewOrganisationForm, OrganisationForm
from gyoryu.web.parameters import Query, whole
from gyoryu.web.texts.languages import language_of
from gyoryu.web.texts.refusals import is_own_conflict, sentence_for_refusal
from gyoryu.web.texts.vocabulary import KINDS, SCHEMES, countries, country_name, technologies
from gyoryu.web.undo import undoable

PAGE_SIZE = 50


def _get_editable_or_404(request: HttpRequest, number: int) -> Organisation:
    """Return an organisation that the user may edit: 403 if they may only read it."""
    permissions = require_permission(request, may_register_organisations)
    organisation = get_object_or_404(Organisation, pk=number)
    if not _editable_ids(permissions, [organisation]):
        raise PermissionDenied
    return organisation


def _editable_ids(permissions: Permissions, organisations: Iterable[Organisation]) -> set[int]:
    """Return the numbers of the organisations that the user may edit. Four queries, for an editor none."""
    numbers = [organisation.pk for organisation in organisations]
    programmes_by_organisation = {} if may_edit_site(permissions) else programmes_of(numbers)
    return {
        number for number in numbers if may_edit_organisation(permissions, programmes_by_organisation.get(number, ()))
    }


def _user_id(request: SignedInRequest) -> int:
    return request.user.pk


def _posted_with(request: HttpRequest, **values: str) -> QueryDict:
    """Return the posted data with some values replaced, to show the form again."""
    posted = request.POST.copy()
    for name, value in values.items():
        posted[name] = value
    return posted


@require_safe
@login_required
def listing(request: SignedInRequest) -> HttpResponse:
    """List organisations. `?q=` searches; `country`, `kind`, `field` filter; `page` pages."""
    permissions = require_permission(request, may_read_directory)
    filters = {"q": Query(request).text("q")}
    for name, choices in (("country", dict(countries())), ("kind", KINDS), ("field", FIELDS)):
        filters[name] = Query(request).choice(name, choices)
    results = queries.search(filters["q"], country=filters["country"], kind=filters["kind"], field=filters["field"])
    page = Query(request).page(results.organisations, PAGE_SIZE)
    context = {
        "sidebar": build_sidebar("organisations"),
        "filters": filters,
        "narrowed": any(filters.values()),
        "similar": results.similar and bool(page.object_list),
        "page": page,
        "rows": [
            (organisation, country_name(organisation.country), KINDS[organisation.kind], _field_names(organisation))
            for organisation in page
        ],
        "countries": countries(),
        "kinds": list(KINDS.items()),
        "technologies": technologies(),
        "may_register": may_register_organisations(permissions),
    }
    return render(request, "organisations/list.html", context)


def _field_names(organisation: Organisation) -> list[str]:
    language = language_of(get_language())
    return [FIELDS[code].in_language(language) for code in organisation.fields if code in FIELDS]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def register(request: SignedInRequest) -> HttpResponse:
    """Register an organisation; `?name_ko=`, `name_zh`, `name_en` are initial values. Possible duplicates are shown
    first; submitting again registers it nevertheless."""
    require_permission(request, may_register_organisations)
    initial = Query(request).texts(("name_ko", "name_zh", "name_en"), 200)
    form = NewOrganisationForm(request.POST or None, initial=initial)
    candidates: list[Organisation] = []
    if request.method == "POST" and form.is_valid():
        match = queries.match(form.match_query())
        candidate_ids = {*match.candidates, *([match.organisation] if match.organisation else [])} or {
            *queries.similar(form.match_query())
        }
        candidates = list(Organisation.objects.filter(pk__in=candidate_ids))
        if not candidates or (form.cleaned_data["anyway"] and match.by != "identifier"):
            organisation = actions.register_organisation(form.entry(), form.pairs(), by=_user_id(request))
            add_notice(request, gettext("Registered."))
            return redirect("organisation", organisation.pk)
        if match.by == "identifier":
            form.add_error("value", gettext("An organisation with this number is registered already."))
        form.data = _posted_with(request, anyway="on")
    context = {"sidebar": build_sidebar("organisations"), "form": form, "known": candidates}
    return render(request, "organisations/new.html", context)


@require_safe
@login_required
def show(request: SignedInRequest, number: int) -> HttpResponse:
    require_permission(request, may_read_directory)
    return _render_page(request, get_object_or_404(Organisation, pk=number))


def _render_page(request: HttpRequest, organisation: Organisation, status: int = 200, **forms: Any) -> HttpResponse:
    permissions = permissions_for(request)
    may_edit = bool(_editable_ids(permissions, [organisation]))
    duplicates = queries.possible_duplicates(organisation) if may_edit else []
    mergeable = _editable_ids(permissions, duplicates) if duplicates else set()
    context = {
        "sidebar": build_sidebar("organisations"),
        "organisation": organisation,
        "country": country_name(organisation.country),
        "kind": KINDS[organisation.kind],
        "technologies": _field_names(organisation),
        "identifiers": [
            (row, SCHEMES[row.scheme], format_identifier(row.scheme, row.value))
            for row in organisation.identifiers.all()
        ],
        "other_names": organisation.name_keys.filter(is_other=True),
        "parties": organisation.parties.filter(programme__in=workspace_programmes(permissions)).select_related(
            "programme"
        )
        if may_edit
        else [],
        "may_keep": may_edit,
        "contacts": organisation.contacts.all() if may_edit else [],
        "duplicates": [(duplicate, duplicate.pk in mergeable) for duplicate in duplicates],
        "identifier_form": forms.get("identifier_form") or IdentifierForm(prefix="number"),
        "contact_form": forms.get("contact_form")
        or ContactForm(prefix="contact", initial={"language": organisation.language}),
    }
    return render(request, "organisations/show.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: SignedInRequest, number: int) -> HttpResponse:
    """Edit an organisation. On a conflict, the differences are shown and the input is kept."""
    organisation = _get_editable_or_404(request, number)
    form = OrganisationForm(request.POST or None, initial=OrganisationForm.initial_of(organisation))
    differing: list[tuple[str, str]] = []
    is_own = False
    if request.method == "POST" and form.is_valid():
        seen_version = form.cleaned_data["version"] or 0
        try:
            entry = form.entry(is_sample=organisation.is_sample)
            actions.edit_organisation(organisation.pk, seen_version, entry, now=timezone.now(), by=_user_id(request))
        except Refused as refusal:
            if refusal.code != "changed_meanwhile":
                raise
            organisation.refresh_from_db()
            differing = list(_differences(form, organisation))
            is_own = is_own_conflict(refusal, _user_id(request), "organisation", organisation.pk, {"edit_organisation"})
            form.data = _posted_with(request, version=str(organisation.version))
        else:
            add_notice(request, gettext("Saved."))
            return redirect("organisation", organisation.pk)
    context = {
        "sidebar": build_sidebar("organisations"),
        "organisation": organisation,
        "form": form,
        "differing": differing,
        "is_own": is_own,
    }
    return render(request, "organisations/edit.html", context)


def _differences(form: OrganisationForm, organisation: Organisation) -> Iterator[tuple[str, str]]:
    """Yield label and saved value of each field that differs from the input."""
    saved = OrganisationForm.initial_of(organisation)
    for name, new_value in form.cleaned_data.items():
        if name != "version" and new_value != saved[name]:
            field = form.fields[name]
            labels = dict(getattr(field, "choices", ()))
            values = saved[name] if isinstance(saved[name], list) else [saved[name]]
            yield str(field.label), ", ".join(str(labels.get(value, value)) for value in values) or "–"


@require_POST
@login_required
def add_identifier(request: SignedInRequest, number: int) -> HttpResponse:
    organisation = _get_editable_or_404(request, number)
    # The undo of a removal is a form without fields; its address has the values.
    form = IdentifierForm(request.GET or request.POST, prefix="number")
    if form.is_valid():
        ((scheme, value),) = form.pairs()
        try:
            actions.add_identifier(organisation, scheme, value, by=_user_id(request))
        except Refused as refusal:
            form.add_error("value", sentence_for_refusal(refusal))
        else:
            add_notice(request, gettext("The number was added."))
            return redirect("organisation", organisation.pk)
    return _render_page(request, organisation, identifier_form=form)


@require_POST
@login_required
def remove_identifier(request: SignedInRequest, number: int, identifier_id: int) -> HttpResponse:
    identifier = get_object_or_404(Identifier, pk=identifier_id, organisation=_get_editable_or_404(request, number))
    actions.remove_identifier(identifier, by=_user_id(request))
    query = urlencode({"number-scheme": identifier.scheme, "number-value": identifier.value})
    undo = f"{reverse('organisation-identifiers', args=[number])}?{query}"
    add_notice(request, gettext("The number was removed."), undo=undo)
    return redirect("organisation", number)


@require_POST
@login_required
def add_contact(request: SignedInRequest, number: int) -> HttpResponse:
    organisation = _get_editable_or_404(request, number)
    form = ContactForm(request.POST, prefix="contact")
    if not form.is_valid():
        return _render_page(request, organisation, contact_form=form)
    data = form.cleaned_data
    actions.add_contact(
        organisation,
        Names(data["name_ko"], data["name_zh"], data["name_en"]),
        title=data["title"],
        email=data["email"],
        phone=data["phone"],
        language=cast(Language, data["language"]),
        by=_user_id(request),
    )
    add_notice(request, gettext("The contact was added."))
    return redirect("organisation", organisation.pk)


@require_POST
@login_required
def remove_contact(request: SignedInRequest, number: int, contact_id: int) -> HttpResponse:
    contact = get_object_or_404(Contact, pk=contact_id, organisation=_get_editable_or_404(request, number))
    with undoable(request, "remove_contact", None, *cascaded_rows(contact)) as undo:
        actions.remove_contact(contact, by=_user_id(request))
    add_notice(request, gettext("The contact was removed."), undo=undo.back)
    return redirect("organisation", number)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def merge(request: SignedInRequest, number: int) -> HttpResponse:
    """Merge the organisation `?with=` (or in the form) into this one; the user must be permitted to edit both. Without
    it, search by `?q=`."""
    target = _get_editable_or_404(request, number)
    other = whole(request.POST.get("with")) or Query(request).number("with")
    source = _get_editable_or_404(request, other) if other is not None else None
    refusal = ""
    if request.method == "POST" and source:
        try:
            actions.merge_organisations(target, source, by=_user_id(request))
        except Refused as refused:
            refusal = sentence_for_refusal(refused)
        else:
            add_notice(request, gettext("The two entries are one now."))
            return redirect("organisation", target.pk)
    query = Query(request).text("q")
    candidates = list(queries.search(query).organisations.exclude(pk=target.pk)[:20]) if query else []
    candidates = candidates or list(queries.possible_duplicates(target))
    mergeable = _editable_ids(permissions_for(request), candidates)
    context = {
        "sidebar": build_sidebar("organisations"),
        "kept": target,
        "gone": source,
        "sides": [side for side in (target, source) if side],
        "refusal": refusal,
        "typed": query,
        "found": [(candidate, candidate.pk in mergeable) for candidate in candidates],
    }
    return render(request, "organisations/merge.html", context)

"""The access log for the privacy officer: filtered, and as a CSV download."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gyoryu.base.text import normalize_compatibility
from gyoryu.exports.records import as_csv
from gyoryu.people.rules import may_read_access_log
from gyoryu.privacy.models import AccessEntry
from gyoryu.privacy.queries import accesses
from gyoryu.web.forms.base import Form
from gyoryu.web.forms.number_fields import CountField
from gyoryu.web.http import SignedInRequest, login_required
from gyoryu.web.parameters import MAX_VALUE, Query
from gyoryu.web.privacy.access_labels import kind_label, page_label
from gyoryu.web.privacy.access_log import PAGES
from gyoryu.web.texts.labels import DEEDS

PAGE_SIZE = 100
MAX_IN_FILE = 100_000
KINDS = sorted({page.kind for page in PAGES.values()})


class FilterForm(Form):
    who = forms.CharField(label=_("Who: account or network address"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Whose data: kind"),
        choices=lambda: [("", gettext("All")), *((kind, kind_label(kind)) for kind in KINDS)],
        required=False,
    )
    number = CountField(label=_("Number"), min_value=1, max_value=MAX_VALUE, required=False)
    since = forms.DateField(
        label=_("From day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("To day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def _filtered_entries(request: SignedInRequest) -> tuple[FilterForm, QuerySet[AccessEntry]]:
    if not may_read_access_log(request.user):
        raise PermissionDenied
    form = FilterForm(request.GET or None)
    if not form.is_bound:
        return form, accesses()
    if not form.is_valid():
        return form, AccessEntry.objects.none()
    cleaned = form.cleaned_data
    zone = request.user.time_zone
    return form, accesses(
        actor=normalize_compatibility(cleaned["who"]),
        about_kind=cleaned["kind"], about_number=cleaned["number"], since=cleaned["since"],
        until=cleaned["until"], zone=zone,
    )  # fmt: skip


@never_cache
@require_safe
@login_required
def access_log(request: SignedInRequest) -> HttpResponse:
    form, entries = _filtered_entries(request)
    page = Query(request).page(entries, PAGE_SIZE)
    rows = [
        (entry, page_label(entry.task), DEEDS[entry.deed], kind_label(entry.kind), ", ".join(map(str, entry.keys[:10])))
        for entry in page
    ]
    return render(request, "access_log.html", {"form": form, "page": page, "rows": rows})


@require_safe
@login_required
def access_log_file(request: SignedInRequest) -> HttpResponse:
    """Return the same entries as CSV, with cells escaped that a spreadsheet would read as formulas."""
    _, entries = _filtered_entries(request)
    column_titles = [
        gettext("When"), gettext("Number of the account"), gettext("Account"), gettext("Network address"),
        gettext("Task"), gettext("Action"), gettext("Whose data: kind"), gettext("Numbers"), gettext("How many"),
        gettext("Narrowed by"),
    ]  # fmt: skip
    rows = [
        [
            entry.at.isoformat(), str(entry.user or ""), entry.account, entry.address, page_label(entry.task),
            str(DEEDS[entry.deed]), kind_label(entry.kind), " ".join(map(str, entry.keys)), str(entry.count),
            entry.filters,
        ]
        for entry in entries[:MAX_IN_FILE]
    ]  # fmt: skip
    headers = {"Content-Disposition": 'attachment; filename="access-log.csv"'}
    return HttpResponse(as_csv(column_titles, rows), content_type="text/csv; charset=utf-8", headers=headers)

"""The steps of an application. The input is stored as it was posted; these forms validate it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gyoryu.base.names import LANGUAGES, Language, Names
from gyoryu.base.territories import COUNTRY_OF_LANGUAGE
from gyoryu.meetings.application_input import (
    ApplicationInput,
    OrganisationDetails,
    PersonInput,
    ProjectInput,
    TopicInput,
)
from gyoryu.meetings.models import Application, Consent, Side
from gyoryu.organisations import rules
from gyoryu.web.forms.base import Form
from gyoryu.web.forms.number_fields import NumberField
from gyoryu.web.parameters import whole
from gyoryu.web.texts.vocabulary import KINDS, SCHEMES, countries, spoken_languages, technologies

CURRENCIES = ("CNY", "KRW", "USD", "EUR", "JPY", "VND", "KZT", "MNT")
PROJECT_STAGES: dict[str, Promise] = {
    "idea": _("Idea"),
    "feasibility": _("Feasibility study"),
    "design": _("Design"),
    "tender": _("Tender"),
    "construction": _("Construction"),
}
DIRECTIONS: dict[str, Promise] = {"offer": _("We offer"), "need": _("We look for")}
TITLES: dict[str, Promise] = {
    "organisation": _("Organisation"),
    "topics": _("Offers and needs"),
    "projects": _("Projects"),
    "people": _("People and languages"),
    "consents": _("Consents"),
    "check": _("Check and send"),
}

AT_LEAST_ONE: dict[str, Promise] = {
    "topics": _("Give at least one offer or need."),
    "people": _("Give at least one person who will come."),
}


def steps_of(application: Application) -> list[str]:
    """Return the codes in their order. Projects are for buyers and project owners."""
    return [step for step in TITLES if step != "projects" or application.side == Side.BUYER]


class OrganisationStep(Form):
    name_ko = forms.CharField(label=_("Official name in Korean"), max_length=200, required=False)
    name_zh = forms.CharField(label=_("Official name in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Official name in English"), max_length=200, required=False)
    scheme = forms.ChoiceField(label=pgettext_lazy("of identifiers", "Register"), choices=list(SCHEMES.items()))
    value = forms.CharField(
        label=_("Number in the register"),
        help_text=_("With or without hyphens. The check digit is verified."),
        max_length=60,
        required=False,
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    country = forms.ChoiceField(label=_("Country"), choices=countries)
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    about = forms.CharField(
        label=_("What the organisation does"), max_length=3000, required=False, widget=forms.Textarea
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(f"name_{language}") for language in LANGUAGES):
            self.add_error("name_ko", _("Give its official name in at least one language."))
        value = cleaned.get("value", "")
        if value and rules.compact_identifier(cleaned.get("scheme", ""), value) is None:
            self.add_error("value", _("This number is not right: its length or its check digit does not fit."))
        if not value and cleaned.get("country") in rules.SCHEME_OF_COUNTRY:
            self.add_error("value", _("Organisations of Korea and China are known by their number. Give it here."))
        return cleaned


class TopicForm(Form):
    direction = forms.ChoiceField(label=_("Direction"), choices=list(DIRECTIONS.items()), initial="offer")
    field = forms.ChoiceField(
        label=_("Field of technology"), choices=lambda: [("", "–"), *technologies()], required=False
    )
    hs6 = forms.CharField(
        label=_("HS code (6 digits)"),
        max_length=6,
        required=False,
        validators=[RegexValidator(r"^\d{6}$", _("Type the six digits of the HS code."))],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    text = forms.CharField(label=_("In your own words"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in ("field", "hs6", "text")):
            self.add_error("field", _("Choose a field, type an HS code, or say it in your own words."))
        return cleaned


class ProjectForm(Form):
    name = forms.CharField(label=_("Name of the project"), max_length=200)
    stage = forms.ChoiceField(label=_("Stage of the project"), choices=list(PROJECT_STAGES.items()), initial="idea")
    budget = NumberField(label=_("Budget"), min_value=Decimal(0), max_digits=18, required=False)
    currency = forms.ChoiceField(
        label=_("Currency"), choices=[(code, code) for code in CURRENCIES], initial="CNY", required=False
    )
    tender_on = forms.DateField(
        label=_("Date of the tender"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    fields_wanted = forms.MultipleChoiceField(
        label=_("Technology wanted"), choices=technologies, required=False, widget=forms.CheckboxSelectMultiple
    )
    site = forms.CharField(label=_("Site"), max_length=200, required=False)
    about = forms.CharField(
        label=_("What is planned"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class PersonForm(Form):
    name_ko = forms.CharField(label=_("Name in Korean"), max_length=100, required=False)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=100, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=100, required=False)
    title = forms.CharField(label=_("Position"), max_length=100, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(f"name_{language}") for language in LANGUAGES):
            self.add_error("name_ko", _("Give the name in at least one language."))
        return cleaned


class LanguagesForm(Form):
    languages = forms.MultipleChoiceField(
        label=_("Languages in which your people can talk"),
        choices=spoken_languages,
        widget=forms.CheckboxSelectMultiple,
    )
    interpreter = forms.ChoiceField(
        label=_("Interpreter"),
        choices=[
            ("yes", _("An interpreter of the organisers, where the two share no language")),
            ("no", _("None: we bring our own interpreter or a common language to every meeting")),
        ],
        widget=forms.RadioSelect,
        initial="yes",
    )
    online = forms.BooleanField(label=_("We take part online"), required=False)
    remark = forms.CharField(
        label=_("Remark for the organisers"), max_length=2000, required=False, widget=forms.Textarea
    )


class ConsentsStep(Form):
    collection = forms.BooleanField(label=_("I agree to the collection and use described here."), required=True)
    cross_border = forms.BooleanField(
        label=_("I agree to the disclosure to the other side, in another country, described here."), required=False
    )


TopicRows = formset_factory(TopicForm, max_num=30, absolute_max=40, extra=1)
ProjectRows = formset_factory(ProjectForm, max_num=20, absolute_max=30, extra=1)
PersonRows = formset_factory(PersonForm, max_num=10, absolute_max=20, extra=1)
ROWS: dict[str, type[BaseFormSet[Any]]] = {"topics": TopicRows, "projects": ProjectRows, "people": PersonRows}
FORMS: dict[str, type[Form]] = {
    "organisation": OrganisationStep,
    "people": LanguagesForm,
    "consents": ConsentsStep,
}


@dataclass(slots=True)
class Step:
    """One step as it is shown: a form, rows, or both. `is_started`: there is input."""

    code: str
    form: Form | None
    rows: BaseFormSet[Any] | None
    is_started: bool

    @property
    def title(self) -> Promise:
        return TITLES[self.code]

    def is_right(self) -> bool:
        """Return whether the step is valid and complete."""
        parts = [part for part in (self.form, self.rows) if part is not None]
        if not self.is_started:
            return self.code == "projects"
        return all(part.is_valid() for part in parts) and not self.lacks_rows

    @property
    def lacks_rows(self) -> Promise | str:
        """Return a message if at least one row is required, and all are empty."""
        wrong = self.rows is not None and self.rows.is_bound and not self.rows.is_valid()
        return "" if wrong or self.filled_rows() else AT_LEAST_ONE.get(self.code, "")

    def filled_rows(self) -> list[dict[str, Any]]:
        """Return the values of the rows that are not empty."""
        if self.rows is None or not self.rows.is_bound:
            return []
        return [
            row.cleaned_data for row in self.rows.forms if row.is_valid() and row.has_changed() and row.cleaned_data
        ]


def step_of(code: str, application: Application) -> Step:
    """Return the step with its input; a new one with initial values."""
    stored = application.typed.get(code)
    data = _query_dict(stored) if stored is not None else None
    form, rows = FORMS.get(code), ROWS.get(code)
    bound_form = form(data, initial=_initial_values(code, application)) if form else None
    return Step(code, bound_form, rows(data, prefix=code) if rows else None, data is not None)


def _initial_values(code: str, application: Application) -> dict[str, Any]:
    if code == "organisation":
        country = COUNTRY_OF_LANGUAGE.get(application.language, "KR")
        kind = "firm" if application.side == Side.SELLER else "project_owner"
        return {"country": country, "kind": kind, "scheme": rules.SCHEME_OF_COUNTRY[country]}
    return {"languages": [application.language]} if code == "people" else {}


def _query_dict(stored: Mapping[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in stored.items():
        data.setlist(name, [str(value) for value in values])
    return data


def posted_values(posted: QueryDict, code: str, more: bool = False) -> dict[str, list[str]]:
    """Return the posted values as they are stored. `more`: with another empty row."""
    stored = {
        name: [str(value)[:6000] for value in values]
        for name, values in posted.lists()
        if name not in ("csrfmiddlewaretoken", "act", "file")
    }
    total = f"{code}-TOTAL_FORMS"
    if total in stored and more:
        stored[total] = [str(min((whole(stored[total][0]) or 0) + 1, 30))]
    return stored


def application_input_from(steps: Mapping[str, Step], language: Language) -> ApplicationInput:
    """Combine the steps, each of which `is_right`."""
    organisation_form = steps["organisation"].form
    languages_form, consents_form = steps["people"].form, steps["consents"].form
    assert organisation_form is not None
    assert languages_form is not None
    assert consents_form is not None
    details, language_values, agreements = (
        organisation_form.cleaned_data,
        languages_form.cleaned_data,
        consents_form.cleaned_data,
    )
    return ApplicationInput(
        organisation=OrganisationDetails(
            names=_names(details),
            identifiers=((details["scheme"], details["value"]),) if details["value"] else (),
            kind=details["kind"],
            country=details["country"],
            city=details["city"],
            website=details["website"],
            about=Names(**{language: details["about"]}),
        ),
        topics=[TopicInput(**row) for row in steps["topics"].filled_rows()],
        projects=[_project(row) for row in steps["projects"].filled_rows()] if "projects" in steps else [],
        people=[
            PersonInput(_names(row), row["title"], row["email"], row["phone"]) for row in steps["people"].filled_rows()
        ],
        languages=language_values["languages"],
        needs_interpreter=language_values["interpreter"] == "yes",
        online=language_values["online"],
        remark=language_values["remark"],
        consents=frozenset(kind for kind in Consent.Kind.values if agreements[kind]),
    )


def _names(row: Mapping[str, Any]) -> Names:
    return Names(*(row[f"name_{language}"] for language in LANGUAGES))


def _project(row: Mapping[str, Any]) -> ProjectInput:
    columns = {name: value for name, value in row.items() if name != "fields_wanted"}
    return ProjectInput(
        **{**columns, "fields": row["fields_wanted"], "currency": row["currency"] if row["budget"] else ""}
    )


def values_from(application_input: ApplicationInput, language: Language) -> dict[str, dict[str, list[str]]]:
    """Return the stored values of the steps; the inverse of `application_input_from`."""
    organisation, names = application_input.organisation, application_input.organisation.names
    scheme, value = next(
        iter(organisation.identifiers), (rules.SCHEME_OF_COUNTRY.get(organisation.country, "other"), "")
    )
    topics = [
        {"direction": t.direction, "field": t.field, "hs6": t.hs6, "text": t.text} for t in application_input.topics
    ]
    people = [
        {**_typed_names(p.names), "title": p.title, "email": p.email, "phone": p.phone}
        for p in application_input.people
    ]
    return {
        "organisation": _lists(
            {
                **_typed_names(names), "scheme": scheme,
                "value": rules.format_identifier(scheme, value) if value else "",
                "kind": organisation.kind, "country": organisation.country, "city": organisation.city,
                "website": organisation.website, "about": organisation.about.in_language(language),
            }
        ),
        "topics": _rows("topics", topics),
        "projects": _rows("projects", [_typed_project(project) for project in application_input.projects]),
        "people": _rows("people", people)
        | _lists(
            {
                "languages": list(application_input.languages),
                "interpreter": "yes" if application_input.needs_interpreter else "no",
                "online": "on" if application_input.online else "", "remark": application_input.remark,
            }
        ),
        "consents": _lists({kind: "on" if kind in application_input.consents else "" for kind in Consent.Kind.values}),
    }  # fmt: skip


def _typed_names(names: Names) -> dict[str, Any]:
    return {f"name_{language}": getattr(names, language) for language in LANGUAGES}


def _typed_project(project: ProjectInput) -> dict[str, Any]:
    return {
        "name": project.name, "stage": project.stage, "currency": project.currency or "CNY", "site": project.site,
        "budget": "" if project.budget is None else f"{project.budget.normalize():f}",
        "tender_on": project.tender_on.isoformat() if project.tender_on else "",
        "fields_wanted": list(project.fields), "about": project.about,
    }  # fmt: skip


def _lists(values: Mapping[str, Any]) -> dict[str, list[str]]:
    return {name: value if isinstance(value, list) else [value] for name, value in values.items() if value != ""}


def _rows(prefix: str, rows: list[dict[str, Any]]) -> dict[str, list[str]]:
    data = {f"{prefix}-TOTAL_FORMS": [str(max(1, len(rows)))], f"{prefix}-INITIAL_FORMS": ["0"]}
    for n, row in enumerate(rows):
        data |= {f"{prefix}-{n}-{name}": value for name, value in _lists(row).items()}
    return data

"""Forms of organisations."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gyoryu.base.fields import LANGUAGE_CHOICES
from gyoryu.base.names import LANGUAGES, Language, Names
from gyoryu.organisations import rules
from gyoryu.organisations.actions import OrganisationInput
from gyoryu.organisations.models import Organisation
from gyoryu.organisations.queries import MatchQuery
from gyoryu.web.forms.base import Form
from gyoryu.web.texts.vocabulary import (
    KINDS,
    SCHEMES,
    countries,
    technologies,
)


class OrganisationForm(Form):
    """The fields of `OrganisationInput`; `version` is the one that was edited."""

    name_ko = forms.CharField(label=_("Official name in Korean"), max_length=200, required=False)
    name_zh = forms.CharField(label=_("Official name in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Official name in English"), max_length=200, required=False)
    short_ko = forms.CharField(label=_("Short name in Korean"), max_length=60, required=False)
    short_zh = forms.CharField(label=_("Short name in Chinese"), max_length=60, required=False)
    short_en = forms.CharField(label=_("Short name in English"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()), initial="firm")
    country = forms.ChoiceField(label=_("Country"), choices=countries, initial="KR")
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    language = forms.ChoiceField(
        label=_("Its own language"),
        help_text=_("Emails are written in it, and its name in this script comes first."),
        choices=LANGUAGE_CHOICES,
        initial="ko",
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    fields_of_work = forms.MultipleChoiceField(
        label=_("Fields of technology"), choices=technologies, required=False, widget=forms.CheckboxSelectMultiple
    )
    about_ko = forms.CharField(label=_("About it, in Korean"), max_length=5000, required=False, widget=forms.Textarea)
    about_zh = forms.CharField(label=_("About it, in Chinese"), max_length=5000, required=False, widget=forms.Textarea)
    about_en = forms.CharField(label=_("About it, in English"), max_length=5000, required=False, widget=forms.Textarea)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(f"name_{language}") for language in LANGUAGES):
            self.add_error("name_ko", _("Give its official name in at least one language."))
        return cleaned

    def names(self, column: str) -> Names:
        return Names(*(self.cleaned_data.get(f"{column}_{language}", "") for language in LANGUAGES))

    def entry(self, *, is_sample: bool = False) -> OrganisationInput:
        data = self.cleaned_data
        return OrganisationInput(
            names=self.names("name"),
            short_names=self.names("short"),
            about=self.names("about"),
            kind=data["kind"],
            country=data["country"],
            city=data["city"],
            language=cast(Language, data["language"]),
            website=data["website"],
            fields=data["fields_of_work"],
            is_sample=is_sample,
        )

    @classmethod
    def initial_of(cls, organisation: Organisation) -> dict[str, Any]:
        columns = {name: getattr(organisation, name) for name in cls.base_fields if name != "fields_of_work"}
        return {**columns, "fields_of_work": organisation.fields}


class IdentifierForm(Form):
    scheme = forms.ChoiceField(label=pgettext_lazy("of identifiers", "Register"), choices=list(SCHEMES.items()))
    value = forms.CharField(label=_("Number"), max_length=60)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        scheme, value = cleaned.get("scheme", ""), cleaned.get("value", "")
        if value and rules.compact_identifier(scheme, value) is None:
            self.add_error("value", _("This number is not right: its length or its check digit does not fit."))
        return cleaned

    def pairs(self) -> list[tuple[str, str]]:
        value = self.cleaned_data.get("value", "")
        return [(self.cleaned_data["scheme"], value)] if value else []


class NewOrganisationForm(OrganisationForm, IdentifierForm):
    """The registration, with one optional identifier. `anyway`: although the name exists."""

    scheme = forms.ChoiceField(
        label=pgettext_lazy("of identifiers", "Register"), choices=list(SCHEMES.items()), required=False
    )
    value = forms.CharField(
        label=_("Number in the register"),
        help_text=_("With or without hyphens. The check digit is verified."),
        max_length=60,
        required=False,
    )
    anyway = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def match_query(self) -> MatchQuery:
        return MatchQuery(self.names("name"), self.pairs())


class ContactForm(Form):
    name_ko = forms.CharField(label=_("Name in Korean"), max_length=100, required=False)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=100, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=100, required=False)
    title = forms.CharField(label=_("Position"), max_length=100, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGE_CHOICES)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(f"name_{language}") for language in LANGUAGES):
            self.add_error("name_ko", _("Give the name in at least one language."))
        return cleaned

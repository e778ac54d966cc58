"""Forms of programmes and the roles in them."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from gyoryu.base.fields import LANGUAGE_CHOICES
from gyoryu.base.names import LANGUAGES, Language, Names
from gyoryu.base.text import normalize_whitespace
from gyoryu.organisations.models import Organisation
from gyoryu.organisations.queries import MatchQuery, match, search
from gyoryu.programmes.actions.programmes import ProgrammeInput
from gyoryu.web.forms.base import Form
from gyoryu.web.forms.number_fields import CountField
from gyoryu.web.texts.labels import PARTS, ROLES


def refuse_nameless(form: forms.Form, cleaned: dict[str, Any]) -> None:
    """Add an error to the first name if there is none in any language."""
    if not any(cleaned.get(f"name_{language}") for language in LANGUAGES):
        form.add_error("name_ko", _("Give a name in at least one language."))


class ProgrammeForm(Form):
    name_ko = forms.CharField(label=_("Title in Korean"), max_length=200, required=False)
    name_zh = forms.CharField(label=_("Title in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    about_ko = forms.CharField(label=_("Text in Korean"), max_length=5000, required=False, widget=forms.Textarea)
    about_zh = forms.CharField(label=_("Text in Chinese"), max_length=5000, required=False, widget=forms.Textarea)
    about_en = forms.CharField(label=_("Text in English"), max_length=5000, required=False, widget=forms.Textarea)
    since = CountField(label=_("Since (year)"), min_value=1945, max_value=2100, required=False)
    source = forms.URLField(
        label=_("Where its facts are published"), max_length=200, required=False, assume_scheme="https"
    )
    is_public = forms.BooleanField(label=_("May be named on public pages"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        refuse_nameless(self, cleaned)
        return cleaned

    def entry(self) -> ProgrammeInput:
        return ProgrammeInput(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class OrganisationChoice(forms.CharField):
    """An organisation by its name in any script or its number; the input has to match exactly one."""

    def __init__(self, **options: Any):
        super().__init__(**{"max_length": 200, "label": _("Organisation"), **options})

    def clean(self, value: Any) -> Organisation | None:
        text = normalize_whitespace(super().clean(value))
        if not text:
            return None
        exact_match = match(MatchQuery(Names(ko=text), []))
        if exact_match.organisation is not None:
            return Organisation.objects.get(pk=exact_match.organisation)
        results = search(text)
        candidates = [] if results.similar else list(results.organisations[:2])
        if len(candidates) == 1:
            return candidates[0]
        raise forms.ValidationError(
            _("Several organisations are found. Type the whole name, or its number.")
            if candidates
            else _("No such organisation is in the directory. Register it there first.")
        )


class PartyForm(Form):
    organisation = OrganisationChoice(
        label=_("Body"), help_text=_("Its name in any script, as it stands in the directory of organisations.")
    )
    part = forms.ChoiceField(label=_("Part"), choices=list(PARTS.items()))


class EditorForm(Form):
    email = forms.EmailField(label=_("E-mail address"), help_text=_("Whoever has no account gets one."))
    language = forms.ChoiceField(label=_("Language of the email"), choices=LANGUAGE_CHOICES)

    def spoken(self) -> Language:
        return cast(Language, self.cleaned_data["language"])


class RoleForm(Form):
    email = forms.EmailField(label=_("E-mail address"), help_text=_("Whoever has no account gets one."))
    kind = forms.ChoiceField(label=_("Role"), choices=list(ROLES.items()))
    organisation = OrganisationChoice(
        required=False, help_text=_("For participants only: the organisation for which they act.")
    )
    language = forms.ChoiceField(label=_("Language of the email"), choices=LANGUAGE_CHOICES)

    def spoken(self) -> Language:
        return cast(Language, self.cleaned_data["language"])

"""Forms of an application."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gyoryu.programmes.models import Table
from gyoryu.web.forms.base import Form
from gyoryu.web.forms.number_fields import CountField

SETTINGS_IDS = "settings_%s"  # beside another form with a version of its own


class DecisionForm(Form):
    reason = forms.CharField(
        label=_("Reason, or what is missing"), widget=forms.Textarea, required=False, max_length=2000,
        help_text=_("The applicant reads it, in an email and on the application."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class SettingsForm(Form):
    least = CountField(label=_("Least meetings"), min_value=0, max_value=200, required=False)
    most = CountField(label=_("Most meetings"), min_value=1, max_value=200, required=False)
    table = forms.ModelChoiceField(
        Table.objects.none(), label=_("Always at table"), required=False, empty_label=_("Any")
    )
    risk_flag = forms.BooleanField(label=_("Risk flag: look closely before it meets anybody"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, tables: QuerySet[Table], **options: Any):
        super().__init__(*args, **options)
        field = self.fields["table"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = tables

"""The form of a meeting log."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from gyoryu.meetings.actions.logging import LogInput
from gyoryu.meetings.models import MeetingLog
from gyoryu.web.forms.base import Form
from gyoryu.web.forms.number_fields import NumberField
from gyoryu.web.texts.labels import STAGES

CURRENCIES = ("USD", "CNY", "KRW", "EUR", "JPY", "VND", "KZT", "MNT")


class LogForm(Form):
    product = forms.CharField(label=_("Product or technology"), max_length=200)
    stage = forms.ChoiceField(
        label=_("Stage"), choices=list(STAGES.items()), widget=forms.RadioSelect, initial="consulted"
    )
    quantity = NumberField(label=_("Quantity"), min_value=Decimal(0), max_digits=14, decimal_places=3, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False)
    unit_price = NumberField(
        label=_("Unit price"), min_value=Decimal(0), max_digits=16, decimal_places=4, required=False
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES])
    amount = NumberField(
        label=_("Amount"),
        min_value=Decimal(0),
        max_digits=18,
        decimal_places=2,
        required=False,
        help_text=_("Quantity times unit price. Type it only if you do not know these."),
    )
    hs6 = forms.CharField(
        label=_("HS code (6 digits)"),
        max_length=6,
        required=False,
        validators=[RegexValidator(r"^\d{6}$", _("Type the six digits of the HS code."))],
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    interest = forms.TypedChoiceField(
        label=_("Interest of the other side"),
        choices=[("", "–"), *((n, "★" * n) for n in range(1, 6))],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Seen by your side and the organisers only, as are the next step and the note."),
    )
    next_action = forms.CharField(label=_("Next step"), max_length=300, required=False)
    next_on = forms.DateField(
        label=_("By when"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(label=_("Note"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def entry(self) -> LogInput:
        fields = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return LogInput(**fields)

    @staticmethod
    def of(log: MeetingLog) -> dict[str, Any]:
        """Return the initial values for an existing log."""
        names = [name for name in LogForm.base_fields if name != "version"]
        return {**{name: getattr(log, name) for name in names}, "version": log.version}

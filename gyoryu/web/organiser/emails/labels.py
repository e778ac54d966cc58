"""Labels and styles of the states of emails."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

STATES = {
    "waiting": gettext_lazy("On its way"),
    "sending": gettext_lazy("Being sent"),
    "sent": gettext_lazy("Sent"),
    "outbox": gettext_lazy("In the outbox"),
    "failed": gettext_lazy("Not sent"),
    "unknown": gettext_lazy("May have been sent"),
    "withdrawn": gettext_lazy("Sending withdrawn"),
}


# The style of the chip for each state.
STATE_STYLES = {
    "waiting": "pending",
    "sending": "active",
    "sent": "success",
    "outbox": "",
    "failed": "danger",
    "unknown": "pending",
    "withdrawn": "",
}


BATCH_LABELS = {
    "timetable_published": gettext_lazy("Timetable published"),
    "timetable_changed": gettext_lazy("Timetable changed"),
    "invitation": gettext_lazy("Invitations"),
    "application_accepted": gettext_lazy("Applications accepted"),
}

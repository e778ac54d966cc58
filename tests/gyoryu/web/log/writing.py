"""What the form of a log sends, and by whom."""

from django.urls import reverse

FIELDS = {"product": "=cmd|'/c calc'!A1", "stage": "pursuing", "quantity": "2", "unit_price": "10.5", "currency": "USD",
        "note": "our secret", "next_action": "send a quotation", "interest": "4"}  # fmt: skip


def sign_in(client, user):
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def url(meeting):
    return reverse("meeting-log", args=[meeting.pk])

"""Addresses of emails."""

from django.urls import path

from gyoryu.web.organiser import emails

urlpatterns = [
    path("events/<int:number>/letters/", emails.of_event, name="event-letters"),
    path("events/<int:number>/letters/again/", emails.of_event_again, name="event-letters-again"),
    path("events/<int:number>/letters/<int:letter>/", emails.of_event_one, name="event-letter"),
    path("events/<int:number>/letters/<int:letter>/again/", emails.of_event_one_again, name="event-letter-again"),
    path("events/<int:number>/letters/<str:batch>/withdraw/", emails.withdraw, name="event-emails-withdraw"),
    path("outbox/", emails.of_site, name="outbox"),
    path("outbox/again/", emails.of_site_again, name="outbox-again"),
    path("outbox/<int:letter>/", emails.of_site_one, name="outbox-letter"),
    path("outbox/<int:letter>/again/", emails.of_site_one_again, name="outbox-letter-again"),
]

"""Addresses of emails."""

from django.urls import path

from gyoryu.web.organiser import letters

urlpatterns = [
    path("events/<int:number>/letters/", letters.of_event, name="event-letters"),
    path("events/<int:number>/letters/again/", letters.of_event_again, name="event-letters-again"),
    path("events/<int:number>/letters/<int:letter>/", letters.of_event_one, name="event-letter"),
    path("events/<int:number>/letters/<int:letter>/again/", letters.of_event_one_again, name="event-letter-again"),
    path("events/<int:number>/letters/<str:batch>/withdraw/", letters.withdraw, name="event-emails-withdraw"),
    path("outbox/", letters.of_site, name="outbox"),
    path("outbox/again/", letters.of_site_again, name="outbox-again"),
    path("outbox/<int:letter>/", letters.of_site_one, name="outbox-letter"),
    path("outbox/<int:letter>/again/", letters.of_site_one_again, name="outbox-letter-again"),
]

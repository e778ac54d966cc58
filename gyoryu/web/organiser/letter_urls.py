"""Addresses of letters."""

from django.urls import path

from gyoryu.web.organiser import letters

urlpatterns = [
    path("events/<int:number>/letters/", letters.of_event, name="event-letters"),
    path("events/<int:number>/letters/<int:letter>/", letters.of_event_one, name="event-letter"),
    path("outbox/", letters.of_site, name="outbox"),
    path("outbox/<int:letter>/", letters.of_site_one, name="outbox-letter"),
]

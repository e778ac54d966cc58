"""URLs of emails."""

from django.urls import path

from gyoryu.web.organiser.emails import pages

urlpatterns = [
    path("events/<int:event_id>/letters/", pages.event_emails, name="event-emails"),
    path("events/<int:event_id>/letters/again/", pages.resend_event_emails, name="event-emails-resend"),
    path("events/<int:event_id>/letters/<int:email>/", pages.event_email, name="event-email"),
    path("events/<int:event_id>/letters/<int:email>/again/", pages.resend_event_email, name="event-email-resend"),
    path("events/<int:event_id>/letters/<str:batch>/withdraw/", pages.withdraw, name="event-emails-withdraw"),
    path("outbox/", pages.site_emails, name="outbox"),
    path("outbox/again/", pages.resend_site_emails, name="outbox-resend"),
    path("outbox/<int:email>/", pages.site_email, name="outbox-email"),
    path("outbox/<int:email>/again/", pages.resend_site_email, name="outbox-email-resend"),
]

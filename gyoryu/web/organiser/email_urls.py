"""URLs of emails."""

from django.urls import path

from gyoryu.web.organiser import emails

urlpatterns = [
    path("events/<int:number>/letters/", emails.event_emails, name="event-emails"),
    path("events/<int:number>/letters/again/", emails.resend_event_emails, name="event-emails-resend"),
    path("events/<int:number>/letters/<int:letter>/", emails.event_email, name="event-email"),
    path("events/<int:number>/letters/<int:letter>/again/", emails.resend_event_email, name="event-email-resend"),
    path("events/<int:number>/letters/<str:batch>/withdraw/", emails.withdraw, name="event-emails-withdraw"),
    path("outbox/", emails.site_emails, name="outbox"),
    path("outbox/again/", emails.resend_site_emails, name="outbox-resend"),
    path("outbox/<int:letter>/", emails.site_email, name="outbox-email"),
    path("outbox/<int:letter>/again/", emails.resend_site_email, name="outbox-email-resend"),
]

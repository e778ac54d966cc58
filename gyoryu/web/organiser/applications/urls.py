"""The addresses of invitations, applications and decisions about them."""

from __future__ import annotations

from django.urls import path

from gyoryu.web.organiser.applications import application, deciding, invitations, listing

urlpatterns = [
    path("events/<int:event_id>/invitations/", invitations.invitations, name="event-invitations"),
    path("events/<int:event_id>/invitations/<int:invitation_id>/resend/", invitations.resend, name="invitation-resend"),
    path(
        "events/<int:event_id>/invitations/<int:invitation_id>/withdraw/",
        invitations.withdraw,
        name="invitation-withdraw",
    ),
    path("events/<int:event_id>/applications/", listing.listing, name="event-applications"),
    path("events/<int:event_id>/applications/accept/", deciding.decide_chosen, name="applications-accept"),
    path("events/<int:event_id>/disclosures/", listing.disclosures, name="event-disclosures"),
    path("applications/<int:number>/", application.show, name="application"),
    path("applications/<int:number>/decide/", application.decide, name="application-decide"),
    path("applications/<int:number>/settings/", application.settings, name="application-settings"),
    path("applications/<int:number>/files/<int:file>/", application.download, name="application-file"),
]

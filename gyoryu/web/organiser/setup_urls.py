"""URLs of programmes, events and screening."""

from __future__ import annotations

from django.urls import path

from gyoryu.web.organiser import (
    application,
    applications,
    deciding,
    events,
    interpreters,
    invitations,
    people,
    programmes,
    slots,
)

urlpatterns = [
    path("programmes/", programmes.listing, name="programmes"),
    path("programmes/new/", programmes.new, name="programme-new"),
    path("programmes/<int:programme>/", programmes.show, name="programme"),
    path("programmes/<int:programme>/edit/", programmes.edit, name="programme-edit"),
    path("programmes/<int:programme>/parties/", programmes.add_party, name="party-add"),
    path("programmes/<int:programme>/parties/<int:party>/remove/", programmes.remove_party, name="party-remove"),
    path("programmes/<int:programme>/people/", people.people, name="programme-people"),
    path("programmes/<int:programme>/people/<int:role>/take/", people.take, name="role-take"),
    path("programmes/<int:programme>/events/new/", events.new, name="event-new"),
    path("events/<int:event>/", events.overview, name="event"),
    path("events/<int:event>/details/", events.details, name="event-details"),
    path("events/<int:event>/terms/", events.terms, name="event-terms"),
    path("events/<int:event>/people/", people.redirect_from_event, name="event-people"),
    path("events/<int:event>/slots/", slots.slots, name="event-slots"),
    path("events/<int:event>/slots/<int:slot>/remove/", slots.drop_slot, name="slot-remove"),
    path("events/<int:event>/tables/", slots.add_tables, name="tables-add"),
    path("events/<int:event>/tables/<int:table>/", slots.table, name="table"),
    path("events/<int:event>/tables/<int:table>/remove/", slots.remove_table, name="table-remove"),
    path("events/<int:event>/interpreters/", interpreters.listing, name="event-interpreters"),
    path("events/<int:event>/interpreters/new/", interpreters.new, name="interpreter-new"),
    path("events/<int:event>/interpreters/<int:interpreter>/", interpreters.edit, name="interpreter"),
    path("events/<int:event>/interpreters/<int:interpreter>/remove/", interpreters.remove, name="interpreter-remove"),
    path("events/<int:event>/invitations/", invitations.invitations, name="event-invitations"),
    path("events/<int:event>/invitations/<int:invitation>/resend/", invitations.resend, name="invitation-resend"),
    path("events/<int:event>/invitations/<int:invitation>/withdraw/", invitations.withdraw, name="invitation-withdraw"),
    path("events/<int:event>/applications/", applications.listing, name="event-applications"),
    path("events/<int:event>/applications/accept/", deciding.decide_chosen, name="applications-accept"),
    path("events/<int:event>/disclosures/", applications.disclosures, name="event-disclosures"),
    path("applications/<int:number>/", application.show, name="application"),
    path("applications/<int:number>/decide/", application.decide, name="application-decide"),
    path("applications/<int:number>/settings/", application.settings, name="application-settings"),
    path("applications/<int:number>/files/<int:file>/", application.download, name="application-file"),
]

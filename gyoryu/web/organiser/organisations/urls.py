"""URLs of the directory of organisations."""

from __future__ import annotations

from django.urls import path

from gyoryu.web.organiser.organisations import pages

urlpatterns = [
    path("organisations/", pages.listing, name="organisations"),
    path("organisations/new/", pages.register, name="organisation-new"),
    path("organisations/<int:number>/", pages.show, name="organisation"),
    path("organisations/<int:number>/edit/", pages.edit, name="organisation-edit"),
    path("organisations/<int:number>/merge/", pages.merge, name="organisation-merge"),
    path("organisations/<int:number>/identifiers/", pages.add_identifier, name="organisation-identifiers"),
    path(
        "organisations/<int:number>/identifiers/<int:identifier_id>/remove/",
        pages.remove_identifier,
        name="organisation-identifier-remove",
    ),
    path("organisations/<int:number>/contacts/", pages.add_contact, name="organisation-contacts"),
    path(
        "organisations/<int:number>/contacts/<int:contact_id>/remove/",
        pages.remove_contact,
        name="organisation-contact-remove",
    ),
]

"""URLs of the directory of organisations."""

from __future__ import annotations

from django.urls import path

from gyoryu.web.organiser import organisations

urlpatterns = [
    path("organisations/", organisations.listing, name="organisations"),
    path("organisations/new/", organisations.register, name="organisation-new"),
    path("organisations/<int:number>/", organisations.show, name="organisation"),
    path("organisations/<int:number>/edit/", organisations.edit, name="organisation-edit"),
    path("organisations/<int:number>/merge/", organisations.merge, name="organisation-merge"),
    path("organisations/<int:number>/identifiers/", organisations.add_identifier, name="organisation-identifiers"),
    path(
        "organisations/<int:number>/identifiers/<int:identifier>/remove/",
        organisations.remove_identifier,
        name="organisation-identifier-remove",
    ),
    path("organisations/<int:number>/contacts/", organisations.add_contact, name="organisation-contacts"),
    path(
        "organisations/<int:number>/contacts/<int:contact>/remove/",
        organisations.remove_contact,
        name="organisation-contact-remove",
    ),
]

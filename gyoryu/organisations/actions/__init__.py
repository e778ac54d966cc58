"""Actions on organisations. Each runs in one transaction and writes one audit entry."""

from gyoryu.organisations.actions.bulk import edit_all, forget_identifiers, identify_all, register_all, remove_all
from gyoryu.organisations.actions.contacts import add_contact, remove_contact
from gyoryu.organisations.actions.identifying import add_identifier, remove_identifier
from gyoryu.organisations.actions.indexing import reindex
from gyoryu.organisations.actions.merging import merge_organisations
from gyoryu.organisations.actions.registering import OrganisationInput, edit_organisation, register_organisation

__all__ = [
    "OrganisationInput",
    "add_contact",
    "add_identifier",
    "edit_all",
    "edit_organisation",
    "forget_identifiers",
    "identify_all",
    "merge_organisations",
    "register_all",
    "register_organisation",
    "reindex",
    "remove_all",
    "remove_contact",
    "remove_identifier",
]

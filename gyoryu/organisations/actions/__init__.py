"""What can be done with organisations. Each verb runs in one transaction and leaves one audit line."""

from gyoryu.organisations.actions.contacts import add_contact, remove_contact
from gyoryu.organisations.actions.identifying import add_identifier, remove_identifier
from gyoryu.organisations.actions.indexing import reindex
from gyoryu.organisations.actions.merging import merge_organisations
from gyoryu.organisations.actions.registering import Entry, edit_organisation, register_organisation

__all__ = [
    "Entry",
    "add_contact",
    "add_identifier",
    "edit_organisation",
    "merge_organisations",
    "register_organisation",
    "reindex",
    "remove_contact",
    "remove_identifier",
]

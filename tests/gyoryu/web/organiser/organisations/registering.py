"""Organisations in the directory."""

from gyoryu.base.names import Names
from gyoryu.organisations.actions import OrganisationInput, register_organisation

BRN = ("kr_brn", "116-82-00276")
FORM = {"name_ko": "한빛환경", "kind": "firm", "country": "KR", "language": "ko"}


def register(ko="", zh="", en="", identifiers=(), **entry):
    return register_organisation(OrganisationInput(Names(ko, zh, en), **entry), identifiers, by=None)

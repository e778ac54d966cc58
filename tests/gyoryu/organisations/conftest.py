import pytest

from gyoryu.base.names import Names
from gyoryu.organisations.actions import OrganisationInput, register_organisation


@pytest.fixture
def register(db):
    """Register a sample organisation by its names, its identifiers, and whatever else an entry holds."""

    def register_sample(ko="", zh="", en="", identifiers=(), **entry):
        return register_organisation(
            OrganisationInput(Names(ko, zh, en), is_sample=True, **entry), identifiers, by=None
        )

    return register_sample

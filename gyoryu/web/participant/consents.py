"""Facts of the consents: who collects, who receives, and for how long."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from gyoryu.base.territories import COUNTRY_OF_LANGUAGE
from gyoryu.meetings.actions.consents import retention_end
from gyoryu.meetings.models import Application, Side
from gyoryu.programmes.models import Party


class ConsentFacts(TypedDict):
    """Data for the texts of the consents. `abroad`: the parties in another country than the applicant."""

    parties: list[Party]
    abroad: list[Party]
    other_side: Side
    keep_until: date


def consent_facts(application: Application) -> ConsentFacts:
    """Return the facts of the consents: collectors, recipients, retention."""
    parties = Party.objects.filter(programme=application.event.programme_id).select_related("organisation")
    presumed_country = COUNTRY_OF_LANGUAGE.get(application.language, "KR")
    own_country = application.organisation.country if application.organisation else presumed_country
    return {
        "parties": list(parties),
        "abroad": [party for party in parties if party.organisation.country != own_country],
        "other_side": Side.BUYER if application.side == Side.SELLER else Side.SELLER,
        "keep_until": retention_end(application),
    }

"""Facts of the consents: who collects, who receives, and for how long."""

from __future__ import annotations

from typing import Any

from gyoryu.meetings.actions.consents import retention_end
from gyoryu.meetings.models import Application, Side
from gyoryu.programmes.models import Party


def consent_facts(application: Application) -> dict[str, Any]:
    """Return the facts of the consents: collectors, recipients, retention."""
    parties = Party.objects.filter(programme=application.event.programme_id).select_related("organisation")
    own_country = (
        application.organisation.country if application.organisation else {"zh": "CN"}.get(application.language, "KR")
    )
    return {
        "parties": list(parties),
        "abroad": [party for party in parties if party.organisation.country != own_country],
        "other_side": Side.BUYER if application.side == Side.SELLER else Side.SELLER,
        "keep_until": retention_end(application),
    }

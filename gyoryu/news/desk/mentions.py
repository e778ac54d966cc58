"""Organisations, persons, places and agreements that a document mentions, derived from its reviewed proposals."""

from __future__ import annotations

from collections.abc import Iterator

from gyoryu.base.text import name_key as key_of
from gyoryu.news.desk.models import Mention, Proposal
from gyoryu.news.documents.models import Document

# Kinds of proposals that name something with its own page.
NAMING = {"organisation", "person", "event", "agreement"}


def mention(document: Document) -> None:
    """Rebuild the mentions from the proposals: omit rejected ones, use corrected names, keep links to organisations.
    Called by the actions that read a document and that decide on proposals."""
    links = document.mentions.exclude(organisation=None).values_list("kind", "key", "organisation_id")
    linked = {(kind, key): number for kind, key, number in links}
    mentions: dict[tuple[str, str], Mention] = {}
    for proposal in document.proposals.filter(kind__in=NAMING).exclude(state=Proposal.State.REJECTED):
        for kind, name, count in _named(proposal):
            if key := key_of(name)[:200]:
                before = (kind, key_of(str(proposal.values.get("name") or ""))[:200])
                mentions.setdefault(
                    (kind, key),
                    Mention(
                        document=document, kind=kind, name=name[:200], key=key, count=count,
                        organisation_id=linked.get((kind, key)) or linked.get(before),
                    ),
                )  # fmt: skip
    document.mentions.all().delete()
    Mention.objects.bulk_create(mentions.values())


def _named(proposal: Proposal) -> Iterator[tuple[str, str, int]]:
    """Yield kind, name and number of occurrences."""
    shown = proposal.shown
    if proposal.kind == "event":
        yield "place", str(shown.get("place") or ""), 1
    elif proposal.kind == "agreement":
        parties = shown.get("parties")
        party_text = " · ".join(str(party) for party in parties) if isinstance(parties, list) else ""
        yield "agreement", str(shown.get("title") or party_text), 1
    else:
        yield proposal.kind, str(shown.get("name") or ""), max(1, len(proposal.spans))

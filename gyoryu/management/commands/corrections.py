"""`gyoryu corrections`: what people corrected or rejected of what was read, as cases for those who mend the reader."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand

from gyoryu.news.models import Proposal


class Command(BaseCommand):
    help = "Print each corrected or rejected proposal with the paragraph it came from, one JSON object a line."

    def handle(self, *args: Any, **options: Any) -> None:
        decided = Proposal.objects.filter(state__in=(Proposal.State.EDITED, Proposal.State.REJECTED))
        for proposal in decided.select_related("arrival").order_by("arrival", "place").iterator(chunk_size=200):
            text, (start, end) = proposal.arrival.text, proposal.spans[0]
            begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
            case = {
                "kind": proposal.kind,
                "published": str(proposal.arrival.published_on or ""),
                "paragraph": text[begin : stop if stop > 0 else len(text)],
                "read": proposal.values,
                "kept": proposal.kept,
            }
            self.stdout.write(json.dumps(case, ensure_ascii=False))

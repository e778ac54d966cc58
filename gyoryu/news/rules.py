"""Who may do what with news."""

from __future__ import annotations

from gyoryu.programmes.rules import Standings


def may_read_arrivals(standings: Standings) -> bool:
    """Documents that arrived, what is read from them, and the pages that gather it."""
    return standings.any_of(["officer", "viewer"])


def may_work_on_news(standings: Standings) -> bool:
    """Bring documents, decide on what is read from them, write posts, keep watches."""
    return standings.any_of(["officer"])

"""Who may do what with news. An editor keeps whatever belongs to no programme, and everything else as well."""

from __future__ import annotations

from gyoryu.programmes.rules import Standings, has_work, keeps_site, may_run


def may_read_arrivals(standings: Standings) -> bool:
    """Documents at all, what is read from them, and the pages that gather it; which ones, `visible_arrivals` says."""
    return has_work(standings)


def may_read_arrival(standings: Standings, programme: int | None) -> bool:
    """A document of this programme, or of none: those are open to whoever works here."""
    if keeps_site(standings):
        return True
    return may_read_arrivals(standings) if programme is None else programme in programmes_read(standings)


def programmes_read(standings: Standings) -> frozenset[int]:
    """The programmes whose documents someone reads who is no editor."""
    return standings.programmes_as(["officer", "viewer"])


def may_work_on_news(standings: Standings) -> bool:
    """Bring documents, write posts, watch: whoever is an officer somewhere, for the programmes they run."""
    return keeps_site(standings) or standings.any_of(["officer"])


def may_work_on_arrival(standings: Standings, programme: int | None) -> bool:
    """Decide on what was read from a document. One of no programme is taken into one's own by deciding on it."""
    return may_work_on_news(standings) if programme is None else _may_keep(standings, programme)


def may_keep_source(standings: Standings, programme: int | None) -> bool:
    """Add a source, have it visited, pause it."""
    return _may_keep(standings, programme)


def may_read_all_again(standings: Standings) -> bool:
    """Have every document of the site read again."""
    return keeps_site(standings)


def may_keep_post(standings: Standings, programme: int | None) -> bool:
    """Write, edit, show and hide a post of this programme, or of the whole site."""
    return _may_keep(standings, programme)


def _may_keep(standings: Standings, programme: int | None) -> bool:
    return keeps_site(standings) or (programme is not None and may_run(standings.within(programme)))

"""Who may do what with news. An editor keeps whatever belongs to no programme, and everything else as well."""

from __future__ import annotations

from gyoryu.programmes.rules import Permissions, has_workspace, may_edit_site, may_manage


def may_read_documents(standings: Permissions) -> bool:
    """Documents at all, what is read from them, and the pages that gather it; which ones, `visible_arrivals` says."""
    return has_workspace(standings)


def may_read_document(standings: Permissions, programme: int | None) -> bool:
    """A document of this programme, or of none: those are open to whoever works here."""
    if may_edit_site(standings):
        return True
    return may_read_documents(standings) if programme is None else programme in programmes_read(standings)


def programmes_read(standings: Permissions) -> frozenset[int]:
    """The programmes whose documents someone reads who is no editor."""
    return standings.programmes_with_role(["officer", "viewer"])


def may_edit_news(standings: Permissions) -> bool:
    """Bring documents, write posts, watch: whoever is an officer somewhere, for the programmes they run."""
    return may_edit_site(standings) or standings.has_any_role(["officer"])


def may_edit_document(standings: Permissions, programme: int | None) -> bool:
    """Decide on what was read from a document. One of no programme is taken into one's own by deciding on it."""
    return may_edit_news(standings) if programme is None else _may_edit(standings, programme)


def may_edit_source(standings: Permissions, programme: int | None) -> bool:
    """Add a source, have it visited, pause it."""
    return _may_edit(standings, programme)


def may_reprocess_all(standings: Permissions) -> bool:
    """Have every document of the site read again."""
    return may_edit_site(standings)


def may_edit_post(standings: Permissions, programme: int | None) -> bool:
    """Write, edit, show and hide a post of this programme, or of the whole site."""
    return _may_edit(standings, programme)


def _may_edit(standings: Permissions, programme: int | None) -> bool:
    return may_edit_site(standings) or (programme is not None and may_manage(standings.within(programme)))

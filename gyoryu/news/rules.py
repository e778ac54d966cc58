"""Permissions for news. An editor manages what belongs to no programme, and everything else as well."""

from __future__ import annotations

from gyoryu.programmes.rules import Permissions, has_workspace, may_edit_site, may_manage


def may_read_documents(permissions: Permissions) -> bool:
    """Read documents at all, their results, and the pages that collect them; `visible_documents` decides which."""
    return has_workspace(permissions)


def may_read_document(permissions: Permissions, programme: int | None) -> bool:
    """Read a document of this programme, or of none: those are open to all staff."""
    if may_edit_site(permissions):
        return True
    return may_read_documents(permissions) if programme is None else programme in programmes_read(permissions)


def programmes_read(permissions: Permissions) -> frozenset[int]:
    """Return the programmes whose documents someone reads who is no editor."""
    return permissions.programmes_with_role(["officer", "viewer"])


def may_edit_news(permissions: Permissions) -> bool:
    """Upload documents, write posts, watch: officers, for the programmes they run."""
    return may_edit_site(permissions) or permissions.has_any_role(["officer"])


def may_edit_document(permissions: Permissions, programme: int | None) -> bool:
    """Decide on the results of a document. Deciding on one without a programme assigns it to the user's own."""
    return may_edit_news(permissions) if programme is None else _may_edit(permissions, programme)


def may_edit_source(permissions: Permissions, programme: int | None) -> bool:
    """Add, poll and pause a source."""
    return _may_edit(permissions, programme)


def may_reprocess_all(permissions: Permissions) -> bool:
    """Have every document of the site read again."""
    return may_edit_site(permissions)


def may_edit_post(permissions: Permissions, programme: int | None) -> bool:
    """Write, edit, show and hide a post of this programme, or of the whole site."""
    return _may_edit(permissions, programme)


def _may_edit(permissions: Permissions, programme: int | None) -> bool:
    return may_edit_site(permissions) or (programme is not None and may_manage(permissions.within(programme)))

"""Permissions in a programme: named predicates over a user's roles."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal

RoleKind = Literal["officer", "viewer", "gate", "interpreter", "participant"]


@dataclass(frozen=True, slots=True)
class Membership:
    """A user's membership in one programme: kinds of role, and the organisations acted for. `runs_site`: keeps the
    installation running, and may do everything."""

    kinds: frozenset[str] = frozenset()
    organisations: frozenset[int] = frozenset()
    is_operator: bool = False

    def has_any_role(self, kinds: Iterable[RoleKind]) -> bool:
        return self.is_operator or not self.kinds.isdisjoint(kinds)


NO_MEMBERSHIP = Membership()


@dataclass(frozen=True, slots=True)
class Permissions:
    """Roles of a user in every programme, by its number. `edits_site`: is an editor; see `keeps_site`."""

    by_programme: dict[int, Membership] = field(default_factory=dict)
    is_operator: bool = False
    is_editor: bool = False

    def within(self, programme: int) -> Membership:
        if self.is_operator:
            return Membership(is_operator=True)
        return self.by_programme.get(programme, NO_MEMBERSHIP)

    def has_any_role(self, kinds: Iterable[RoleKind]) -> bool:
        role_kinds = list(kinds)
        return self.is_operator or any(membership.has_any_role(role_kinds) for membership in self.by_programme.values())

    def programmes_with_role(self, kinds: Iterable[RoleKind]) -> frozenset[int]:
        """Return the programmes in which the user has one of these roles. Operators need none."""
        role_kinds = list(kinds)
        return frozenset(
            number for number, membership in self.by_programme.items() if membership.has_any_role(role_kinds)
        )


def may_edit_site(permissions: Permissions) -> bool:
    """Manage the board, the directory, the sources and the documents of the whole site: for editors and the
    operator."""
    return permissions.is_operator or permissions.is_editor


def may_appoint_editors(permissions: Permissions) -> bool:
    return permissions.is_operator


def has_workspace(permissions: Permissions) -> bool:
    """Has a workspace: the sidebar, the command palette."""
    return may_edit_site(permissions) or may_list_programmes(permissions)


def may_list_programmes(permissions: Permissions) -> bool:
    """List the programmes in which the user has a role."""
    return permissions.has_any_role(["officer", "viewer"])


def may_start_programmes(permissions: Permissions) -> bool:
    """Officers of any programme, and operators."""
    return permissions.has_any_role(["officer"])


def is_staff(permissions: Permissions) -> bool:
    """Members of staff of any programme, who see the data of others."""
    return permissions.has_any_role(["officer", "viewer", "gate", "interpreter"])


def may_view_programme(membership: Membership) -> bool:
    """View the workspace of a programme: events, applications, wishes, timetables, logs, results."""
    return membership.has_any_role(["officer", "viewer"])


def may_manage(membership: Membership) -> bool:
    """Change a programme or its events in any way."""
    return membership.has_any_role(["officer"])


def may_check_in(membership: Membership) -> bool:
    """Search and check in participants, see the live board, note who is missing."""
    return membership.has_any_role(["officer", "gate"])


def may_view_live_board(membership: Membership) -> bool:
    return membership.has_any_role(["officer", "viewer", "gate", "interpreter"])


def acts_for(membership: Membership, organisation: int | None) -> bool:
    """Act as a participant of this organisation. Officers do not; they have actions of their own."""
    return organisation is not None and organisation in membership.organisations


def may_read_directory(permissions: Permissions) -> bool:
    """Read the directory of organisations, which all programmes share, without contact persons."""
    return has_workspace(permissions)


def may_register_organisations(permissions: Permissions) -> bool:
    return may_edit_site(permissions) or permissions.has_any_role(["officer"])


def may_edit_organisation(permissions: Permissions, programmes: Collection[int]) -> bool:
    """Edit an organisation, see and change whom to write to there. `programmes`: those in which it takes part; one
    that takes part in none is any officer's."""
    if may_edit_site(permissions):
        return True
    managed = permissions.programmes_with_role(["officer"])
    return bool(managed) and (not programmes or not managed.isdisjoint(programmes))

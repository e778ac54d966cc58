"""Who may do what in a programme: named predicates over the roles that someone holds there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal

RoleKind = Literal["officer", "viewer", "gate", "interpreter", "participant"]


@dataclass(frozen=True, slots=True)
class Membership:
    """What someone is in one programme: kinds of role, and the organisations acted for. `runs_site`: keeps the
    installation running, and may do everything."""

    kinds: frozenset[str] = frozenset()
    organisations: frozenset[int] = frozenset()
    is_operator: bool = False

    def has_any_role(self, kinds: Iterable[RoleKind]) -> bool:
        return self.is_operator or not self.kinds.isdisjoint(kinds)


NO_MEMBERSHIP = Membership()


@dataclass(frozen=True, slots=True)
class Permissions:
    """What someone is in every programme, by its number. `edits_site`: is an editor; see `keeps_site`."""

    by_programme: dict[int, Membership] = field(default_factory=dict)
    is_operator: bool = False
    is_editor: bool = False

    def within(self, programme: int) -> Membership:
        if self.is_operator:
            return Membership(is_operator=True)
        return self.by_programme.get(programme, NO_MEMBERSHIP)

    def has_any_role(self, kinds: Iterable[RoleKind]) -> bool:
        wanted = list(kinds)
        return self.is_operator or any(standing.has_any_role(wanted) for standing in self.by_programme.values())

    def programmes_with_role(self, kinds: Iterable[RoleKind]) -> frozenset[int]:
        """The programmes in which someone holds one of these roles. Whoever runs the site needs none."""
        wanted = list(kinds)
        return frozenset(number for number, standing in self.by_programme.items() if standing.has_any_role(wanted))


def may_edit_site(standings: Permissions) -> bool:
    """An editor, or the operator: keeps the board, the directory, the sources and the documents of the whole site."""
    return standings.is_operator or standings.is_editor


def may_appoint_editors(standings: Permissions) -> bool:
    return standings.is_operator


def has_workspace(standings: Permissions) -> bool:
    """Has working pages at all: the rail, the palette."""
    return may_edit_site(standings) or may_list_programmes(standings)


def may_list_programmes(standings: Permissions) -> bool:
    """The list of the programmes in which someone works."""
    return standings.has_any_role(["officer", "viewer"])


def may_start_programmes(standings: Permissions) -> bool:
    """Whoever is an officer somewhere, or runs the site."""
    return standings.has_any_role(["officer"])


def is_staff(standings: Permissions) -> bool:
    """Whoever works for a programme, and so sees the data of others."""
    return standings.has_any_role(["officer", "viewer", "gate", "interpreter"])


def may_view_programme(standing: Membership) -> bool:
    """The working pages of a programme: events, applications, wishes, timetables, logs, results."""
    return standing.has_any_role(["officer", "viewer"])


def may_manage(standing: Membership) -> bool:
    """Everything that changes a programme or its events."""
    return standing.has_any_role(["officer"])


def may_check_in(standing: Membership) -> bool:
    """Search and check in participants, see the live board, note who is missing."""
    return standing.has_any_role(["officer", "gate"])


def may_view_live_board(standing: Membership) -> bool:
    return standing.has_any_role(["officer", "viewer", "gate", "interpreter"])


def acts_for(standing: Membership, organisation: int | None) -> bool:
    """A participant of this organisation. Officers do not act for participants; they have verbs of their own."""
    return organisation is not None and organisation in standing.organisations


def may_read_directory(standings: Permissions) -> bool:
    """The directory of organisations, which all programmes share, without the people to write to."""
    return has_workspace(standings)


def may_register_organisations(standings: Permissions) -> bool:
    return may_edit_site(standings) or standings.has_any_role(["officer"])


def may_edit_organisation(standings: Permissions, programmes: Collection[int]) -> bool:
    """Edit an organisation, see and change whom to write to there. `programmes`: those in which it takes part; one
    that takes part in none is any officer's."""
    if may_edit_site(standings):
        return True
    own = standings.programmes_with_role(["officer"])
    return bool(own) and (not programmes or not own.isdisjoint(programmes))

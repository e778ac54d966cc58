"""Publish the draft as a new version of the timetable, and store the difference from the version before."""

from __future__ import annotations

from datetime import datetime

from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions.notifying import notify_of_version
from gyoryu.meetings.actions.placing import placing
from gyoryu.meetings.actions.planning import latest_version
from gyoryu.meetings.difference import ChangedMeeting, MeetingChanges, Pair, PlacementCell, difference
from gyoryu.meetings.models import Draft, Meeting, Placement, TimetableVersion
from gyoryu.meetings.queries.board import board_of
from gyoryu.meetings.queries.slots import started_slot_numbers
from gyoryu.people.models import User
from gyoryu.programmes.models import Event

ACTIVE_STATES = (Meeting.State.PLANNED, Meeting.State.RUNNING, Meeting.State.HELD, Meeting.State.MISSED)


def publish_timetable(event: Event, by: User, now: datetime, *, base: int) -> TimetableVersion:
    """Publish the draft. `base` is the version that the officer's draft is based on, as it was shown.

    Moved meetings keep their rows. Meetings that have begun or are over do not change. Only participants whose meetings
    changed are notified. Raises `Refused`: `changed_meanwhile`, `nothing_to_publish`, `draft_is_published` where the
    draft changes no meeting, `draft_is_old` where a repair was published while the draft was being edited,
    `slots_have_begun` where the draft puts meetings into slots that have begun since, `taken_meanwhile` where a walk-in
    has a place that the draft gives to others."""
    with placing(event.pk) as row:
        target = _target_meetings(row, now, base)
        _changes(row, target, now)
        version = apply_timetable(row, target, by, now, TimetableVersion.Cause.PLAN)
        Draft.objects.update_or_create(event=row, defaults={"base": version.number, "is_changed": False})
        return version


def _target_meetings(event: Event, now: datetime, base: int) -> dict[Pair, PlacementCell]:
    if latest_version(event) != base:
        raise Refused("changed_meanwhile")
    if Draft.objects.filter(event=event).exclude(base=base).exists():
        raise Refused("draft_is_old")
    target = {
        (p.seller_id, p.buyer_id): PlacementCell(p.slot_id, p.table_id, p.interpreter_id)
        for p in Placement.objects.filter(event=event)
    }
    if not target and not base:
        raise Refused("nothing_to_publish")
    if base:  # the first timetable is published as it stands, however late
        _refuse_started(event, target, now)
    return target


def changes_by_publishing(event: Event, now: datetime) -> MeetingChanges:
    """Return what publishing the draft would change, as `meetings.difference`. Raises `Refused` where it would be
    refused."""
    return _changes(event, _target_meetings(event, now, latest_version(event)), now)


def _changes(event: Event, target: dict[Pair, PlacementCell], now: datetime) -> MeetingChanges:
    """Compare `target` with what is published. Raises `Refused` where nothing differs."""
    meetings = {(m.seller_id, m.buyer_id): m for m in Meeting.objects.filter(event=event)}
    changes = difference(*_before_and_after(event, meetings, target, now))
    if not any(changes.values()):
        raise Refused("draft_is_published")
    return changes


def _refuse_started(event: Event, target: dict[Pair, PlacementCell], now: datetime) -> None:
    started_slots = started_slot_numbers(event.pk, now)
    rows = Meeting.objects.filter(event=event, slot__in=started_slots).values_list("seller_id", "buyer_id", "slot_id")
    published = {(seller, buyer): slot for seller, buyer, slot in rows}
    late = [pair for pair, cell in target.items() if cell.slot in started_slots and pair not in published]
    if late:
        raise Refused("slots_have_begun", count=len(late))


def apply_timetable(
    event: Event, target: dict[Pair, PlacementCell], by: User, now: datetime, cause: str
) -> TimetableVersion:
    """Make the meetings of `event` exactly those of `target`, as a new version, in the caller's transaction."""
    meetings = {(m.seller_id, m.buyer_id): m for m in Meeting.objects.select_for_update().filter(event=event)}
    before, after = _before_and_after(event, meetings, target, now)
    changes = difference(before, after)
    _apply_changes(event, meetings, changes)
    version = TimetableVersion.objects.create(
        event=event,
        number=latest_version(event) + 1,
        cause=cause,
        by=by,
        published_at=now,
        meetings=[[*pair, cell.slot, cell.table, cell.interpreter] for pair, cell in sorted(after.items())],
        difference=changes,
    )
    emails = notify_of_version(version)
    counts = {name: len(rows) for name, rows in changes.items()} | {"emails": emails}
    record("publish_timetable", "event", event.pk, by=by.pk, version=version.number, cause=str(cause), **counts)
    return version


def _before_and_after(
    event: Event, meetings: dict[Pair, Meeting], target: dict[Pair, PlacementCell], now: datetime
) -> tuple[dict[Pair, PlacementCell], dict[Pair, PlacementCell]]:
    """Return where each pair meets in the published timetable, and where it would with `target`."""
    before = {
        pair: PlacementCell(m.slot_id, m.table_id, m.interpreter_id)
        for pair, m in meetings.items()
        if m.state in ACTIVE_STATES and m.slot_id
    }
    started_slots = started_slot_numbers(event.pk, now) if before else frozenset()
    settled = {
        pair
        for pair, meeting in meetings.items()
        if _is_settled(meeting, target.get(pair), before.get(pair), meeting.slot_id in started_slots)
    }
    after = {pair: cell for pair, cell in target.items() if pair not in settled}
    after |= {pair: before[pair] for pair in settled if pair in before}
    return before, after


def _is_settled(meeting: Meeting, target: PlacementCell | None, present: PlacementCell | None, has_begun: bool) -> bool:
    """Return whether a meeting must not change: it has begun, is a walk-in, or was missed and is not planned at another
    time."""
    if meeting.state == Meeting.State.MISSED:
        return target is None or target == present
    if meeting.is_walk_in and target is None:  # it never was in a draft
        return meeting.state != Meeting.State.CANCELLED
    if has_begun and meeting.state == Meeting.State.PLANNED:
        return True
    return meeting.state in (Meeting.State.RUNNING, Meeting.State.HELD)


def _apply_changes(event: Event, meetings: dict[Pair, Meeting], changes: MeetingChanges) -> None:
    """Apply the changes: first release every place that is given up, then assign the new ones, since two may swap."""
    leaving = [meetings[_pair(row)].pk for name in ("moved", "dropped") for row in changes[name]]
    Meeting.objects.filter(pk__in=leaving).update(slot=None, table=None, interpreter=None)
    for row in changes["dropped"]:
        meetings[_pair(row)].state = Meeting.State.CANCELLED
    changed, created = [], []
    for row in [*changes["moved"], *changes["added"]]:
        place = row["after"]
        if place is None:  # only of pairs that are dropped
            continue
        meeting = meetings.get(_pair(row))
        if meeting is None:
            meeting = Meeting(event=event, seller_id=row["seller"], buyer_id=row["buyer"])
            created.append(meeting)
        else:
            changed.append(meeting)
        meeting.state, meeting.absent = Meeting.State.PLANNED, ""
        meeting.slot_id, meeting.table_id, meeting.interpreter_id = place["slot"], place["table"], place["interpreter"]
        meeting.version += 1
    for row in changes["dropped"]:
        meeting = meetings[_pair(row)]
        meeting.slot_id = meeting.table_id = meeting.interpreter_id = None
        meeting.version += 1
        changed.append(meeting)
    columns = ["state", "absent", "slot", "table", "interpreter", "version"]
    Meeting.objects.bulk_update(changed, columns, batch_size=200)
    Meeting.objects.bulk_create(created, batch_size=500)


def _pair(row: ChangedMeeting) -> Pair:
    return row["seller"], row["buyer"]


def draft_from_published(event: Event, by: User, now: datetime) -> int:
    """Replace the draft by the published meetings. Returns the number of meetings."""
    with placing(event.pk) as row:
        Placement.objects.filter(event=row).delete()
        # A missed meeting has left its place: it is no part of a draft, which must fit together.
        active = Meeting.objects.filter(event=row, state__in=["planned", "running", "held"])
        placements = [
            Placement(
                event=row,
                seller_id=meeting.seller_id,
                buyer_id=meeting.buyer_id,
                slot_id=meeting.slot_id,
                table_id=meeting.table_id,
                interpreter_id=meeting.interpreter_id,
                locked=meeting.state != Meeting.State.PLANNED,
            )
            for meeting in active
            if meeting.slot_id is not None
        ]
        Placement.objects.bulk_create(placements, batch_size=500)
        breaks = board_of(row, now).breaks()
        Draft.objects.update_or_create(
            event=row, defaults={"base": latest_version(row), "is_changed": False, "breaks": breaks}
        )
        record("reset_draft", "event", row.pk, by=by.pk, meetings=len(placements))
        return len(placements)

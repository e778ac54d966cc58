"""Write, change, confirm or dispute logs of meetings."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction

from gyoryu.base.models import record
from gyoryu.base.refusals import Refused
from gyoryu.meetings.models import Application, LogAnswer, Meeting, MeetingLog
from gyoryu.meetings.rules import may_log
from gyoryu.people.models import User

CENT = Decimal("0.01")
MAX_AMOUNT = Decimal(10) ** 16


@dataclass(frozen=True, slots=True)
class LogInput:
    """Entry about one product. `amount` counts only where quantity or unit price is unknown."""

    product: str = ""
    hs6: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    unit_price: Decimal | None = None
    currency: str = "USD"
    amount: Decimal | None = None
    stage: str = "consulted"
    interest: int | None = None
    next_action: str = ""
    next_on: date | None = None
    note: str = ""

    def total(self) -> Decimal:
        """Return quantity times unit price where both are known, else the stated amount. Raises `Refused`."""
        if self.quantity is not None and self.unit_price is not None:
            amount = self.quantity * self.unit_price
        else:
            amount = self.amount or Decimal(0)
        if not 0 <= amount < MAX_AMOUNT:
            raise Refused("bad_amount")
        return amount.quantize(CENT, ROUND_HALF_UP)


@transaction.atomic
def write_log(meeting: Meeting, entry: LogInput, by: User, side: str, now: datetime) -> MeetingLog:
    """Add a log. `side` says on whose behalf: seller, buyer, interpreter, staff. A meeting that is logged was held.

    Raises `Refused`: `meeting_was_cancelled`, `meeting_has_not_begun`, `bad_amount`."""
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if row.state in (Meeting.State.CANCELLED, Meeting.State.MISSED):
        raise Refused("meeting_was_cancelled")
    if row.state == Meeting.State.PLANNED and not may_log(row.slot.starts_at if row.slot else None, now):
        raise Refused("meeting_has_not_begun")
    if row.state != Meeting.State.HELD:
        row.state, row.version = Meeting.State.HELD, row.version + 1
        row.save(update_fields=["state", "version"])
    log = MeetingLog.objects.create(meeting=row, author=by, author_side=side, **_columns(entry))
    record("write_log", "meeting", row.pk, by=by.pk, log=log.pk, side=side, stage=entry.stage)
    return log


@transaction.atomic
def change_log(log: MeetingLog, entry: LogInput, by: User, *, version: int) -> MeetingLog:
    """Change a log; an answer of the other side no longer counts, since it refers to another version.

    Raises `Refused`: `changed_meanwhile`, `bad_amount`."""
    row = MeetingLog.objects.select_for_update().get(pk=log.pk)
    if row.version != version:
        raise Refused("changed_meanwhile")
    for name, value in _columns(entry).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    record("change_log", "meeting", row.meeting_id, by=by.pk, log=row.pk, stage=entry.stage)
    return row


@transaction.atomic
def remove_log(log: MeetingLog, by: User, *, version: int) -> None:
    """Remove a log. Raises `Refused("changed_meanwhile")`."""
    row = MeetingLog.objects.select_for_update().get(pk=log.pk)
    if row.version != version:
        raise Refused("changed_meanwhile")
    record("remove_log", "meeting", row.meeting_id, by=by.pk, log=row.pk, stage=row.stage)
    row.delete()


@transaction.atomic
def answer_log(
    log: MeetingLog, application: Application, verdict: str, by: User, *, version: int, note: str = ""
) -> LogAnswer:
    """Confirm or dispute a log on behalf of the other side, in the version that it has read.

    Raises `Refused`: `changed_meanwhile`, `own_log` for the side that wrote it, `bad_verdict`."""
    row = MeetingLog.objects.select_for_update().select_related("meeting").get(pk=log.pk)
    if verdict not in LogAnswer.Verdict.values:
        raise Refused("bad_verdict")
    if application.pk not in (row.meeting.seller_id, row.meeting.buyer_id) or row.author_side == application.side:
        raise Refused("own_log")
    if row.version != version:
        raise Refused("changed_meanwhile")
    answer = LogAnswer.objects.create(
        log=row, application=application, by=by, verdict=verdict, note=note, log_version=version
    )
    record("answer_log", "meeting", row.meeting_id, by=by.pk, log=row.pk, verdict=verdict)
    return answer


def _columns(entry: LogInput) -> dict[str, object]:
    return {**asdict(entry), "amount": entry.total()}

"""Workbooks that are uploaded, validated and committed, and what the database holds of them."""

from django.utils import timezone

from gyoryu.meetings.actions import importing
from gyoryu.meetings.models import Application, Interpreter, PairRule, Wish
from gyoryu.organisations.models import Contact, Identifier, NameKey, Organisation
from gyoryu.programmes.models import Slot, Table
from tests.gyoryu.meetings.workbook.workbooks import packed

TABLES = (Organisation, Identifier, NameKey, Contact, Application, Wish, PairRule, Interpreter, Slot, Table)


def sheets(**tables):
    """Bytes of a workbook with these sheets: a header and rows each."""
    return packed(tables)


def rows(count, start=1):
    return [
        ["번호", "기업명", "기업명(중문)", "언어"],
        *([f"S{n:03d}", f"견본기업{n}", f"样本企业{n}", "한국어"] for n in range(start, start + count)),
    ]


def validated(event, data, by, **options):
    batch = importing.receive(event, data, "견본.xlsx", by, **options)
    importing.validate(batch, lambda share, code: None)
    batch.refresh_from_db()
    return batch


def committed(event, data, by, **options):
    return importing.commit(validated(event, data, by, **options), by, timezone.now())


def faults(batch):
    return [(fault["code"], fault["sheet"], fault["row"], fault["column"]) for fault in batch.found["faults"]]


def everything():
    return {table.__name__: table.objects.count() for table in TABLES}


def in_state(batch, state):
    batch.state = state
    batch.save()
    return batch

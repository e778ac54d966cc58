"""A person of whom every field of the register holds a word that stands nowhere else, and a search for those words."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from itertools import count
from string import ascii_lowercase
from types import SimpleNamespace

from consultations import consultation, person
from django.conf import settings
from django.db import connection, models

from gyoryu.base import files
from gyoryu.meetings.models import Application, Consent, Meeting, MeetingLog
from gyoryu.organisations.actions import reindex
from gyoryu.organisations.models import Identifier, Organisation
from gyoryu.people.models import User
from gyoryu.privacy.register import RECORDS
from gyoryu.privacy.register.declarations import Outcome
from gyoryu.privacy.rows import model_of
from gyoryu.programmes.models import Slot

NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)  # the event is over
OWNER = "zqxowner@person.example"
SOLE_TRADER = "1234567891"
PDF = "application/pdf"


def marks():
    """zqxaaqz, zqxabqz …: letters only, so that no index takes them apart."""
    for number in count():
        yield f"zqx{ascii_lowercase[number // 26]}{ascii_lowercase[number % 26]}qz"


# Paths to a row that another path marks already; and one that needs a buyer's application.
SAME_ROW = {("User", "address", "email"), ("Application", "account", "applicant"),
            ("MeetingLog", "application", "meeting__buyer")}  # fmt: skip


class Stage:
    """`marked`: by mark, the record, the path and the field that it stands for."""

    def __init__(self):
        self.event = consultation(sellers=2, buyers=1, slots=2, ask=False)
        mine, other = Application.objects.filter(event=self.event, side="seller").order_by("number")
        self.mine, self.other = mine, other
        self.buyer = Application.objects.get(event=self.event, side="buyer")
        self.user = mine.applicant
        User.objects.filter(pk=self.user.pk).update(email=OWNER)
        self.user.refresh_from_db()
        Identifier.objects.create(organisation=mine.organisation, scheme="kr_brn", value=SOLE_TRADER)
        self.officer = person("officer@agency.example", self.event.programme, "officer", password="x")
        slots = Slot.objects.filter(event=self.event)
        pairs = [(mine, slots[0]), (other, slots[1])]
        meetings = [
            Meeting.objects.create(event=self.event, seller=a, buyer=self.buyer, slot=slot, state="held")
            for a, slot in pairs
        ]
        self.meeting = {mine.pk: meetings[0], other.pk: meetings[1]}
        for one in (mine, other):
            Consent.objects.create(
                application=one, kind="collection", by=one.applicant, given_at=NOW, text_version="1",
                keep_until=date(2028, 6, 12),
            )  # fmt: skip
        self.marked, self._marks, self._numbers = {}, marks(), count(100)
        for record in RECORDS:
            for path in record.subjects if record.fields else ():
                if (record.model, path.kind, path.lookup) in SAME_ROW:
                    continue
                self._mark(record, path)
        reindex()

    def _mark(self, record, path):
        model = model_of(record)
        subject = {
            "account": self.user, "application": self.mine, "organisation": self.mine.organisation,
            "event": self.event, "copy": self.event, "address": None,
        }[path.kind]  # fmt: skip
        values, names = {}, []
        for name in record.fields:
            mark = next(self._marks)
            self.marked[mark] = SimpleNamespace(record=record, path=path, field=name)
            values[name] = self._value(model._meta.get_field(name), mark)
            names.append(mark)
        if path.lookup == "pk":
            return self._mark_own(model, subject, values)
        if record.model == "Application":  # of this event: another one's
            return self._mark_own(model, self.other, values)
        if path.kind == "address":
            self._write_to(record, path, values)
        row = {**self._required(model, path), **values}
        if path.kind != "address" and "__" not in path.lookup:
            row[path.lookup] = self._key(model, path.lookup, subject)
        if record.file:
            mark = next(self._marks)
            self.marked[mark] = SimpleNamespace(record=record, path=path, field=record.file)
            row[record.file] = files.store_file(b"%PDF-1.4 " + mark.encode(), PDF)
        made = model(**row)
        models.Model.save(made)
        self._age(record, made)
        return made

    def _write_to(self, record, path, values):
        """Find the row by its address: that field says the address, and its mark counts no more."""
        name = path.lookup.partition("__")[0]
        mark = next(
            m for m, what in self.marked.items() if (what.record, what.path, what.field) == (record, path, name)
        )
        del self.marked[mark]
        contains = "__" in path.lookup
        values[name] = f"fault: {OWNER}" if contains else OWNER

    def _mark_own(self, model, row, values):
        model.objects.filter(pk=row.pk).update(**{name: v for name, v in values.items() if name != "email"})
        for mark in [m for m, w in self.marked.items() if w.record.model == "User" and w.field == "email"]:
            del self.marked[mark]

    def _age(self, record, made):
        if record.model == "Output" or record.since == "created_at":
            models.QuerySet(model=type(made)).filter(pk=made.pk).update(created_at=NOW)
        if record.model == "Job":
            models.QuerySet(model=type(made)).filter(pk=made.pk).update(ended_at=NOW, state="failed")

    def _key(self, model, lookup, subject):
        field = model._meta.get_field(lookup)
        return subject if isinstance(field, models.ForeignKey) else subject.pk

    def _value(self, field, mark):
        if isinstance(field, models.JSONField):
            return {"x": mark}
        if isinstance(field, models.EmailField):
            return f"{mark}@person.example"
        return mark

    def _required(self, model, path):
        """Values that the table asks for: of other people, unless the path leads elsewhere."""
        own = path.kind == "application" and "__" in path.lookup
        application = self.mine if own else self.other
        pool = {
            "Event": self.event, "Application": application, "Programme": self.event.programme,
            "User": self.officer, "Organisation": self.other.organisation, "Meeting": self.meeting[application.pk],
        }  # fmt: skip
        values = dict(path.where)
        for field in model._meta.concrete_fields:
            if field.primary_key or field.has_default() or field.null or field.name in values:
                continue
            if not isinstance(field, models.ForeignKey):
                values[field.name] = self._filler(field)
            elif (kind := field.related_model.__name__) != "StoredFile":
                values[field.name] = pool[kind] if kind in pool else self._log(application)
        if model.__name__ == "Wish":
            values["asked"] = self.buyer
        if model.__name__ == "PairRule":
            values.update(self._pair(path))
        if "event" in {f.name for f in model._meta.concrete_fields}:
            event = model._meta.get_field("event")
            values["event"] = self.event if isinstance(event, models.ForeignKey) else self.event.pk
        return values

    def _filler(self, field):
        if field.choices:
            return field.choices[-1][0]
        kinds = {models.JSONField: {}, models.DateTimeField: NOW, models.DateField: NOW.date()}
        known = next((value for kind, value in kinds.items() if isinstance(field, kind)), None)
        if known is not None:
            return known
        if isinstance(field, models.IntegerField):
            return self.event.pk if field.name == "event" else next(self._numbers)
        return "" if field.blank else str(next(self._numbers))

    def _pair(self, path):
        if path.lookup == "buyer":
            return {"seller": self.other}
        return {"buyer": self.buyer if path.kind == "application" else self._third()}

    def _third(self):
        organisation = Organisation.objects.create(name_ko="견본 셋째")
        return Application.objects.create(event=self.event, organisation=organisation, side="buyer", state="accepted")

    def _log(self, application):
        return MeetingLog.objects.create(meeting=self.meeting[application.pk], author_side="staff")

    def kept_after(self, left):
        """Marks that are left, as readable names."""
        return sorted(
            f"{self.marked[mark].record.code}.{self.marked[mark].field} by {self.marked[mark].path.kind}"
            for mark in left
            if mark in self.marked
        )


def texts_of_database():
    """Every column of every table as text, by table; index tables, too."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            tables = connection.introspection.table_names(cursor)
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield (
                    table,
                    " ".join(
                        bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)
                        for value in row
                    ),
                )


def texts_of(data):
    """The bytes of a file, and those of its members if it is an archive."""
    yield data.decode("utf-8", "replace")
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from texts_of(archive.read(name))


def texts_of_files():
    for path in settings.FILES.rglob("*"):
        if path.is_file():
            for text in texts_of(path.read_bytes()):
                yield "file", text


def left(words):
    """Which of these words stand anywhere still, and where."""
    found = {}
    for place, text in (*texts_of_database(), *texts_of_files()):
        for word in words:
            if word in text.lower():
                found.setdefault(word, set()).add(place)
    return found


def is_locked(what):
    return what.record.outcome == Outcome.LOCK


LATER = NOW + timedelta(days=365 * 30)

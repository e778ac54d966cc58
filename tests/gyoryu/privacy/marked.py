"""A person of whom every field of the register holds a word that stands nowhere else, and a search for those words."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from itertools import count
from string import ascii_lowercase
from types import SimpleNamespace

from django.conf import settings
from django.db import connection, models

from gyoryu.base import files
from gyoryu.meetings.models import Application, Consent, MeetingLog
from gyoryu.organisations.actions import reindex
from gyoryu.organisations.models import Identifier, Organisation
from gyoryu.people.models import User
from gyoryu.privacy.register import RECORDS
from gyoryu.privacy.register.declarations import Outcome
from gyoryu.privacy.rows import model_of
from gyoryu.programmes.models import Slot
from tests.gyoryu.consultations import consultation, person
from tests.gyoryu.factories import make_meeting

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
        own_application, other_application = Application.objects.filter(event=self.event, side="seller").order_by(
            "number"
        )
        self.own_application, self.other_application = own_application, other_application
        self.buyer = Application.objects.get(event=self.event, side="buyer")
        self.user = own_application.applicant
        User.objects.filter(pk=self.user.pk).update(email=OWNER)
        self.user.refresh_from_db()
        Identifier.objects.create(organisation=own_application.organisation, scheme="kr_brn", value=SOLE_TRADER)
        self.officer = person("officer@agency.example", self.event.programme, "officer", password="x")
        slots = Slot.objects.filter(event=self.event)
        pairs = [(own_application, slots[0]), (other_application, slots[1])]
        meetings = [make_meeting(a, self.buyer, slot, state="held") for a, slot in pairs]
        self.meeting = {own_application.pk: meetings[0], other_application.pk: meetings[1]}
        for application in (own_application, other_application):
            Consent.objects.create(
                application=application, kind="collection", by=application.applicant, given_at=NOW, text_version="1",
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
            "account": self.user, "application": self.own_application,
            "organisation": self.own_application.organisation, "event": self.event, "copy": self.event, "address": None,
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
            return self._mark_own(model, self.other_application, values)
        if path.kind == "address":
            self._write_to(record, path, values)
        row = {**self._required(model, path), **values}
        if path.kind != "address" and "__" not in path.lookup:
            row[path.lookup] = self._key(model, path.lookup, subject)
        if record.file:
            mark = next(self._marks)
            self.marked[mark] = SimpleNamespace(record=record, path=path, field=record.file)
            row[record.file] = files.store_file(b"%PDF-1.4 " + mark.encode(), PDF)
        row_ = model(**row)
        models.Model.save(row_)
        self._age(record, row_)
        return row_

    def _write_to(self, record, path, values):
        """Find the row by its address: that field says the address, and its mark counts no more."""
        name = path.lookup.partition("__")[0]
        mark = next(
            m for m, target in self.marked.items() if (target.record, target.path, target.field) == (record, path, name)
        )
        del self.marked[mark]
        contains = "__" in path.lookup
        values[name] = f"fault: {OWNER}" if contains else OWNER

    def _mark_own(self, model, row, values):
        model.objects.filter(pk=row.pk).update(**{name: v for name, v in values.items() if name != "email"})
        for mark in [m for m, w in self.marked.items() if w.record.model == "User" and w.field == "email"]:
            del self.marked[mark]

    def _age(self, record, row):
        if record.model == "Output" or record.since == "created_at":
            models.QuerySet(model=type(row)).filter(pk=row.pk).update(created_at=NOW)
        if record.model == "Job":
            models.QuerySet(model=type(row)).filter(pk=row.pk).update(ended_at=NOW, state="failed")

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
        is_own = path.kind == "application" and "__" in path.lookup
        application = self.own_application if is_own else self.other_application
        pool = {
            "Event": self.event, "Application": application, "Programme": self.event.programme,
            "User": self.officer, "Organisation": self.other_application.organisation,
            "Meeting": self.meeting[application.pk],
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
        default = next((value for kind, value in kinds.items() if isinstance(field, kind)), None)
        if default is not None:
            return default
        if isinstance(field, models.IntegerField):
            return self.event.pk if field.name == "event" else next(self._numbers)
        return "" if field.blank else str(next(self._numbers))

    def _pair(self, path):
        if path.lookup == "buyer":
            return {"seller": self.other_application}
        return {"buyer": self.buyer if path.kind == "application" else self._third()}

    def _third(self):
        organisation = Organisation.objects.create(name_ko="견본 셋째")
        return Application.objects.create(event=self.event, organisation=organisation, side="buyer", state="accepted")

    def _log(self, application):
        return MeetingLog.objects.create(meeting=self.meeting[application.pk], author_side="staff")

    def describe(self, remaining):
        """Marks that are left, as readable names."""
        return sorted(
            f"{self.marked[mark].record.code}.{self.marked[mark].field} by {self.marked[mark].path.kind}"
            for mark in remaining
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


def places_of(words):
    """Which of these words stand anywhere still, and where."""
    places = {}
    for place, text in (*texts_of_database(), *texts_of_files()):
        for word in words:
            if word in text.lower():
                places.setdefault(word, set()).add(place)
    return places


def is_locked(marked):
    return marked.record.outcome == Outcome.LOCK


LATER = NOW + timedelta(days=365 * 30)

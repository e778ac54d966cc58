"""Contacts of a workbook: accounts for their addresses, roles for their organisations, and representatives."""

from __future__ import annotations

from collections.abc import Mapping

from gyoryu.base.names import Language
from gyoryu.meetings.models import Application, Representative
from gyoryu.meetings.queries.incoming.items import Item, new_item
from gyoryu.meetings.queries.incoming.organisations import names_by_script
from gyoryu.meetings.workbook.contacts import ContactDetails
from gyoryu.meetings.workbook.records import Record
from gyoryu.organisations.models import Organisation
from gyoryu.people.models import User
from gyoryu.programmes.models import Event, Role


class Accounts:
    """`items` are accounts to be opened, `extras` the roles and the persons."""

    def __init__(self, event: Event, contacts: Mapping[tuple[str, int], ContactDetails]):
        self._event, self._contacts = event, contacts
        emails = {email for details in contacts.values() for email in details.emails[:1]}
        self._known = {user.email: Item("user", pk=user.pk) for user in User.objects.filter(email__in=emails)}
        users = [item.pk for item in self._known.values()]
        roles = Role.objects.filter(programme=event.programme_id, kind=Role.Kind.PARTICIPANT, user__in=users)
        self._roles = set(roles.values_list("user_id", "organisation_id"))
        self._people: dict[int, set[str]] = {}
        representatives = Representative.objects.filter(application__event=event)
        columns = ("email", "phone", "name_ko", "name_zh", "name_en")
        for application, *values in representatives.values_list("application_id", *columns):
            self._people.setdefault(application, set()).update(filter(None, values))
        self._named: set[tuple[Item, Item]] = set()
        self.items: list[Item] = []
        self.extras: list[Item] = []

    def account_of(self, record: Record, language: Language) -> Item | None:
        """Return the account of the first address in a row; None where there is no address."""
        details = self._details(record)
        if not details.emails:
            return None
        email = details.emails[0]
        if email not in self._known:
            columns = {"email": email, "language": language, **names_by_script(details.person)}
            self._known[email] = new_item("user", record, columns)
            self.items.append(self._known[email])
        return self._known[email]

    def attach(self, record: Record, application: Item, organisation: Item, applicant: Item | None) -> None:
        """Add the role of the account and the representative, where they do not exist yet."""
        if applicant is not None:
            self._add_role(record, organisation, applicant)
        details = self._details(record)
        email, phone = (details.emails or [""])[0], (details.phones or [""])[0]
        known = self._people.get(application.pk or 0, set())
        if details and not {email, phone, details.person} & known:
            columns = {"application_id": application, "email": email, "phone": phone, "title": details.position}
            self.extras.append(new_item("representative", record, columns | names_by_script(details.person)))

    def _add_role(self, record: Record, organisation: Item, applicant: Item) -> None:
        if (applicant, organisation) in self._named:
            return
        self._named.add((applicant, organisation))
        if (applicant.pk, organisation.pk) not in self._roles:
            keys = {"programme_id": self._event.programme_id, "user_id": applicant, "organisation_id": organisation}
            self.extras.append(new_item("role", record, {**keys, "kind": Role.Kind.PARTICIPANT.value}))

    def _details(self, record: Record) -> ContactDetails:
        return self._contacts.get((record.sheet, record.row), ContactDetails())


def numbers_at(event: Event) -> dict[str, Organisation]:
    """Return organisations by their number at the event."""
    rows = Application.objects.filter(event=event).exclude(organisation=None).exclude(number="")
    return {
        application.number: application.organisation
        for application in rows.select_related("organisation")
        if application.organisation
    }

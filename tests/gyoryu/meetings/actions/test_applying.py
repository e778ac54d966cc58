"""Applications: drafted, sent, sent again and withdrawn."""

from datetime import timedelta

import pytest

from gyoryu.base.emails import Email
from gyoryu.base.models import AuditLine
from gyoryu.base.names import Names
from gyoryu.base.refusals import Refused
from gyoryu.meetings.actions import applying
from gyoryu.meetings.actions.consents import give_consent
from gyoryu.meetings.application_input import (
    ApplicationInput,
    OrganisationDetails,
    PersonInput,
    ProjectInput,
    TopicInput,
)
from gyoryu.meetings.models import Application, Side, Wish
from gyoryu.organisations.models import Organisation
from gyoryu.privacy.actions.consents import withdraw_consent
from gyoryu.programmes.models import Role, Slot
from tests.gyoryu.consultations import APPLY, consultation, person
from tests.gyoryu.factories import make_meeting

pytestmark = pytest.mark.django_db
NOW = APPLY[0] + timedelta(days=1)
NUMBER = ("kr_brn", "120-81-47521")


def application_input(**changed):
    return ApplicationInput(
        **{
            "organisation": OrganisationDetails(Names(ko="(주)한빛견본"), identifiers=[NUMBER]),
            "topics": [TopicInput("offer", "water", "842121", "분리막")],
            "projects": [ProjectInput("견본 사업")],
            "people": [PersonInput(Names(ko="김견본"), email="kim@sample.example")],
            "languages": ["ko"],
            "consents": frozenset({"collection", "cross_border"}),
            **changed,
        }
    )


@pytest.fixture
def event():
    return consultation(sellers=1, buyers=1)


@pytest.fixture
def user():
    return person("new@sample.example")


@pytest.fixture
def draft(event, user):
    return applying.begin_application(event, Side.SELLER, user, NOW)


def refused(call, *args):
    with pytest.raises(Refused) as refusal:
        call(*args)
    return refusal.value.code


def test_one_begins_once_and_only_while_the_window_is_open(event, user, draft):
    assert applying.begin_application(event, Side.SELLER, user, NOW) == draft
    latecomer = person("late@sample.example")
    begin = applying.begin_application
    assert refused(begin, event, Side.SELLER, latecomer, APPLY[0] - timedelta(seconds=1)) == "window_not_open"
    assert refused(begin, event, Side.SELLER, latecomer, APPLY[1]) == "applications_are_over"
    event.terms.self_apply = False
    event.terms.save()
    assert refused(begin, event, Side.SELLER, latecomer, NOW) == "only_invited"


def test_sending_creates_the_rows_and_the_role_and_sends_an_email(draft, user):
    assert not Organisation.objects.filter(name_ko="(주)한빛견본").exists()
    application = applying.submit_application(draft, application_input(), user, NOW)
    assert (application.state, application.organisation.name_ko) == ("submitted", "(주)한빛견본")
    assert application.topics.get().hs6 == "842121"
    assert application.people.get().name_ko == "김견본"
    assert set(application.consents.values_list("kind", flat=True)) == {"collection", "cross_border"}
    assert application.consents.first().keep_until.isoformat() == "2028-05-12"
    assert Role.objects.get(user=user).organisation == application.organisation
    assert Email.objects.get().code == "application_received"
    assert AuditLine.objects.filter(verb="submit_application", by=user.pk).count() == 1


def test_sent_again_replaces_and_does_not_add(draft, user):
    applying.submit_application(draft, application_input(), user, NOW)
    again = application_input(topics=[TopicInput("offer", "air")], consents=frozenset({"collection"}))
    application = applying.submit_application(draft, again, user, NOW)
    assert application.topics.get().field == "air"
    assert application.consents.filter(withdrawn_at=None).get().kind == "collection"
    assert Organisation.objects.filter(name_ko="(주)한빛견본").count() == 1


def test_the_deadline_is_exact_but_not_for_those_asked_for_more(draft, user):
    assert refused(applying.submit_application, draft, application_input(), user, APPLY[1]) == "applications_are_over"
    applying.submit_application(draft, application_input(), user, APPLY[1] - timedelta(seconds=1))
    Application.objects.filter(pk=draft.pk).update(state="more_asked")
    assert (
        applying.submit_application(draft, application_input(), user, APPLY[1] + timedelta(days=2)).state == "submitted"
    )


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"consents": frozenset()}, "needs_collection_consent"),
        ({"people": []}, "needs_people"),
        ({"topics": [], "projects": []}, "needs_topics"),
        (
            {"organisation": OrganisationDetails(Names(ko="견본"), identifiers=[("kr_brn", "1208147522")])},
            "wrong_identifier",
        ),
    ],
)
def test_what_is_needed(draft, user, changed, code):
    assert refused(applying.submit_application, draft, application_input(**changed), user, NOW) == code
    draft.refresh_from_db()
    assert (draft.state, draft.organisation, draft.topics.count()) == ("draft", None, 0)


def test_a_known_organisation_is_linked_and_a_stranger_gets_no_role_for_it(event, draft, user):
    applying.submit_application(draft, application_input(), user, NOW)
    stranger = person("stranger@sample.example")
    other_event = consultation(sellers=0, buyers=0, of=event.programme)
    strangers_draft = applying.begin_application(other_event, Side.SELLER, stranger, NOW)
    application = applying.submit_application(strangers_draft, application_input(), stranger, NOW)
    assert application.organisation == draft.__class__.objects.get(pk=draft.pk).organisation
    assert not Role.objects.filter(user=stranger).exists()
    competing_draft = applying.begin_application(event, Side.SELLER, stranger, NOW)
    assert (
        refused(applying.submit_application, competing_draft, application_input(), stranger, NOW) == "applied_already"
    )


def test_drafts_are_stored_even_outside_the_window(draft):
    applying.save_draft(draft, "people", {"remark": ["아직"]})
    applying.save_draft(draft, "topics", {"topics-0-text": ["x"]})
    draft.refresh_from_db()
    assert draft.typed == {"people": {"remark": ["아직"]}, "topics": {"topics-0-text": ["x"]}}
    assert refused(applying.save_draft, draft, "nonsense", {}) == "unknown_step"
    assert refused(applying.save_draft, draft, "topics", {"a": ["x" * applying.MAX_TYPED_BYTES]}) == "too_much_typed"


def test_withdrawing_ends_the_wishes_but_not_meetings_of_others(event):
    firm, buyer = Application.objects.get(number="S001"), Application.objects.get(number="B001")
    meeting = make_meeting(firm, buyer, Slot.objects.first())
    assert refused(applying.withdraw_application, firm, firm.applicant, NOW) == "meetings_are_arranged"
    assert refused(applying.withdraw_application, buyer, buyer.applicant, NOW) == "meetings_are_arranged"
    meeting.delete()
    applying.withdraw_application(firm, firm.applicant, NOW)
    assert not Wish.objects.exists()
    again = applying.begin_application(event, Side.SELLER, firm.applicant, NOW)
    assert (again.pk, again.state) == (firm.pk, "draft")


def test_consents_are_withdrawn_one_by_one_and_kept_with_their_dates(draft, user):
    application = applying.submit_application(draft, application_input(), user, NOW)
    withdraw_consent(application, "cross_border", user, NOW)
    assert refused(withdraw_consent, application, "collection", user, NOW) == "needed_to_take_part"
    give_consent(application, "cross_border", user, NOW)
    assert application.consents.filter(kind="cross_border").count() == 2
    assert application.consents.filter(kind="cross_border", withdrawn_at=None).count() == 1

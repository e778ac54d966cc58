"""What participants see and do, and what is hidden from them."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from gyoryu.base.emails import Email
from gyoryu.base.names import Names
from gyoryu.meetings.actions.invitations import digest_of
from gyoryu.meetings.models import (
    Application,
    Consent,
    Disclosure,
    Interpreter,
    Invitation,
    Meeting,
    Representative,
    TimetableVersion,
    Topic,
    Wish,
)
from gyoryu.organisations.actions import OrganisationInput, edit_organisation
from gyoryu.programmes.actions.events import EventInput, edit_event
from gyoryu.programmes.models import Slot, Table
from tests.gyoryu.consultations import consultation, participant, person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ORGANISATION = {
    "name_ko": "(주)한빛견본", "scheme": "kr_brn", "value": "120-81-47521", "kind": "firm", "country": "KR",
    "act": "next",
}  # fmt: skip
ROWS = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0"}


def formset_data(prefix, values, row=None):
    rows = {f"{prefix}-{name}": value for name, value in ROWS.items()}
    return rows | {f"{prefix}-0-{name}": value for name, value in values.items()} | (row or {})


STEPS = {
    "organisation": ORGANISATION,
    "topics": formset_data("topics", {"direction": "offer", "field": "water", "hs6": "842121"}, {"act": "next"}),
    "people": formset_data(
        "people", {"name_ko": "김견본", "email": "kim@sample.example"},
        {"act": "next", "languages": ["ko", "en"], "interpreter": "yes"},
    ),
    "consents": {"collection": "on", "act": "next"},
}  # fmt: skip


@pytest.fixture
def event():
    """Applications and requests are open now."""
    now = timezone.now()
    windows = {"apply_from": now - DAY, "apply_until": now + DAY, "wish_from": now - DAY, "wish_until": now + DAY}
    return consultation(sellers=2, buyers=3, ask=False, **windows)


@pytest.fixture
def firm(event, client):
    """S001, signed in."""
    application = Application.objects.get(event=event, number="S001")
    client.force_login(application.applicant)
    return application


def application_of(event, number):
    return Application.objects.get(event=event, number=number)


@pytest.fixture
def draft(event, client):
    user = person("new@sample.example")
    client.force_login(user)
    client.post(reverse("apply", args=[event.pk, "seller"]))
    return Application.objects.get(applicant=user)


def step_url(application, code):
    return reverse("my-apply-step", args=[application.pk, code])


def test_an_application_is_filled_in_step_by_step_and_sent(client, draft):
    assert client.get(reverse("my-apply", args=[draft.pk]))["Location"] == step_url(draft, "organisation")
    assert client.post(step_url(draft, "check")).status_code == 200  # nothing is sent before all is there
    codes = [*STEPS, "check"]
    for code, following in pairwise(codes):
        assert client.post(step_url(draft, code), STEPS[code])["Location"] == step_url(draft, following)
    assert client.post(step_url(draft, "check"))["Location"] == reverse("my-application", args=[draft.pk])
    draft.refresh_from_db()
    assert (draft.state, draft.organisation.name_ko, draft.languages) == ("submitted", "(주)한빛견본", ["ko", "en"])
    assert draft.topics.get().hs6 == "842121"


def test_faults_stand_at_their_field_and_nothing_is_lost(client, draft):
    wrong = {**ORGANISATION, "value": "120-81-47522", "city": "대전"}
    response = client.post(step_url(draft, "organisation"), wrong, headers={"accept-language": "en"})
    assert "its check digit does not fit" in response.text
    assert 'aria-invalid="true"' in response.text
    assert 'value="대전"' in client.get(step_url(draft, "organisation")).text


def test_saving_by_itself_answers_without_a_page_and_keeps_even_what_is_wrong(client, draft):
    assert (
        client.post(step_url(draft, "topics"), {**STEPS["topics"], "topics-0-hs6": "84x", "act": "auto"}).status_code
        == 204
    )
    assert 'value="84x"' in client.get(step_url(draft, "topics")).text


def test_what_was_typed_outlives_an_expired_session(client, draft):
    user = draft.applicant
    client.logout()
    assert client.post(step_url(draft, "organisation"), {**ORGANISATION, "act": "auto"}).status_code == 401
    response = client.post(step_url(draft, "organisation"), ORGANISATION)
    assert response["Location"].startswith("/sign-in/?next=")
    client.force_login(user)
    assert "(주)한빛견본" in client.get(step_url(draft, "organisation")).text


def test_what_another_left_in_the_session_is_not_brought_into_ones_own(client, draft, event):
    client.logout()
    client.post(step_url(draft, "organisation"), ORGANISATION)
    other = application_of(event, "S002")
    client.force_login(other.applicant)
    assert client.get(step_url(draft, "organisation")).status_code == 404
    assert "(주)한빛견본" not in client.get(step_url(other, "organisation")).text


def test_after_the_deadline_it_is_kept_and_read_but_not_sent(client, draft, event):
    for code, data in STEPS.items():
        client.post(step_url(draft, code), data)
    event.terms.apply_until = timezone.now() - timedelta(seconds=1)
    event.terms.save()
    client.post(step_url(draft, "organisation"), {**ORGANISATION, "city": "부산"})
    text = client.get(step_url(draft, "organisation")).text
    assert "부산" in text
    assert "<fieldset disabled>" in text
    client.post(step_url(draft, "check"))
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_files_are_taken_by_their_bytes_and_read_by_nobody_else(client, draft, event, settings, tmp_path):
    settings.FILES = tmp_path
    upload = SimpleUploadedFile("소개서.pdf", b"%PDF-1.7 sample")
    client.post(step_url(draft, "topics"), {**STEPS["topics"], "file": upload, "act": "file"})
    attachment = draft.files.get()
    response = client.get(reverse("my-file", args=[draft.pk, attachment.pk]))
    assert (response.content, response["Content-Type"]) == (b"%PDF-1.7 sample", "application/pdf")
    assert response["Content-Disposition"].startswith("attachment")
    bad = SimpleUploadedFile("a.pdf", b"MZ program")
    assert (
        "형식"
        in client.post(step_url(draft, "topics"), {**STEPS["topics"], "file": bad, "act": "file"}, follow=True).text
    )
    assert draft.files.count() == 1
    client.force_login(application_of(event, "S002").applicant)
    assert client.get(reverse("my-file", args=[draft.pk, attachment.pk])).status_code == 404


def test_the_last_application_can_be_begun_with(client, draft, event):
    for code, data in STEPS.items():
        client.post(step_url(draft, code), data)
    client.post(step_url(draft, "check"))
    now = timezone.now()
    windows = {"apply_from": now - DAY, "apply_until": now + DAY}
    later = consultation(sellers=0, buyers=0, of=event.programme, **windows)
    client.post(reverse("apply", args=[later.pk, "seller"]))
    second = Application.objects.get(event=later)
    client.post(reverse("my-apply-copy", args=[second.pk]))
    second.refresh_from_db()
    assert second.typed["organisation"]["value"] == ["120-81-47521"]
    assert second.typed["topics"]["topics-0-hs6"] == ["842121"]
    assert "consents" not in second.typed


def test_an_invitation_opens_a_fresh_account_by_a_button_only(client, event):
    invitation = Invitation.objects.create(
        event=event, side="buyer", email="invited@sample.example", language="zh", digest=digest_of("t0ken"),
        sent_at=timezone.now(),
    )  # fmt: skip
    link = reverse("invitation", args=["t0ken"])
    assert client.get(link).status_code == 200
    assert "_auth_user_id" not in client.session
    response = client.post(link)
    application = Application.objects.get(applicant__email="invited@sample.example")
    assert response["Location"] == reverse("my-apply", args=[application.pk])
    assert (application.side, application.language) == ("buyer", "zh")
    client.logout()
    client.post(link)  # the account has been used: its owner gets an email
    assert "_auth_user_id" not in client.session
    assert Email.objects.get(code="sign_in_link").to == "invited@sample.example"
    invitation.withdrawn_at = timezone.now()
    invitation.save()
    assert client.get(link).status_code == 410


def test_an_invitation_never_opens_an_account_that_is_worth_more(client, event):
    officer = person("boss@agency.example", of=event.programme, kind="officer")
    Invitation.objects.create(
        event=event, side="buyer", email=officer.email, digest=digest_of("t0ken"), sent_at=timezone.now()
    )
    client.post(reverse("invitation", args=["t0ken"]))
    assert "_auth_user_id" not in client.session


def test_strangers_who_answer_a_call_get_a_link_that_leads_back(client, event):
    page = reverse("apply", args=[event.pk, "buyer"])
    assert client.get(page).status_code == 200
    client.post(page, {"email": "stranger@sample.example"})
    email = Email.objects.get(code="sign_in_link")
    assert client.post(email.params["link"])["Location"] == page
    event.terms.self_apply = False
    event.terms.save()
    assert client.get(page).status_code == 404


def test_the_directory_shows_people_only_with_consent_and_notes_each_look_once(client, firm, event):
    buyer = application_of(event, "B001")
    Representative.objects.create(application=buyer, name_zh="王样本", email="wang@sample.example")
    page = reverse("my-counterpart", args=[firm.pk, buyer.pk])
    assert "wang@sample.example" not in client.get(page).text
    assert not Disclosure.objects.exists()
    consent = Consent.objects.create(
        application=buyer, kind="cross_border", given_at=timezone.now(), text_version="1", keep_until=event.ends_on
    )
    for _ in range(2):
        assert "wang@sample.example" in client.get(page).text
    disclosure = Disclosure.objects.get()
    assert (disclosure.to, disclosure.to_country, disclosure.what) == (firm.applicant, "KR", ["people", "contact"])
    consent.withdrawn_at = timezone.now()
    consent.save()
    assert "wang@sample.example" not in client.get(page).text
    client.force_login(buyer.applicant)
    assert "견본 S001" in client.get(reverse("my-consents", args=[buyer.pk])).text


def test_the_directory_suggests_with_reasons_and_finds_and_filters(client, firm, event):
    Topic.objects.create(application=firm, direction="offer", field="water")
    Topic.objects.create(application=application_of(event, "B002"), direction="need", field="water", text="污水处理")
    page = reverse("my-directory", args=[firm.pk])
    text = client.get(page, headers={"accept-language": "en"}).text
    assert "Same field: Water" in text
    assert text.index("样例 B002") < text.index("样例 B001")
    results = client.get(page, {"q": "污水"}).text
    assert "样例 B002" in results
    assert "样例 B001" not in results
    assert "样例 B001" not in client.get(page, {"field": "water"}).text
    assert "样例 B001" not in client.get(page, {"country": "KR"}).text
    assert "样例 B001" in client.get(page, {"language": "zh"}).text


def test_requests_are_sent_ordered_answered_and_withdrawn(client, firm, event):
    for number in ("B001", "B002"):
        client.post(
            reverse("my-wish-request", args=[firm.pk, application_of(event, number).pk]), {"note": "만나고 싶습니다"}
        )
    first, second = Wish.objects.order_by("rank")
    client.post(reverse("my-wishes-order", args=[firm.pk]), {"order": [first.pk, second.pk], "up": second.pk})
    assert list(Wish.objects.order_by("rank")) == [second, first]
    client.post(reverse("my-wish-withdraw", args=[firm.pk, first.pk]))
    buyer = application_of(event, "B002")
    client.force_login(buyer.applicant)
    assert "만나고 싶습니다" in client.get(reverse("my-wishes", args=[buyer.pk])).text
    client.post(reverse("my-wish-answer", args=[buyer.pk, second.pk]), {"answer": "accepted"})
    assert Wish.objects.get().answer == "accepted"
    assert client.post(reverse("my-wish-withdraw", args=[buyer.pk, second.pk])).status_code == 404


def test_times_are_blocked_by_ticking(client, firm):
    slots = list(Slot.objects.all())
    client.post(reverse("my-times", args=[firm.pk]), {"slot": [slots[1].pk]})
    assert list(firm.away.all()) == [slots[1]]


PAGES = ("my-application", "my-apply", "my-consents", "my-directory", "my-wishes", "my-times", "my-agenda", "my-badge")


def test_nobody_else_learns_that_an_application_is_there(client, event, firm):
    other_application = application_of(event, "S002")
    for name in PAGES:
        assert client.get(reverse(name, args=[other_application.pk])).status_code == 404, name
    client.logout()
    for name in PAGES:
        assert client.get(reverse(name, args=[other_application.pk])).status_code == 302, name


@pytest.fixture
def meeting(event):
    interpreter = Interpreter.objects.create(event=event, number="I01", name_ko="통역 1", languages=["ko", "zh"])
    slot, table = Slot.objects.first(), Table.objects.first()
    Slot.objects.filter(pk=slot.pk).update(starts_at=timezone.now() + DAY, ends_at=timezone.now() + DAY + DAY / 48)
    meeting = Meeting.objects.create(
        event=event,
        seller=application_of(event, "S001"),
        buyer=application_of(event, "B001"),
        slot=slot,
        table=table,
        interpreter=interpreter,
    )
    row = {"seller": meeting.seller_id, "buyer": meeting.buyer_id, "before": None, "after": None}
    for number, difference in ((1, {}), (2, {"moved": [row]})):
        TimetableVersion.objects.create(event=event, number=number, published_at=timezone.now(), difference=difference)
    return meeting


def test_the_agenda_has_the_next_meeting_first_and_marks_changes_until_they_are_seen(client, firm, meeting):
    Application.objects.filter(pk=firm.pk).update(seen=1)
    page = reverse("my-agenda", args=[firm.pk])
    text = client.get(page, headers={"accept-language": "en"}).text
    assert 'class="table-number">1<' in text
    assert "样例 B001" in text
    assert "Changed" in text
    assert "Changed" not in client.get(page, headers={"accept-language": "en"}).text


def test_calendar_and_paper_hold_ones_own_meetings(client, firm, meeting):
    feed = client.get(reverse("calendar", args=[firm.calendar]))
    assert feed["Content-Type"].startswith("text/calendar")
    assert feed.content.count(b"BEGIN:VEVENT") == 1
    assert client.get(reverse("my-agenda-pdf", args=[firm.pk])).content.startswith(b"%PDF")
    assert client.get(reverse("calendar", args=["nobody"])).status_code == 404
    assert "<svg" in client.get(reverse("my-badge", args=[firm.pk])).text


def entries(client, firm, **headers):
    response = client.get(reverse("calendar", args=[firm.calendar]), headers=headers)
    events = Calendar.from_ical(response.content).walk("VEVENT") if response.content else []
    return response, [
        (str(entry["UID"]), entry["SEQUENCE"], entry.decoded("LAST-MODIFIED"), str(entry["SUMMARY"]))
        for entry in events
    ]


def test_a_calendar_that_has_not_changed_is_answered_with_nothing(client, firm, meeting):
    first, before = entries(client, firm)
    assert (first.status_code, len(before)) == (200, 1)
    second, unchanged = entries(client, firm, if_none_match=first["ETag"])
    assert (second.status_code, unchanged, second["ETag"]) == (304, [], first["ETag"])
    assert entries(client, firm, if_none_match='"another"')[0].status_code == 200
    assert "no-store" not in first["Cache-Control"]


def test_an_edit_of_the_event_or_of_the_other_one_changes_the_entry_and_not_whose_it_is(client, firm, meeting):
    officer = person("editor@agency.example", of=meeting.event.programme, kind="officer")
    first, before = entries(client, firm)
    columns = EventInput.__dataclass_fields__
    entry = {name: getattr(meeting.event, name) for name in columns} | {"name_ko": "새 이름"}
    entry |= {"starts_on": meeting.event.starts_on - 999 * DAY, "ends_on": meeting.event.ends_on + 999 * DAY}
    edit_event(meeting.event, EventInput(**entry), officer, seen_version=meeting.event.version)
    second, renamed = entries(client, firm, if_none_match=first["ETag"])
    counterpart = meeting.buyer.organisation
    edit_organisation(
        counterpart.pk,
        counterpart.version,
        OrganisationInput(Names("새 상호", "新商号", "New"), country="CN"),
        now=timezone.now(),
        by=None,
    )
    _, changed = entries(client, firm, if_none_match=second["ETag"])
    assert [row[0] for row in before] == [row[0] for row in renamed] == [row[0] for row in changed]
    assert before[0][1] < renamed[0][1] < changed[0][1]
    assert before[0][2] <= renamed[0][2] <= changed[0][2]
    assert changed[0][3] != before[0][3]


def test_the_agenda_is_printed_whatever_the_other_is_called_and_says_what_it_cannot_show(client, firm, meeting):
    paper = reverse("my-agenda-pdf", args=[firm.pk])
    organisation = meeting.buyer.organisation
    for name, shown in (("臺灣淨水股份有限公司", ""), ("บริษัท \ue123", "บริษัท □")):
        organisation.name_ko = organisation.name_zh = organisation.name_en = name
        organisation.save()
        assert client.get(paper).content.startswith(b"%PDF")
        page = client.get(reverse("my-agenda", args=[firm.pk]), headers={"accept-language": "en"}).text
        assert ("no font here has (U+E123)" in page and shown in page) == bool(shown)


def test_interpreters_see_their_own_agenda_and_no_other(client, event, meeting):
    interpreter = meeting.interpreter
    user = person("helper@sample.example", of=event.programme, kind="interpreter")
    client.force_login(user)
    page = reverse("interpreting", args=[interpreter.pk])
    assert client.get(page).status_code == 404
    Interpreter.objects.filter(pk=interpreter.pk).update(user=user)
    assert "견본 S001" in client.get(page).text
    assert client.get(reverse("interpreting-pdf", args=[interpreter.pk])).content.startswith(b"%PDF")
    assert client.get(reverse("calendar", args=[interpreter.calendar])).content.count(b"BEGIN:VEVENT") == 1


def count_queries(client, page):

    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


def test_lists_ask_the_database_as_often_for_three_as_for_one(client, event, firm, meeting):
    pages = [reverse(name, args=[firm.pk]) for name in ("my-directory", "my-wishes", "my-agenda")]
    slots, tables = list(Slot.objects.exclude(pk=meeting.slot_id)), list(Table.objects.all())
    Wish.objects.create(event=event, asker=firm, asked=application_of(event, "B001"), created_at=timezone.now())
    Wish.objects.create(event=event, asked=firm, asker=application_of(event, "B001"), created_at=timezone.now())
    Topic.objects.create(application=application_of(event, "B001"), direction="need", field="water")
    for page in pages:
        client.get(page)
    query_counts = [count_queries(client, page) for page in pages]
    for n in (2, 3):
        other = application_of(event, f"B00{n}")
        Wish.objects.create(event=event, asker=firm, asked=other, created_at=timezone.now())
        Wish.objects.create(event=event, asked=firm, asker=other, created_at=timezone.now())
        Topic.objects.create(application=other, direction="need", field="water")
        Meeting.objects.create(event=event, seller=firm, buyer=other, slot=slots[n - 2], table=tables[0])
        participant(event, "buyer", n + 10, "zh")
    assert [count_queries(client, page) for page in pages] == query_counts


def test_the_start_page_says_what_is_due(client, firm, event):
    text = client.get(reverse("start"), headers={"accept-language": "en"}).text
    assert "Choose whom you want to meet" in text
    Wish.objects.create(event=event, asked=firm, asker=application_of(event, "B001"), created_at=timezone.now())
    assert (
        "Answer the requests you have received" in client.get(reverse("start"), headers={"accept-language": "en"}).text
    )

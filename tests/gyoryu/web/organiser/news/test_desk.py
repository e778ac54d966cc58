"""The desk: cards, the article in pieces, whole groups at once, two people at one proposal, a very large document."""

import io
import re
import time
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from gyoryu.base.models import AuditLine
from gyoryu.base.refusals import Refused
from gyoryu.news.desk.actions import accept_confident, correct, decide, reopen
from gyoryu.news.desk.models import ConfirmedRecord, Proposal
from gyoryu.news.documents.actions import ingest
from gyoryu.news.documents.models import Document
from gyoryu.news.reading.actions import read_document
from gyoryu.organisations.actions.bulk import register_all
from gyoryu.programmes.models import Role
from tests.gyoryu.articles import NOW, RELEASE, REPOST, arrived
from tests.gyoryu.consultations import consultation, person, programme
from tests.gyoryu.web.markup import collapse

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, settings, tmp_path):
    settings.FILES = tmp_path
    user = person("o@agency.example", consultation(sellers=1, buyers=1).programme, "officer")
    client.force_login(user)
    user.programme = user.roles.get().programme_id
    return user


def test_confident_proposals_are_accepted_together_and_reopened(client, officer):
    document = arrived(by=officer)
    amounts = document.proposals.filter(kind="amount")
    amounts.update(confidence=0.95)
    page = client.post(
        reverse("desk-accept-confident", args=[document.pk]), {"kind": "amount"}, follow=True
    ).content.decode()
    assert set(amounts.values_list("state", flat=True)) == {"accepted"}
    undo = next(part.split('"')[0] for part in page.split('action="') if "/take-back/" in part.split('"')[0])
    first = amounts.first()
    decide(first.pk, "rejected", now=NOW, by=officer)
    client.post(undo)
    # What somebody decided again in the meantime stays.
    assert list(amounts.order_by("pk").values_list("state", flat=True)) == ["rejected", "open"]
    assert AuditLine.objects.filter(verb="accept_sure_proposals").count() == 1


def test_the_desk_counts_the_proposals_that_wait(client, officer):
    document = arrived(RELEASE, by=officer, programme=officer.programme)
    count = document.proposals.filter(state="open").count()
    assert count > 1
    with override("en"):
        page = client.get(reverse("desk", args=[document.pk]), headers={"accept-language": "en"}).content.decode()
    assert f"Waiting for a decision: {count}\n" in page


def test_what_is_less_certain_waits(client, officer):
    document = arrived(by=officer)
    first, second = document.proposals.filter(kind="amount")
    Proposal.objects.filter(pk=first.pk).update(confidence=0.89)
    Proposal.objects.filter(pk=second.pk).update(confidence=0.9)
    client.post(reverse("desk-accept-confident", args=[document.pk]), {"kind": "amount"})
    assert list(document.proposals.filter(state="open", kind="amount")) == [first]


def test_records_confirmed_at_once_need_their_programme(client, officer):
    document = arrived(by=officer)
    document.proposals.filter(kind="commitment").update(confidence=1.0)
    url = reverse("desk-accept-confident", args=[document.pk])
    assert client.post(url, {"kind": "commitment"}).status_code == 422
    client.post(url, {"kind": "commitment", "programme": officer.programme})
    assert ConfirmedRecord.objects.count() == document.proposals.filter(kind="commitment").count() > 0
    assert client.post(url, {"kind": "nothing"}).status_code == 404


def test_nobody_takes_back_what_others_confirmed(client, officer):
    document = arrived(by=officer)
    other = person("second@agency.example", consultation(sellers=1, buyers=1).programme, "officer")
    accept_confident(document.pk, "amount", 0, now=NOW, by=other)
    assert reopen(document.pk, NOW, now=NOW + timedelta(1), by=officer) == 0
    assert client.post(reverse("desk-reopen", args=[document.pk, 10**30])).status_code == 404


def test_documents_of_others_are_as_if_they_were_not_there(client, officer):
    other_programme = consultation(sellers=1, buyers=1).programme
    document = arrived(by=officer, programme=other_programme.pk)
    other_officer = person("both@agency.example", other_programme, "officer")
    accept_confident(document.pk, "commitment", 0, now=NOW, by=other_officer)
    moment = int(NOW.timestamp()) * 1_000_000
    assert client.post(reverse("desk-reopen", args=[document.pk, moment])).status_code == 404
    assert document.proposals.filter(kind="commitment", state="accepted").exists()


def test_a_document_is_taken_into_a_programme_unless_that_holds_the_same(client, officer):
    arrived(by=officer, programme=officer.programme)
    second = arrived(by=officer)
    assert second.programme is None
    event = second.proposals.get(kind="event")
    response = client.post(reverse("proposal", args=[event.pk]), {"act": "accept", "programme": officer.programme})
    assert response.status_code == 422
    assert not ConfirmedRecord.objects.exists()
    other = programme()
    Role.objects.create(programme=other, user=officer, kind="officer")
    client.post(reverse("proposal", args=[event.pk]), {"act": "accept", "programme": other.pk})
    second.refresh_from_db()
    assert second.programme == other


def test_the_second_of_two_people_is_refused_by_the_action_itself(officer):
    proposal = arrived(by=officer).proposals.filter(kind="organisation").first()
    decide(proposal.pk, "rejected", now=NOW, by=officer, seen="open")
    for action in (
        lambda: decide(proposal.pk, "accepted", now=NOW, by=officer, seen="open"),
        lambda: correct(proposal.pk, proposal.values, now=NOW, by=officer, seen="open"),
    ):
        with pytest.raises(Refused, match="changed_meanwhile"):
            action()


def test_a_refused_correction_keeps_what_was_typed(client, officer):
    document = arrived(by=officer, programme=officer.programme)
    event = document.proposals.get(kind="event")
    posted = {**event.values, "act": "correct", "name": "고친 이름", "start": "다음 달쯤"}
    response = client.post(reverse("proposal", args=[event.pk]), posted)
    assert response.status_code == 422
    page = response.content.decode()
    assert 'value="고친 이름"' in page
    assert 'value="다음 달쯤"' in page
    client.post(reverse("proposal", args=[event.pk]), {**posted, "start": "2023-06"})
    assert ConfirmedRecord.objects.get().starts == "2023-06"


def test_a_day_that_the_reader_wrote_may_stay_as_it_is(officer):
    document = arrived(by=officer, programme=officer.programme)
    event = document.proposals.get(kind="event")
    Proposal.objects.filter(pk=event.pk).update(values={**event.values, "start": "2023-H1"})
    correct(event.pk, {**event.values, "start": "2023-H1", "name": "새 이름"}, now=NOW, by=officer)
    assert ConfirmedRecord.objects.get().title == "새 이름"


def test_a_party_with_a_dot_in_its_name_is_one_party(client, officer):
    document = arrived(by=officer, programme=officer.programme)
    agreement = document.proposals.get(kind="agreement")
    posted = {"act": "correct", "kind": "MOU", "parties": "한·중 견본협회 · 환경부", "status": "signed"}
    client.post(reverse("proposal", args=[agreement.pk]), posted)
    assert ConfirmedRecord.objects.get().actors == ["한·중 견본협회", "환경부"]


def test_a_link_is_taken_off_and_strange_numbers_are_no_faults(client, officer):
    document = arrived(by=officer)
    body = document.proposals.filter(kind="organisation").first()
    (number,) = register_all([{"name_ko": body.values["name"]}], by=officer.pk)
    url = reverse("proposal", args=[body.pk])
    client.post(url, {"act": "link", "organisation": str(number)})
    mention = document.mentions.get(kind="organisation", name=body.values["name"])
    assert mention.organisation_id == number
    client.post(url, {"act": "link", "organisation": ""})
    mention.refresh_from_db()
    assert mention.organisation_id is None
    for invalid in ("999999", "9" * 40, "x"):
        assert client.post(url, {"act": "link", "organisation": invalid}).status_code == 404


def test_codes_and_days_are_said_in_words(client, officer):
    document = arrived(by=officer)
    page = client.get(reverse("desk", args=[document.pk])).content.decode()
    assert "<dd>중앙행정기관</dd>" in page
    assert "<dd>2023. 5. 12.(금)</dd>" in page
    assert "<dd>대한민국</dd>" in page
    assert f'href="{reverse("news-name", args=["place", "서울 가온호텔"])}"' in page


def test_a_very_large_document_is_shown_in_a_moment(client, officer):
    parts = [
        f"{paragraph.replace('강물산업', f'{a}{b}산업')} {a}{b}."
        for a in "가나다라마바사아자차카타파하강견고국기"
        for b in "강물산들빛해달별꽃숲땅불"
        for paragraph in RELEASE.split("\n\n")[4:6]
    ]
    arrived(RELEASE + "\n\n".join(parts), by=officer)
    document = Document.objects.get()
    proposals = list(document.proposals.all())
    for n in range(max(0, 160 - len(proposals))):
        proposal = proposals[n % len(proposals)]
        Proposal.objects.create(
            document=document, kind=proposal.kind, position=1000 + n, fingerprint=str(n), values=proposal.values,
            spans=proposal.spans, confidence=proposal.confidence,
        )  # fmt: skip
    assert len(document.text.encode()) > 100_000
    url = reverse("desk", args=[document.pk])
    client.get(url)
    started = time.process_time()
    assert client.get(url).status_code == 200
    assert time.process_time() - started < 3  # 0.3 s on a quiet machine


def test_an_archive_lists_what_was_taken_out_of_it_and_what_was_left(client, officer):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("보도자료.txt", RELEASE)
        packed.writestr("photo.jpg", b"\xff\xd8\xff\xe0" + b"0" * 99)
    archive = ingest(buffer.getvalue(), "press.zip", "upload", now=NOW, by=officer).document
    read_document(archive.pk, NOW)
    page = client.get(reverse("desk", args=[archive.pk])).content.decode()
    member = archive.members.get()
    assert "압축 해제" in page
    assert reverse("desk", args=[member.pk]) in page
    assert "photo.jpg" in page
    assert "press.zip" in client.get(reverse("desk", args=[member.pk])).content.decode()
    assert "압축 해제" in client.get(reverse("documents")).content.decode()


def test_the_desk_marks_the_words_and_takes_decisions(client, officer):
    document = arrived(by=officer)
    page = client.get(reverse("desk", args=[document.pk])).content.decode()
    event = document.proposals.get(kind="event")
    assert f'data-of="{event.pk}"' in page
    refused = client.post(reverse("proposal", args=[event.pk]), {"act": "accept"})
    assert refused.status_code == 422
    client.post(reverse("proposal", args=[event.pk]), {"act": "accept", "programme": officer.programme})
    assert ConfirmedRecord.objects.get().title == "제7회 강물산업 협력 포럼"
    assert "제7회" in client.get(reverse("programme-records", args=[officer.programme])).content.decode()


def test_a_correction_that_is_refused_keeps_what_was_typed_open(client, officer):
    document = arrived(by=officer)
    someone = document.proposals.filter(kind="person").first()
    answer = client.post(reverse("proposal", args=[someone.pk]), {"act": "correct", "name": "", "role": "장관"})
    assert answer.status_code == 422
    client.post(reverse("proposal", args=[someone.pk]), {"act": "correct", "name": "김견본", "role": "차관", "org": ""})
    someone.refresh_from_db()
    assert someone.corrected_values == {"name": "김견본", "role": "차관", "org": None}


def test_text_of_strangers_is_never_markup(client, officer):
    document = arrived(RELEASE.replace("강물산업", "<img src=x>강물"), by=officer)
    page = client.get(reverse("desk", args=[document.pk])).content.decode()
    assert "<img src=x>" not in page


def test_the_desk_asks_as_much_for_three_of_each_kind_as_for_one(client, officer):
    document = arrived(by=officer)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse("desk", args=[document.pk])).status_code == 200
        return len(seen)

    queries()
    count = queries()
    for proposal in list(document.proposals.all()):
        for n in range(2):
            proposal.pk, proposal.fingerprint = None, f"{proposal.fingerprint[:30]}{n}"
            proposal.save()
    register_all([{"name_ko": "환경부"}], by=officer.pk)
    arrived(REPOST, by=officer, name="copy.txt")
    # One query more: the entries of the directory that are suggested.
    assert queries() <= count + 1


def test_nobody_writes_records_into_a_programme_of_others(client, officer):
    other = consultation(sellers=1, buyers=1).programme_id
    document = arrived(by=officer, programme=other)
    event = document.proposals.get(kind="event")
    assert client.post(reverse("proposal", args=[event.pk]), {"act": "accept"}).status_code == 404
    assert not ConfirmedRecord.objects.exists()


def test_whoever_is_second_is_told(client, officer):
    document = arrived(by=officer)
    proposal = document.proposals.filter(kind="organisation").first()
    url = reverse("proposal", args=[proposal.pk])
    client.post(url, {"act": "reject", "seen": "open"})
    assert client.post(url, {"act": "accept", "seen": "open"}).status_code == 422
    proposal.refresh_from_db()
    assert proposal.state == "rejected"


def test_a_person_is_linked_to_the_body_of_the_directory(client, officer):
    document = arrived(by=officer)
    someone = document.proposals.filter(kind="person").exclude(values__org=None).first()
    (number,) = register_all([{"name_ko": someone.values["org"]}], by=officer.pk)
    page = collapse(client.get(reverse("desk", args=[document.pk])).text)
    assert f'<option value="{number}">' in page
    client.post(reverse("proposal", args=[someone.pk]), {"act": "link", "organisation": str(number)})
    mention = document.mentions.get(kind="person", name=someone.values["name"])
    assert mention.organisation_id == number
    assert f'<option value="{number}" selected>' in collapse(client.get(reverse("desk", args=[document.pk])).text)


def test_a_body_that_nobody_knows_can_be_registered_from_the_desk(client, officer):
    document = arrived(by=officer)
    page = client.get(reverse("desk", args=[document.pk])).content.decode()
    match = re.search(r'href="(/organisations/new/[?]name_ko=[^"]+)"', page)
    form = client.get(match[1].replace("&amp;", "&")).content.decode()
    assert re.search(r'name="name_ko"[^>]*value="[^"]{2,}"|value="[^"]{2,}"[^>]*name="name_ko"', form)

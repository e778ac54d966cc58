"""Documents: compared with their originals, suggested, seen, and read again."""

import pytest
from django.urls import reverse

from gyoryu.base.queue import Job
from gyoryu.jobs import news
from gyoryu.news.desk.models import Proposal
from gyoryu.news.documents.models import Document
from gyoryu.news.watches.actions import add_watch
from gyoryu.news.watches.models import WatchHit
from tests.gyoryu.articles import NOW, REPOST, arrived
from tests.gyoryu.consultations import consultation, editor, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, settings, tmp_path):
    settings.FILES = tmp_path
    event = consultation(sellers=1, buyers=1)
    someone = person("o@agency.example", event.programme, "officer")
    client.force_login(someone)
    someone.programme = event.programme_id
    return someone


def test_what_a_copy_lost_is_shown(client, officer):
    arrived(by=officer)
    copy = arrived(REPOST, by=officer, name="copy.txt")
    page = client.get(reverse("document-difference", args=[copy.pk])).content.decode()
    assert "사본에서 빠진 쉼표: 1개" in page
    assert "빠진 낱말" not in page  # bullets are no words


def test_what_an_older_reader_read_is_read_again(client, officer):
    client.force_login(editor("e@agency.example"))
    document = arrived(by=officer)
    Document.objects.update(reader_version="0")
    Proposal.objects.filter(kind="amount").delete()
    assert reverse("documents-reread") in client.get(reverse("documents")).content.decode()
    client.post(reverse("documents-reread"))
    job = Job.objects.get(kind="read_again")
    news.read_again(Stub(job))
    assert document.proposals.filter(kind="amount").count() == 2
    assert reverse("documents-reread") not in client.get(reverse("documents")).content.decode()


class Stub:
    """As much of a worker's job as the handler looks at."""

    def __init__(self, job):
        self.args = job.args

    def progress(self, share, code):
        return False


def test_names_that_contain_what_is_typed_are_suggested(client, officer):
    arrived(by=officer)
    url = reverse("documents-suggest")
    assert "환경부" in client.get(url, {"q": "환경"}).json()["names"]
    assert "환경부" not in client.get(url, {"q": "환경", "kind": "person"}).json()["names"]
    client.force_login(person("gate@agency.example", officer.roles.get().programme, "gate"))
    assert client.get(url, {"q": "환경"}).status_code == 403


def test_hits_of_watches_are_marked_as_seen_by_an_officer_of_the_programme(client, officer):
    add_watch("환경부", "never", owner=officer, now=NOW, programme=officer.programme)
    arrived(by=officer)
    url = reverse("programme-hits-seen", args=[officer.programme])
    client.force_login(person("viewer@agency.example", officer.roles.get().programme, "viewer"))
    assert client.post(url).status_code == 403
    assert WatchHit.objects.get().seen_at is None
    client.force_login(officer)
    assert client.post(url)["Location"] == reverse("programme", args=[officer.programme])
    assert WatchHit.objects.get().seen_at is not None


def test_only_a_copy_has_a_difference(client, officer):
    document = arrived(by=officer)
    assert client.get(reverse("document-difference", args=[document.pk])).status_code == 404

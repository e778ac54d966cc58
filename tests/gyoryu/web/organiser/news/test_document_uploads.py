"""Uploads of documents: a refused one does not affect the others; progress of the reading."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gyoryu.news.documents.models import Document
from gyoryu.news.reading.actions import read_document
from tests.gyoryu.articles import NOW, RELEASE
from tests.gyoryu.consultations import consultation, person

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture
def officer(client, settings, tmp_path):
    settings.FILES = tmp_path
    user = person("o@agency.example", consultation(sellers=1, buyers=1).programme, "officer")
    client.force_login(user)
    return user


def file(name, data):
    return SimpleUploadedFile(name, data)


def test_one_that_is_refused_costs_the_others_nothing(client, officer):
    files = [file("a.txt", RELEASE.encode()), file("빈.txt", b" "), file("b.txt", f"{RELEASE} b".encode())]
    page = client.post(reverse("documents-upload"), {"files": files}, follow=True).content.decode()
    assert set(Document.objects.values_list("name", flat=True)) == {"a.txt", "b.txt"}
    assert "빈.txt: " in page


def test_numbers_for_whoever_asks_for_json(client, officer):
    url = reverse("documents-upload")
    first = client.post(url, {"files": [file("a.txt", RELEASE.encode())]}, headers=JSON)
    number = Document.objects.get().pk
    assert (first.status_code, first.json()) == (200, {"new": [number], "known": [], "faults": []})
    again = client.post(url, {"files": [file("b.txt", RELEASE.encode())]}, headers=JSON)
    assert again.json()["known"] == [number]
    empty = client.post(url, {"files": [file("빈.txt", b" ")]}, headers=JSON)
    assert empty.json()["faults"][0].startswith("빈.txt: ")


def test_how_far_the_reading_is(client, officer):
    upload_url, url = reverse("documents-upload"), reverse("documents-reading")
    client.post(upload_url, {"files": [file("a.txt", RELEASE.encode()), file("b.bin", b"\x00\x01\x02\x03" * 40)]})
    numbers = list(Document.objects.order_by("pk").values_list("pk", flat=True))
    query = {"of": ",".join(map(str, numbers))}
    assert client.get(url, query).json() == {"of": 2, "done": 0, "refused": []}
    for number in numbers:
        read_document(number, NOW)
    progress = client.get(url, query).json()
    assert (progress["of"], progress["done"]) == (2, 2)
    assert [refusal["name"] for refusal in progress["refused"]] == ["b.bin"]
    assert client.get(url, {"of": f"x,{'9' * 40},,{numbers[0]}"}).json()["of"] == 1
    assert client.get(url).json() == {"of": 0, "done": 0, "refused": []}


def test_as_many_queries_for_three_as_for_one(client, officer):
    client.post(reverse("documents-upload"), {"files": [file(f"{n}.txt", f"{RELEASE}{n}".encode()) for n in range(3)]})
    numbers = [str(pk) for pk in Document.objects.values_list("pk", flat=True)]

    def queries(documents):
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("documents-reading"), {"of": ",".join(documents)})
        return len(captured)

    assert queries(numbers[:1]) == queries(numbers)


def test_many_files_and_a_text_at_once(client, officer):
    files = [SimpleUploadedFile(f"{n}.txt", f"{RELEASE} {n}".encode()) for n in range(3)]
    client.post(reverse("documents-upload"), {"files": files, "text": "붙여 넣은 견본 글입니다."})
    assert sorted(Document.objects.values_list("name", flat=True)) == ["0.txt", "1.txt", "2.txt", "paste.txt"]


def test_nothing_brought_is_told(client, officer):
    page = client.post(reverse("documents-upload"), follow=True).content.decode()
    assert "파일을 고르거나" in page

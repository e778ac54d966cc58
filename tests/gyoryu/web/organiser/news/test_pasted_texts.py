"""A pasted text is watched as files are: how far its reading is, with and without scripts."""

import re

import pytest
from django.urls import reverse

from gyoryu.news.documents.models import Document
from gyoryu.news.reading.actions import read_document
from tests.gyoryu.articles import CHINESE, NOW, RELEASE
from tests.gyoryu.consultations import consultation, person

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}
BINARY = "\x01\x02\x03\x04" * 40


@pytest.fixture
def officer(client, settings, tmp_path):
    settings.FILES = tmp_path
    account = person("o@agency.example", consultation(sellers=1, buyers=1).programme, "officer")
    client.force_login(account)
    return account


def progress_of(client, numbers):
    return client.get(reverse("documents-reading"), {"of": ",".join(map(str, numbers))}).json()


@pytest.mark.parametrize("text", [RELEASE, CHINESE, "A short note without any record."])
def test_the_number_of_a_pasted_text_tells_when_it_is_read(client, officer, text):
    answer = client.post(reverse("documents-upload"), {"text": text, "url": "https://www.example.org/1"}, headers=JSON)
    document = Document.objects.get()
    assert answer.json() == {"new": [document.pk], "known": [], "faults": []}
    assert (document.ingest_method, document.url) == (Document.IngestMethod.PASTE, "https://www.example.org/1")
    assert progress_of(client, [document.pk]) == {"of": 1, "done": 0, "refused": []}
    read_document(document.pk, NOW)
    assert progress_of(client, [document.pk]) == {"of": 1, "done": 1, "refused": []}


def test_a_pasted_text_that_cannot_be_read_is_done_with_its_reason(client, officer):
    (number,) = client.post(reverse("documents-upload"), {"text": BINARY}, headers=JSON).json()["new"]
    read_document(number, NOW)
    progress = progress_of(client, [number])
    assert (progress["of"], progress["done"]) == (1, 1)
    (refused,) = progress["refused"]
    assert (refused["name"], refused["address"]) == ("paste.txt", reverse("desk", args=[number]))
    assert refused["why"]


def test_without_scripts_the_next_page_watches_it_until_it_is_read(client, officer):
    page = client.post(reverse("documents-upload"), {"text": RELEASE}, follow=True).content.decode()
    number = Document.objects.get().pk
    assert f'data-waiting="{number}"' in page
    assert re.search(r'<div class="notice success" role="status">\s*<p>\S', page)
    read_document(number, NOW)
    assert 'data-waiting=""' in client.get(reverse("documents")).content.decode()


def test_the_same_text_again_is_not_watched(client, officer):
    for _ in range(2):
        answer = client.post(reverse("documents-upload"), {"text": RELEASE}, headers=JSON)
    assert (answer.json()["new"], answer.json()["known"]) == ([], [Document.objects.get().pk])

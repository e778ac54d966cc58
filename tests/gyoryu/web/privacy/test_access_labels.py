"""The access log is read in words: every page and every kind of record has a label in each language."""

import pytest
from django.utils.translation import override

from gyoryu.web.privacy.access_labels import KIND_LABELS, PAGE_LABELS, kind_label, page_label
from gyoryu.web.privacy.access_log import PAGES


@pytest.mark.parametrize("task", PAGES)
def test_every_page_of_the_access_log_has_a_label_in_three_languages(task):
    labels = set()
    for language in ("ko", "zh-hans", "en"):
        with override(language):
            labels.add(page_label(task))
    assert len(labels) == 3, labels
    assert task not in labels


@pytest.mark.parametrize("kind", sorted({page.kind for page in PAGES.values()}))
def test_every_kind_of_record_has_a_label_in_three_languages(kind):
    labels = set()
    for language in ("ko", "zh-hans", "en"):
        with override(language):
            labels.add(kind_label(kind))
    assert len(labels) == 3, labels
    assert kind not in labels


def test_labels_tell_pages_apart_and_none_is_left_over():
    for language in ("ko", "zh-hans", "en"):
        with override(language):
            assert len({str(label) for label in PAGE_LABELS.values()}) == len(PAGE_LABELS)
    assert set(PAGE_LABELS) - set(PAGES) <= {"sign-in"}
    assert set(KIND_LABELS) == {page.kind for page in PAGES.values()}

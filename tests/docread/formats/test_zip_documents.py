"""Documents in ZIP containers as opposed to archives and files of other applications."""

import pytest

from docread.formats.limits import LIMITS, Budget, RefusalError
from docread.formats.zip_documents import find_reader
from tests.docread.formats.sample_files import docx, hwpx, ofd, zip_of


@pytest.mark.parametrize(("data", "kind"), [(docx(), "docx"), (hwpx(), "hwpx"), (ofd([(1, 1, "가")]), "ofd")])
def test_kinds(data, kind):
    assert find_reader(data, Budget(LIMITS))[0] == kind


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"release.txt": b"a"}, "archive"),
        ({"[Content_Types].xml": b"", "xl/workbook.xml": b""}, "unknown_kind"),
        ({"mimetype": b"application/epub+zip"}, "unknown_kind"),
        ({"Contents/section0.xml": b"", "META-INF/manifest.xml": b"<encryption-data/>"}, "encrypted"),
    ],
)
def test_refusals(members, code):
    with pytest.raises(RefusalError, match=code):
        find_reader(zip_of(members), Budget(LIMITS))

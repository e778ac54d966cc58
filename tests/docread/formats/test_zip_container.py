"""ZIP containers: damage, encryption, limits of members, size and growth."""

import io
import zipfile

import pytest

from docread.formats.limits import Budget, Limits, RefusalError
from docread.formats.zip_container import open_zip, read_member
from tests.docread.formats.sample_files import zip_of


def flagged_as_encrypted():
    data = bytearray(zip_of({"a": b"text"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (b"PK\x03\x04 no archive", Limits(), "damaged"),
        (flagged_as_encrypted(), Limits(), "encrypted"),
        (zip_of({"a": b"", "b": b""}), Limits(members=1), "archive_bomb"),
        (zip_of({"a": b"x" * 100}), Limits(unpacked=99), "archive_bomb"),
        (zip_of({"a": bytes(2 << 20)}), Limits(growth=10), "archive_bomb"),
    ],
)
def test_refusals(data, limits, code):
    with pytest.raises(RefusalError, match=code):
        open_zip(data, Budget(limits))


def test_a_member_is_counted_while_it_is_read():
    budget = Budget(Limits(unpacked=200_000))
    with zipfile.ZipFile(io.BytesIO(zip_of({"a": bytes(300_000)}))) as archive:
        chunks = read_member(archive, "a", budget)
        assert len(next(chunks)) == 65_536
        with pytest.raises(RefusalError, match="archive_bomb"):
            list(chunks)

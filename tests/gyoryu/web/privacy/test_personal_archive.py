"""The archive of the data of one person."""

import io
import json
import zipfile

import pytest

from gyoryu.base.files import store_file
from gyoryu.meetings.models import ApplicationFile
from gyoryu.web.privacy.personal_archive import write_personal_data
from tests.gyoryu.factories import BEGIN, make_application, make_user

pytestmark = pytest.mark.django_db


def unpacked(email, language="en"):
    with zipfile.ZipFile(io.BytesIO(write_personal_data(email, language, BEGIN))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_rows_are_listed_by_record_and_those_of_others_are_left_out():
    user, _ = make_user(name_ko="김견본"), make_user(name_ko="박타인")
    contents = unpacked(user.email)
    data = json.loads(contents["data.json"])
    assert (data["format"], data["made_at"]) == ("gyoryu-personal-data/1", BEGIN.isoformat())
    assert [(row["email"], row["name_ko"]) for row in data["records"]["account"]] == [(user.email, "김견본")]
    assert "박타인" not in contents["data.json"].decode()


@pytest.mark.parametrize(("language", "title"), [("ko", "계정"), ("zh", "账户"), ("en", "Account")])
def test_the_page_is_in_the_language_of_its_reader_and_holds_no_markup_of_others(language, title):
    user = make_user(name_ko="<script>alert(1)</script>")
    page = unpacked(user.email, language)["data.html"].decode()
    assert title in page
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_file_stays_in_its_folder_whatever_its_name(settings, tmp_path):
    settings.FILES = tmp_path
    application = make_application()
    stored = store_file(b"%PDF sample", "application/pdf")
    attachment = ApplicationFile.objects.create(application=application, file=stored, name="../../etc\\passwd")
    contents = unpacked(application.applicant.email)
    (path,) = (name for name in contents if name.startswith("files/"))
    assert contents[path] == b"%PDF sample"
    assert path.count("/") == 1
    assert "\\" not in path
    (row,) = json.loads(contents["data.json"])["records"]["application_file"]
    assert row["file"] == path
    assert str(attachment.pk) in path


def test_nobody_has_an_archive_without_rows():
    assert json.loads(unpacked("nobody@firm.example")["data.json"])["records"] == {}

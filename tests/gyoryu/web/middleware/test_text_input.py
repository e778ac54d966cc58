"""Input is composed (NFC), and invisible text is empty: in forms, queries, the API and workbooks."""

import json
import unicodedata
from io import BytesIO
from typing import get_args, get_origin

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from gyoryu.base.sheets import opening
from gyoryu.base.text import is_blank, name_key, normalize_input, normalize_whitespace
from gyoryu.organisations.models import Organisation
from gyoryu.people.actions import make_token
from gyoryu.web.api import interface
from gyoryu.web.api.values import Body
from gyoryu.web.middleware.text_input import NormalizeTextInput
from tests.gyoryu.consultations import programme

INVISIBLE = [
    "\u3164",
    "\uffa0",
    "\u115f\u1160",
    "\u200b",
    "\u2060\ufeff",
    "\u00ad",
    "\u2800",
    "\u034f",
    "\u3000 \t",
    "\ufe0f",
    "\u202e",
]
SAMPLES = ["환경부", "산둥성 생태환경청", "Łódź", "Việt Nam", "カガク", "ガ"]


def normalized_request(request):
    """The request as a view gets it."""
    requests = []
    NormalizeTextInput(lambda request: requests.append(request) or HttpResponse())(request)
    return requests[0]


@pytest.mark.parametrize("sample", SAMPLES)
def test_what_is_typed_decomposed_is_kept_composed(sample):
    decomposed = unicodedata.normalize("NFD", sample)
    request = normalized_request(
        RequestFactory().post(f"/x/?q={decomposed}", {"name": [decomposed, "b"], "password": decomposed})
    )
    assert request.POST.getlist("name") == [unicodedata.normalize("NFC", sample), "b"]
    assert request.GET["q"] == unicodedata.normalize("NFC", sample)
    assert request.POST["password"] == decomposed  # as it was chosen
    with pytest.raises(AttributeError):
        request.POST["name"] = "x"


def test_names_of_files_as_macos_writes_them():
    upload = SimpleUploadedFile(unicodedata.normalize("NFD", "환경부.pdf"), b"%PDF")
    request = normalized_request(RequestFactory().post("/x/", {"file": upload}))
    assert request.FILES["file"].name == "환경부.pdf"


@pytest.mark.parametrize("text", INVISIBLE)
def test_what_cannot_be_seen_is_empty(text):
    assert is_blank(text)
    assert normalize_input(text) == normalize_whitespace(text) == "" or text.isascii()
    assert normalized_request(RequestFactory().post("/x/", {"name": text})).POST["name"].strip() == ""
    assert normalize_whitespace(f"견본{text}물산").replace(" ", "") == "견본물산" or text in (
        "\ufe0f",
        "\u034f",
        "\u115f\u1160",
    )


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_composed_once_and_for_all(text):
    once = normalize_input(text)
    assert normalize_input(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once.isascii() or not is_blank(once)
    assert normalize_whitespace(normalize_whitespace(text)) == normalize_whitespace(text)


def test_cells_of_workbooks_are_composed_and_fillers_are_empty():
    book = Workbook()
    book.active.append([unicodedata.normalize("NFD", "한빛환경"), "\u3164", "남"])
    file = BytesIO()
    book.save(file)
    (sheet,) = opening.open_sheets(file.getvalue())
    assert sheet.cells == {(1, 1): "한빛환경", (1, 3): "남"}


@pytest.fixture
def program(operator):
    """Calls of a program that may do whatever an operator may."""
    programme()
    _, key = make_token(operator, "sample", ["organisations:read", "organisations:write"], timezone.now())
    return {"HTTP_AUTHORIZATION": f"Bearer {key}"}


def test_a_name_that_cannot_be_seen_is_none_for_programs_either(client, program):
    body = {"names": {"ko": "\u3164"}}
    answer = client.post("/api/organisations", json.dumps(body), "application/json", **program)
    assert (answer.status_code, answer.json()["code"]) == (409, "needs_a_name")
    body = {"names": {"ko": unicodedata.normalize("NFD", "한빛환경")}, "city": unicodedata.normalize("NFD", "부산")}
    assert client.post("/api/organisations", json.dumps(body), "application/json", **program).status_code == 201
    assert list(Organisation.objects.values_list("name_ko", "city")) == [("한빛환경", "부산")]


def bodies(parent=Body):
    assert interface.api
    return [child for subclass in parent.__subclasses__() for child in (subclass, *bodies(subclass))]


@pytest.mark.parametrize("body", bodies(), ids=lambda one: one.__name__)
def test_every_text_that_a_program_sends_is_composed(body):
    """By the types: a text without a pattern of its own has to be `Clean`."""
    for name, field in body.model_fields.items():
        if (
            str in {field.annotation, *get_args(field.annotation)} - {None}
            and get_origin(field.annotation) is not list
            and not any(getattr(item, "pattern", None) for item in field.metadata)
        ):
            assert normalize_input.__name__ in str(field.metadata), f"{body.__name__}.{name}"


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("煙臺瑞灝沁水務有限公司", "烟台瑞灏沁水务有限公司"),
        ("臺灣淨水股份有限公司", "台湾净水股份有限公司"),
        ("國際環保聯盟有限責任公司", "国际环保联盟有限责任公司"),
        ("廣東綠色產業發展集團", "广东绿色产业发展集团"),
    ],
)
def test_traditional_and_simplified_are_one_name(traditional, simplified):
    assert name_key(traditional) == name_key(simplified)


@pytest.mark.parametrize("text", ["a\0b", "\0ab", "a\ud800b", "\udfffab", "ab\0\0\udc80"])
def test_what_no_database_keeps_is_gone_and_the_rest_stays(text):
    assert normalize_input(text) == "ab"

"""Requests of signed-in users, and the address of a client."""

import ast
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from gyoryu.people.models import User
from gyoryu.web.http import address_of, is_signed_in, login_required

WEB = Path(__file__).parents[3] / "gyoryu/web"


@login_required
def own_name(request, prefix):
    return HttpResponse(prefix + request.user.email)


def test_visitors_are_redirected_to_sign_in_and_users_are_not(rf):
    request = rf.get("/x/")
    request.user = AnonymousUser()
    response = own_name(request, "I am ")
    assert (response.status_code, response.url) == (302, "/sign-in/?next=/x/")
    assert not is_signed_in(request)
    request.user = User(email="officer@agency.example")
    assert own_name(request, "I am ").content == b"I am officer@agency.example"
    assert is_signed_in(request)


@pytest.mark.parametrize(
    ("behind_proxy", "peer", "forwarded", "address"),
    [
        (False, "203.0.113.7", "198.51.100.1", "203.0.113.7"),
        (True, "10.0.0.1", "192.0.2.9, 198.51.100.1", "198.51.100.1"),
        (True, "10.0.0.1", "", ""),
        (False, "127.0.0.1", "", ""),
        (True, "10.0.0.1", "no address", ""),
    ],
)
def test_the_address_is_the_client_s(rf, settings, behind_proxy, peer, forwarded, address):
    settings.BEHIND_PROXY = behind_proxy
    assert address_of(rf.get("/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": forwarded})) == address


def names(nodes):
    return {getattr(node, "id", "") for node in nodes}


def test_who_takes_a_signed_in_request_requires_sign_in():
    """A view whose request is a `SignedInRequest` is behind `login_required`."""
    wrong = [
        f"{path.relative_to(WEB)}:{function.name}"
        for path in WEB.rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        and function.args.args
        and getattr(function.args.args[0].annotation, "id", "") == "SignedInRequest"
        and {"require_POST", "require_safe", "never_cache"} & names(function.decorator_list)
        and "login_required" not in names(function.decorator_list)
    ]
    assert wrong == []


def test_no_view_casts_its_user():
    ways = ("cast(User, request.user)", "cast(SignedInRequest,")
    texts = {path.name: path.read_text(encoding="utf-8") for path in WEB.rglob("*.py")}
    assert [name for name, text in texts.items() if any(way in text for way in ways)] == []


def test_where_a_request_comes_from(settings):
    factory = RequestFactory()
    spoofed = {"x-forwarded-for": "10.9.9.9, 192.0.2.7"}
    assert address_of(factory.get("/", REMOTE_ADDR="192.0.2.1", headers=spoofed)) == "192.0.2.1"
    assert address_of(factory.get("/", REMOTE_ADDR="127.0.0.1")) == ""
    settings.BEHIND_PROXY = True
    assert address_of(factory.get("/", REMOTE_ADDR="127.0.0.1", headers=spoofed)) == "192.0.2.7"
    assert address_of(factory.get("/", REMOTE_ADDR="127.0.0.1")) == ""

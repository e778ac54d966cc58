"""Hostile input, and the parameters that take it: found by recording what pages read."""

import re
from contextlib import contextmanager
from html.parser import HTMLParser
from urllib.parse import quote

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.urls import URLPattern, get_resolver

# Bytes where Python's text cannot say it: half a character.
VALUES = (
    "\0", "a\0b", "9" * 5000, str(2**63), str(2**63 - 1), str(2**31), "-1", "1e999", "NaN", "-Infinity",
    b"\xed\xa0\x80", b"\xff\xfe", "\u202e", "가" * 1000, "x" * 3000, "a b " * 25_000, "\U0001f600", "=cmd()|' /C c'!A0",
    "2026-13-45", "0001-01-01", "9999-12-31T23:59", "0001-01-01T00:00", "9999-12-31", "23:59:59.9", "", " ", "٣", "²",
    "[" * 90_000, "{}", "[1]", '{"id": "x", "rawId": 1, "response": {"userHandle": "' + "9" * 99 + '"}}', "null",
    "'", '"', "%", "*", "\\", "[", "{", "../../etc/passwd", "//evil.example", "http://[::1", "mailto:x", "a@b", "1,2",
    "\n", "\r\nX: y", "한", "_" * 300, "0", "1", "on", "true", "00000000000000000001", "1_000", "+1", "0x10", "1.5",
)  # fmt: skip
IN_NUMBERS = (0, 2**31, 2**63 - 1, 2**63, int("9" * 300))
IN_WORDS = ("\0", "a\0", "x" * 3000, "가" * 700, "\u202e", "%", "'", "9" * 5000, "\U0001f600")
HEADERS = {
    "user-agent": "a\0b" + "x" * 9000, "accept-language": "\xff;q=1e999," * 100, "range": "bytes=" + "9" * 12 + "-",
    "accept": "\0", "x-forwarded-for": "1, \0", "referer": "http://[::1", "if-modified-since": "\0",
    "if-none-match": '"' * 50, "authorization": "Bearer \0", "origin": "http://[",
    "cookie": "sessionid=\0; messages=%00",
}  # fmt: skip


def routes():
    """Yield every URL pattern of the site with its name, without OpenID Connect and the API."""

    def walk(patterns, before=""):
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield "/" + route, pattern.name or "", pattern
            else:
                yield from walk(pattern.url_patterns, route)

    for route, name, pattern in walk(get_resolver().url_patterns):
        if "oidc" not in route and not name.startswith("api"):
            yield route, name, pattern


def fill_route(route, values):
    """Return the route with its arguments replaced by `values`, unchecked."""
    return re.sub(r"<\w+:(\w+)>", lambda match: quote(str(values[match[1]]), safe=""), route)


@contextmanager
def recorded_names():
    """Record the names that a page reads from its query or form, as a set."""
    names = set()
    originals = {}

    def recording(method):
        def recorded(self, name, *more):
            if isinstance(name, str):
                names.add(name)
            return originals[method](self, name, *more)

        return recorded

    for method in ("get", "getlist", "__getitem__", "__contains__"):
        originals[method] = getattr(QueryDict, method)
        setattr(QueryDict, method, recording(method))
    try:
        yield names
    finally:
        for method, original in originals.items():
            if method in ("get", "getlist", "__getitem__"):
                setattr(QueryDict, method, original)
            else:
                delattr(QueryDict, method)


class Forms(HTMLParser):
    """The forms of a page: `forms` is a list of (method, action, {name: [values]}, {names of files})."""

    def __init__(self):
        super().__init__()
        self.forms, self.select, self.area = [], None, None

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            self.forms.append((attributes.get("method", "get").lower(), attributes.get("action", ""), {}, set()))
        if not self.forms:
            return
        fields, files = self.forms[-1][2:]
        name = attributes.get("name")
        if tag in ("input", "button") and name:
            if attributes.get("type") == "file":
                files.add(name)
            elif attributes.get("type") not in ("checkbox", "radio") or "checked" in attributes:
                fields.setdefault(name, []).append(attributes.get("value") or "")
            else:
                fields.setdefault(name, [])
        elif tag == "select" and name:
            self.select = name
            fields.setdefault(name, [])
        elif tag == "option" and self.select and ("selected" in attributes or not fields[self.select]):
            fields[self.select] = [attributes.get("value") or ""]
        elif tag == "textarea" and name:
            self.area = fields.setdefault(name, [""])

    def handle_data(self, data):
        if self.area is not None:
            self.area[0] += data

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None


def forms_of(text):
    parser = Forms()
    parser.feed(text)
    return parser.forms


def a_file(name="\u202e\0x.pdf"):
    return SimpleUploadedFile(name, b"%PDF-1.4 sample", content_type="text/\0")

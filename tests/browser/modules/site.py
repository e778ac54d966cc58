"""A site without a server: a page of a test, our static files, and answers that the test gives."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from gyoryu.web.middleware.headers import POLICY
from tests.browser.screens import CHROMIUM

STATIC = Path(__file__).parents[3] / "gyoryu" / "static"
HOST = "http://site.example"
TYPES = {".js": "text/javascript", ".css": "text/css"}

browser_test = [
    pytest.mark.browser,
    pytest.mark.any_database,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"browser tests skipped: there is no {CHROMIUM}"),
]


class Site:
    """Serve one page with scripts; `answers` maps paths to values (for JSON), pages, statuses, or functions."""

    def __init__(self, page):
        self.page = page
        self.html = ""
        self.answers = {}
        self.requests = []
        self.errors = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.route("**/*", self._serve)

    def open(self, body, *modules, path="/", attributes=""):
        """Open a page with `body` and the script elements of `modules`, under the policy of the website."""
        scripts = "".join(
            f'<script type="module" src="/static/gyoryu/{name}" {attributes}></script>' for name in modules
        )
        self.html = f'<!doctype html><html lang="en"><title>sample</title><body>{body}{scripts}</body></html>'
        self.page.goto(HOST + path)
        return self.page

    def call(self, module, expression):
        """Evaluate an expression in which `module` is the imported module."""
        return self.page.evaluate(f"import('/static/gyoryu/{module}').then(async (module) => ({expression}))")

    def posted(self, path):
        """Return the fields of each request that was posted to a path."""
        return [fields for method, address, fields in self.requests if (method, address) == ("POST", path)]

    def _serve(self, route):
        request, url = route.request, urlsplit(route.request.url)
        if url.path.startswith("/static/"):
            file = STATIC / url.path.removeprefix("/static/")
            route.fulfill(body=file.read_bytes(), content_type=TYPES.get(file.suffix, "image/svg+xml"))
        elif url.path in self.answers:
            fields = _fields(request)
            self.requests.append((request.method, url.path, fields))
            self._answer(route, self.answers[url.path], fields | {k: v[0] for k, v in parse_qs(url.query).items()})
        elif request.resource_type == "document":
            route.fulfill(
                body=self.html, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY}
            )
        else:
            route.fulfill(status=404)

    def _answer(self, route, answer, fields):
        if callable(answer):
            answer = answer(fields)
        if answer is None:
            route.abort()
        elif isinstance(answer, int):
            route.fulfill(status=answer)
        elif isinstance(answer, str):
            route.fulfill(body=answer, content_type="text/html; charset=utf-8")
        else:
            status, body = answer if isinstance(answer, tuple) else (200, answer)
            route.fulfill(status=status, body=json.dumps(body), content_type="application/json")


def _fields(request):
    """Return the posted fields, of a multipart form or of a query string."""
    body = request.post_data_buffer or b""
    text = body.decode("utf-8", errors="replace")
    if "multipart" not in request.headers.get("content-type", ""):
        return {name: values[0] for name, values in parse_qs(text).items()}
    boundary = request.headers["content-type"].split("boundary=")[1]
    parts = [part.split("\r\n\r\n", 1) for part in text.split(f"--{boundary}") if "\r\n\r\n" in part]
    return {head.split('name="')[1].split('"')[0]: value.removesuffix("\r\n") for head, value in parts}

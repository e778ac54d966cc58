"""No page shows a Python value: a record, an object, None, a list or an unresolved name of the template."""

import re
from html.parser import HTMLParser

import pytest

from tests.gyoryu.web.hostile import fill_route, routes
from tests.gyoryu.web.walking import arguments, cast, event_with_everything, something_of_each_kind

pytestmark = pytest.mark.any_database
ROLES = ("participant", "interpreter", "gate", "officer")
PYTHON_VALUES = re.compile(
    r"\b[A-Z]\w+\(\w+=|<\w[\w.]* object at|\bobject at 0x|\bNone\b|datetime\.\w+\(|\bDecimal\(|\{'\w+':|<QuerySet"
)


class VisibleText(HTMLParser):
    """Text of a page, without scripts and styles."""

    def __init__(self):
        super().__init__()
        self.pieces, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("script", "style")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.hidden:
            self.pieces.append(data)


def text_of(page):
    parser = VisibleText()
    parser.feed(page)
    return " ".join(parser.pieces)


@pytest.mark.parametrize("role", ROLES)
def test_no_page_shows_a_python_value(client, db, settings, tmp_path, role):
    settings.FILES = tmp_path
    event = event_with_everything()
    people = cast(event)
    url_values = {"pk": 1, **something_of_each_kind(event, people)}
    client.force_login(people[role])
    client.cookies["django_language"] = "ko"  # English pages may say "None"
    shown, pages = {}, 0
    for route, name, pattern in routes():
        if "(?P" in route or route.startswith("/api/"):
            continue
        response = client.get(fill_route(route, arguments(name, pattern.pattern.converters, url_values)))
        if response.status_code == 200 and "text/html" in response["Content-Type"]:
            pages += 1
            values = PYTHON_VALUES.findall(text_of(response.content.decode()))
            if values:
                shown[name] = values
    assert pages > 10
    assert shown == {}


@pytest.mark.parametrize(
    "text", ["Sidebar(parts=())", "<Row object at 0x7f>", "of None", "datetime.date(2026, 1, 1)", "{'a': 1}"]
)
def test_python_values_are_recognised(text):
    assert PYTHON_VALUES.search(text)

"""Every call answers every role as in the table of the handbook; and the examples of the handbook work."""

import json
import re
import shlex
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from gyoryu.meetings.actions.drafting import place
from gyoryu.meetings.models import Application, Meeting, PlanRun, Wish
from gyoryu.people.actions import make_token
from gyoryu.people.models import User
from gyoryu.people.rules import SCOPES
from gyoryu.programmes.models import Slot
from gyoryu.web.api.interface import api
from tests.gyoryu.consultations import BEGIN, consultation
from tests.gyoryu.web.walking import cast

HANDBOOK = Path(__file__).parents[4] / "docs/handbook/api.md"
ROLES = (
    "no token", "without the scope", "user", "participant", "other", "interpreter", "gate", "viewer", "officer",
    "operator",
)  # fmt: skip
ANSWERS = {401: "401", 403: "no", 404: "hidden"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    """Create tokens by role, and the arguments of URLs."""
    now = timezone.now()
    window = {"wish_from": now - timedelta(days=1), "wish_until": now + timedelta(days=1)}
    event = consultation(sellers=2, buyers=1, slots=3, interpreters=1, **window)
    people = cast(event)
    seller, buyer = (Application.objects.get(event=event, number=number) for number in ("S001", "B001"))
    slot = Slot.objects.first()
    interpreter = event.interpreters.get()
    meeting = Meeting.objects.create(event=event, seller=seller, buyer=buyer, slot=slot, interpreter=interpreter)
    log = meeting.logs.create(author_side="seller", product="x")
    place(event, seller.pk, buyer.pk, slot.pk, None, people["officer"], BEGIN - timedelta(days=1), version=0)
    event.timetable_versions.create(number=1, published_at=now)
    tokens = {role: make_token(user, role, SCOPES, now)[1] for role, user in people.items() if isinstance(user, User)}
    url_values = {
        "programme": event.programme_id, "event": event.pk, "application": seller.pk, "other": buyer.pk, "number": 1,
        "organisation": seller.organisation_id, "wish": Wish.objects.get(asker=seller).pk, "meeting": meeting.pk,
        "log": log.pk, "run": PlanRun.objects.create(event=event).pk, "asked": buyer.pk,
    }  # fmt: skip
    received = Wish.objects.get(asked=seller).pk
    return people, tokens, url_values, received


def body(address, url_values):
    """What a call needs in its body."""
    names = {"names": {"en": "Sample"}, "version": 1}
    return {
        "POST /api/organisations": {"names": {"en": "Sample"}},
        "PUT /api/organisations/{organisation}": names,
        "POST /api/applications/{application}/decision": {"decision": "accept", "version": 1},
        "POST /api/applications/{application}/wishes": {"asked": url_values["asked"]},
        "PUT /api/applications/{application}/wishes/order": {"wishes": []},
        "POST /api/wishes/{wish}/answer": {"answer": "accepted"},
        "POST /api/events/{event}/publish": {"base": 1},
        "PUT /api/logs/{log}": {"version": 1},
        "POST /api/logs/{log}/answer": {"verdict": "confirmed", "version": 1},
    }.get(address, {})


def answer(client, method, url, data, token):
    """yes, no (403), hidden (404), 401. What was done is undone."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    more = {} if method in ("GET", "DELETE") else {"data": data, "content_type": "application/json"}
    with transaction.atomic():
        response = getattr(client, method.lower())(url, headers=headers, **more)
        transaction.set_rollback(True)
    assert response.status_code < 300 or response.status_code in (*ANSWERS, 409), (method, url, response.content)
    return ANSWERS.get(response.status_code, "yes")


def observed(client, stage):
    people, tokens, url_values, received = stage
    for address, methods in api.get_openapi_schema()["paths"].items():
        for method, call in methods.items():
            row = f"{method.upper()} {address}"
            scope = next(iter(call["security"][0])).replace("_", ":")
            others = [other_scope for other_scope in SCOPES if other_scope != scope]
            narrow = make_token(people["operator"], "narrow", others, timezone.now())[1]
            by_role = {**tokens, "no token": "", "without the scope": narrow}
            values = {**url_values, "wish": received} if address.endswith("/answer") else url_values
            url, data = address.format(**values), body(row, url_values)
            yield row, [answer(client, method.upper(), url, data, by_role[role]) for role in ROLES]


def test_everybody_gets_what_the_table_says_and_the_table_names_every_call(client, stage):
    documented = {}
    for line in re.findall(
        r"^\| `(?:GET|POST|PUT|DELETE) /api[^\n]*$", HANDBOOK.read_text(encoding="utf-8"), re.MULTILINE
    ):
        first, *cells = [cell.strip(" `") for cell in line.strip("|").split("|")]
        documented[first] = cells
    actual = dict(observed(client, stage))
    wrong = [
        f"| `{row}` | " + " | ".join(cells) + " |" for row, cells in actual.items() if documented.get(row) != cells
    ]
    assert not wrong, "not as the table says:\n" + "\n".join(wrong)
    assert documented.keys() == actual.keys(), "the table names what is not there"


def examples():
    for block in re.findall(r"```sh\n(.*?)```", HANDBOOK.read_text(encoding="utf-8"), re.DOTALL):
        for line in block.replace("\\\n", " ").splitlines():
            if line.startswith("curl"):
                yield line


def test_the_handbook_has_examples():
    assert len(list(examples())) >= 5


@pytest.mark.usefixtures("before_the_event")
@pytest.mark.parametrize("line", list(examples()) or [""])
def test_the_examples_of_the_handbook_work(client, stage, line):
    _, tokens, url_values, _ = stage
    words = shlex.split(line)
    address = next(word for word in words if word.startswith("$SITE")).removeprefix("$SITE")
    for name in ("event", "organisation", "application"):
        address = re.sub(rf"(?<=/{name}s/)\d+", str(url_values[name]), address)
    data = next((json.loads(words[k + 1]) for k, word in enumerate(words) if word == "-d"), None)
    method = next((words[k + 1] for k, word in enumerate(words) if word == "-X"), "POST" if data else "GET")
    assert "Authorization: Bearer $TOKEN" in words
    headers = {"Authorization": f"Bearer {tokens['officer']}"}
    more = {"data": data, "content_type": "application/json"} if data is not None else {}
    response = getattr(client, method.lower())(address, headers=headers, **more)
    assert response.status_code < 300, response.content

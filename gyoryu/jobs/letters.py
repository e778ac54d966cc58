"""Letters are written in the reader's language, and sent, or put into the outbox where there is no mail server.

The sentences stand in `templates/letters/CODE.LANGUAGE.txt`, the subject on the first line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context, Engine
from django.utils import timezone

from gyoryu.base.letters import SECRET, Letter, mark_letter_failed
from gyoryu.base.queue import Job
from gyoryu.base.text import tidy
from gyoryu.jobs.work import Work

TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "letters"
ENGINE = Engine(dirs=[str(TEMPLATES)])
PROSE = {"reason"}
MOST_OF_SUBJECT = 200


def send_letter(work: Work) -> None:
    """Write and send one letter. One that was sent is not sent again."""
    letter = Letter.objects.filter(pk=work.args["letter"]).first()
    if letter is None or letter.state in (Letter.State.SENT, Letter.State.OUTBOX):
        return
    letter.subject, letter.body = written(letter, settings.SITE_URL)
    letter.state, letter.failure = Letter.State.OUTBOX, ""
    if settings.EMAIL_HOST:
        _send(letter)
    letter.save()


def mark_failed(job: Job, code: str) -> None:
    mark_letter_failed(job.args["letter"], code)


def _send(letter: Letter) -> None:
    EmailMessage(letter.subject, letter.body, settings.DEFAULT_FROM_EMAIL, [letter.to]).send()
    letter.state, letter.sent_at = Letter.State.SENT, timezone.now()
    if letter.code in SECRET:  # not kept once it is on its way
        letter.params, letter.body = {}, ""


def written(letter: Letter, site: str) -> tuple[str, str]:
    """Subject and body. Raises `TemplateDoesNotExist` for a letter nobody has written."""
    params = {name: _cleaned(name, value) for name, value in letter.params.items()}
    link = params.get("link", "")
    if link.startswith("/"):
        params["link"] = site + link
    template = ENGINE.get_template(f"{letter.code}.{letter.language}.txt")
    subject, _, body = template.render(Context(params, autoescape=False)).partition("\n")
    return tidy(subject)[:MOST_OF_SUBJECT], f"{body.strip()}\n\n-- \n{site}\n"


def _cleaned(name: str, value: Any) -> Any:
    """What people typed fills one line, so that nobody writes lines of their own into letters of the agency; only what
    officers explain has several."""
    if isinstance(value, list):
        return [{key: tidy(text) for key, text in line.items()} for line in value]
    if name in PROSE:
        return "\n".join(tidy(line) for line in str(value).splitlines())
    return tidy(str(value))

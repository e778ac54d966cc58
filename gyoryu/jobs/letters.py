"""Letters are written in the reader's language, and sent, or put into the outbox where there is no mail server."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from gyoryu.base.letter_texts import written
from gyoryu.base.letters import SECRET, Letter, mark_letter_failed
from gyoryu.base.queue import Job
from gyoryu.jobs.work import Work


def send_letter(work: Work) -> None:
    """Write and send one letter. One that was sent is not sent again."""
    letter = Letter.objects.filter(pk=work.args["letter"]).first()
    if letter is None or letter.state in (Letter.State.SENT, Letter.State.OUTBOX):
        return
    letter.subject, letter.body = written(letter.code, letter.language, letter.params, settings.SITE_URL)
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

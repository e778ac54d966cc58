"""Workers that are killed, or told to end, while they send: nobody gets two, and all others get theirs."""

import os
import signal
from random import Random

import pytest
from django.db.models import F

from gyoryu.base import outbox
from gyoryu.base.emails import Email, send_email
from gyoryu.base.queue import Job, enqueue
from gyoryu.jobs import smtp, worker
from gyoryu.jobs.worker import LANES
from tests.gyoryu.jobs.mail_server import serving
from tests.gyoryu.jobs.running_workers import ForkedWorker, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 60
STAGES = ("mail", "rcpt", "data", "content", "taken", "answered")


class Executioner:
    """The rule of a server that ends the worker at the nth time of a stage, and goes on talking to nobody."""

    def __init__(self):
        self.worker, self.stage, self.left, self.how = None, "", 0, signal.SIGKILL

    def aim(self, stage, nth, how):
        self.stage, self.left, self.how = stage, nth, how

    def __call__(self, stage, _recipient):
        if stage == self.stage and self.left:
            self.left -= 1
            if not self.left:
                os.kill(self.worker.pid, self.how)
                if self.how == signal.SIGKILL:
                    self.worker.wait()


@pytest.fixture
def hanged(settings):
    rule = Executioner()
    with serving(settings, rule) as server:
        yield rule, server


def mail_worker():
    return ForkedWorker("mail", "urgent-mail")


def written(count=MANY):
    for n in range(count):
        send_email(
            "role_given", f"r{n}@b.example", "ko", {"programme": "견본", "role": "officer", "link": "/"}, occasion="x"
        )


def states():
    return dict(Email.objects.values_list("to", "state"))


def test_over_generated_kills_nobody_gets_two_and_every_other_is_sent(hanged):
    rule, server = hanged
    random = Random(4)
    written()
    plan = [(stage, random.randint(1, 8), signal.SIGKILL) for stage in random.sample(STAGES, len(STAGES))]
    for stage, nth, how in plan:
        rule.aim(stage, nth, how)
        rule.worker = mail_worker()
        rule.worker.wait()
    in_doubt = {to for to, state in states().items() if state == "sending"}
    assert len(in_doubt) <= len(plan)
    assert Email.objects.filter(state="waiting").exists()
    rule.aim("", 0, signal.SIGKILL)
    # Three minutes are not waited for.
    Email.objects.update(sending_at=F("sending_at") - outbox.LOST_AFTER)
    worker.drain()
    assert len(server.recipients()) == len(set(server.recipients()))
    assert set(server.recipients()) | in_doubt == set(states())
    assert {to for to, state in states().items() if state != "sent"} == in_doubt
    assert {states()[to] for to in in_doubt} == {"unknown"}


def test_a_worker_told_to_end_finishes_the_email_in_its_hands_and_leaves_the_others(hanged):
    rule, server = hanged
    written()
    for stage in ("mail", "taken"):
        rule.aim(stage, 7, signal.SIGTERM)
        rule.worker = mail_worker()
        assert rule.worker.wait() == 0
        assert set(states().values()) == {"sent", "waiting"}
    worker.drain()
    assert set(states().values()) == {"sent"}
    assert len(server.recipients()) == len(set(server.recipients())) == MANY


def hang_at_the_first(stage, to):
    return "hang" if (stage, to) == ("taken", "r0@b.example") else None


def test_a_mail_server_that_hangs_holds_up_neither_jobs_nor_sign_in_links(settings, monkeypatch):
    monkeypatch.setattr(smtp, "STEP_SECONDS", 10)
    written(3)
    with serving(settings, hang_at_the_first) as server:
        process = ForkedWorker(*LANES)
        try:
            wait_until(lambda: "r0@b.example" in server.recipients())
            job = enqueue("rest", {"seconds": 0}, by=None)
            send_email("sign_in_link", "user@b.example", "ko", {"link": "/x/", "minutes": "15"})
            wait_until(
                lambda: "user@b.example" in server.recipients() and Job.objects.get(pk=job.pk).state == "done", 8
            )
            assert states()["r0@b.example"] == "sending"  # the mail lane still waits
            wait_until(lambda: states()["r2@b.example"] == "sent")  # and goes on by itself
            assert states()["r0@b.example"] == "unknown"
        finally:
            os.kill(process.pid, signal.SIGTERM)
            assert process.wait() == 0

"""No input breaks a page: every query, field and header of pages of events."""

from tests.gyoryu.web.hostile_stage import send_everywhere


def test_queries_forms_and_headers(hostile_stage):
    send_everywhere(hostile_stage, "events")

"""Which version of the timetable a participant has viewed."""

import pytest

from gyoryu.meetings.actions.reading import mark_seen
from tests.gyoryu.factories import make_application

pytestmark = pytest.mark.django_db


def test_a_version_once_viewed_stays_viewed_when_an_older_page_is_opened(django_assert_num_queries):
    application = make_application()
    for version, expected in ((2, 2), (1, 2), (3, 3)):
        with django_assert_num_queries(1):
            mark_seen(application, version)
        application.refresh_from_db()
        assert application.seen == expected

"""Applications that wait for a decision."""

from datetime import UTC, datetime, timedelta

from tests.gyoryu.consultations import participant

SENT = datetime(2026, 3, 5, tzinfo=UTC)


def applicant(event, number, side="seller", language="ko"):
    application = participant(event, side, number, language, submitted_at=SENT + timedelta(minutes=number))
    application.state, application.number = "submitted", ""
    application.save()
    return application

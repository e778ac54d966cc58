from datetime import date

import pytest

from gyoryu.base.date_windows import DateWindow, Precision


@pytest.mark.parametrize(
    ("window", "days", "precision"),
    [
        (DateWindow.on(date(2026, 5, 12)), ("2026-05-12", "2026-05-12"), Precision.DAY),
        (DateWindow.of_month(2024, 2), ("2024-02-01", "2024-02-29"), Precision.MONTH),
        (DateWindow.of_quarter(2026, 4), ("2026-10-01", "2026-12-31"), Precision.QUARTER),
        (DateWindow.of_half(2026, 1), ("2026-01-01", "2026-06-30"), Precision.HALF),
        (DateWindow.of_year(2026), ("2026-01-01", "2026-12-31"), Precision.YEAR),
        (DateWindow(date(2026, 2, 1), date(2026, 4, 30)), ("2026-02-01", "2026-04-30"), Precision.RANGE),
        (DateWindow(date(2026, 1, 1), date(2026, 1, 30)), ("2026-01-01", "2026-01-30"), Precision.RANGE),
        (DateWindow(date(2025, 1, 1), date(2026, 12, 31)), ("2025-01-01", "2026-12-31"), Precision.RANGE),
    ],
)
def test_a_window_knows_its_days_and_how_exact_it_is(window, days, precision):
    assert (window.earliest.isoformat(), window.latest.isoformat()) == days
    assert window.precision is precision
    assert window.is_exact == (precision is Precision.DAY)


def test_a_window_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="ends before"):
        DateWindow(date(2026, 6, 2), date(2026, 6, 1))

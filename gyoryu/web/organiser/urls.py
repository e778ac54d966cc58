"""URLs of the officers' pages."""

from __future__ import annotations

from gyoryu.web.organiser import importing_urls, planning_urls, results_urls, setup_urls

urlpatterns = [
    *setup_urls.urlpatterns,
    *results_urls.urlpatterns,
    *planning_urls.urlpatterns,
    *importing_urls.urlpatterns,
]

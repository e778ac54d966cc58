"""The addresses of the access log, of data subjects' requests and of one's own data."""

from __future__ import annotations

from django.urls import path

from gyoryu.web.privacy import access_pages, own_data, persons

urlpatterns = [
    path("access-log/", access_pages.access_log, name="access-log"),
    path("access-log.csv", access_pages.access_log_file, name="access-log-file"),
    path("persons/", persons.person, name="person"),
    path("account/data/", own_data.own_data, name="own-data"),
    path("account/data/archive/", own_data.archive, name="own-data-archive"),
    path("account/close/", own_data.close_account, name="close-account"),
]

"""The rival: Django with one view, one query, no middleware and no template. No page of Django can be faster."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from gyoryu.base.database import database_settings

settings.configure(
    SECRET_KEY="bare",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    DATABASES={"default": database_settings(os.environ["DATABASE_URL"])},
)


def page(_request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name_ko FROM gyoryu_programme ORDER BY id LIMIT 1")
        row: Any = cursor.fetchone()
    return HttpResponse(f"<!doctype html><title>{row[0]}</title>")


urlpatterns = [path("", page)]
application = get_wsgi_application()

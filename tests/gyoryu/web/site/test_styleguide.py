"""The style guide shows every component: each template that others include."""

from pathlib import Path

import pytest
from django.urls import path

from gyoryu.people.models import User
from gyoryu.urls import handler403, handler404, handler500  # noqa: F401 - Django looks for them here
from gyoryu.urls import urlpatterns as of_the_site
from gyoryu.web.site import styleguide

urlpatterns = [*of_the_site, path("styleguide/", styleguide.sheet, name="styleguide")]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__), pytest.mark.any_database]
PARTS = Path(__file__).parents[4] / "gyoryu" / "templates" / "parts"
# Rendered once for all pages by the shells, and then taken from the cache of fragments.
OF_SHELLS = {"parts/styles.html", "parts/palette.html"}


@pytest.mark.parametrize("shell", ["officer", "participant", "page"])
def test_every_component_has_an_example(client, shell):
    client.force_login(User.objects.create_superuser("operator@agency.example", "x", language="ko"))
    page = client.get("/styleguide/", {"shell": shell})
    rendered = {template.name for template in page.templates}
    elsewhere = OF_SHELLS | ({"parts/account.html"} if shell == "page" else set())
    assert {f"parts/{path.name}" for path in PARTS.glob("*.html")} - elsewhere <= rendered

"""Pages of the site in the command palette, as far as the user may open them."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from gyoryu.programmes.queries import load_permissions
from gyoryu.web.navigation.palette_hits import pages
from tests.gyoryu.factories import make_editor, make_programme, make_user

pytestmark = pytest.mark.django_db


def hit_urls(user, query="", language="en"):
    with override(language):
        return {hit.url for hit in pages(query, load_permissions(user))}


def test_without_a_workspace_there_is_the_start_page_only():
    assert hit_urls(make_user()) == {reverse("start")}
    assert hit_urls(make_user("", make_programme(), "gate")) == {reverse("start")}


def test_officers_find_their_pages_and_operators_the_logs_as_well():
    officer, operator = make_user("", make_programme(), "officer"), make_user(is_superuser=True)
    logs = {reverse("audit"), reverse("access-log")}
    assert {reverse("programmes"), reverse("organisations")} <= hit_urls(officer)
    assert logs <= hit_urls(operator)
    assert not logs & (hit_urls(officer) | hit_urls(make_editor()))


def test_a_viewer_does_not_find_what_would_be_refused(client):
    viewer = make_user("", make_programme(), "viewer")
    client.force_login(viewer)
    assert {client.get(url).status_code for url in hit_urls(viewer)} == {200}
    assert reverse("posts") not in hit_urls(viewer)


@pytest.mark.parametrize(("language", "query"), [("en", "ORGANIS"), ("ko", "기관"), ("zh-hans", "机构")])
def test_a_part_of_the_label_is_enough_in_the_language_of_the_page(language, query):
    officer = make_user("", make_programme(), "officer")
    assert reverse("organisations") in hit_urls(officer, query, language)
    assert reverse("organisations") not in hit_urls(officer, "zzz", language)

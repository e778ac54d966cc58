import pytest

from tests.browser.modules.site import Site


@pytest.fixture
def site(browser):
    context = browser.new_context(locale="en-GB", timezone_id="Asia/Seoul")
    opened = Site(context.new_page())
    yield opened
    context.close()
    assert opened.errors == []

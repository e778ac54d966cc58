"""line-total.js: quantity times unit price."""

import pytest
from playwright.sync_api import expect

from tests.browser.modules.site import browser_test

pytestmark = browser_test
FORM = '<form data-product><input name="quantity"><input name="unit_price"><input name="amount" value="7"></form>'


@pytest.mark.parametrize(
    ("quantity", "price", "total"), [("1,200", "2.5", "3000.00"), ("3", "1.5억", ""), ("0.1", "0.2", "0.02")]
)
def test_the_total_of_plain_numbers(site, quantity, price, total):
    site.open("")
    assert site.call("line-total.js", f"module.multiply('{quantity}', '{price}')") == total


def test_an_amount_that_follows_from_the_others_cannot_be_typed(site):
    page = site.open(FORM, "line-total.js")
    amount = page.locator("[name=amount]")
    page.fill("[name=quantity]", "2")
    expect(amount).to_have_value("7")
    page.fill("[name=unit_price]", "1,000")
    expect(amount).to_have_value("2000.00")
    assert amount.get_attribute("readonly") is not None
    page.fill("[name=quantity]", "")
    assert amount.get_attribute("readonly") is None

"""Templates of the report."""

import pytest
from django.template import TemplateDoesNotExist
from django.utils.translation import override

from gyoryu.base.names import Names
from gyoryu.exports.report.bars import Bar
from gyoryu.exports.report.rendering import render


def test_what_was_typed_is_escaped():
    html = render("bars.html", bars=[Bar(Names(en='<b>"&'), "1.0", 1)])
    assert "&lt;b&gt;&quot;&amp;" in html


@pytest.mark.parametrize("language", ["ko", "en", "de"])
def test_numbers_are_the_same_in_every_language(language):
    with override(language):
        assert ">12345<" in render("bars.html", bars=[Bar(Names(en="a"), "1.0", 12345)])


def test_only_templates_of_the_report_are_rendered():
    with pytest.raises(TemplateDoesNotExist):
        render("front.html")

"""Template tags and filters."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import translation

from gyoryu.base.names import Names
from gyoryu.web.notices import add_notice
from gyoryu.web.template_tags.display import marked

NAMES = Names("한광환보", "韩光环保", "Hanguang")
AT = datetime(2026, 5, 12, 1, 0, tzinfo=UTC)


def rendered(text, address="/", language="ko", **context):
    request = RequestFactory().get(address)
    with translation.override(language):
        html = Template("{% load display %}" + text).render(RequestContext(request, context))
    return html.replace("\n>", ">")  # templates break lines inside tags


class Form(forms.Form):
    name = forms.CharField(help_text="As registered.")
    agreed = forms.BooleanField(required=False)
    side = forms.ChoiceField(choices=[("s", "Seller"), ("b", "Buyer")], widget=forms.RadioSelect)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_field_ties_label_hint_and_fault_to_its_input():
    text = rendered("{% field form.name %}", form=Form({}))
    assert '<label for="id_name">' in text
    assert 'id="id_name_helptext"' in text
    assert 'aria-describedby="id_name_helptext id_name_error"' in text
    assert 'id="id_name_error"' in text
    assert "필수" in text


def test_choices_are_a_group_with_a_legend_and_a_box_stands_before_its_label():
    text = rendered("{% field form.side %}{% field form.agreed %}{% field form.token %}", form=Form({}))
    assert text.count("<legend>") == 1
    assert 'aria-describedby="id_side_error"' in text
    assert text.index('name="agreed"') < text.index("Agreed")
    assert 'type="hidden"' in text


@pytest.mark.parametrize(
    ("own", "language", "html"),
    [
        ("zh", "ko", '<span lang="zh-Hans">韩光环保</span><span class="secondary"> (한광환보)</span>'),
        ("ko", "zh-hans", '<span lang="ko">한광환보</span><span class="secondary">（韩光环保）</span>'),
        ("ko", "ko", '<span lang="ko">한광환보</span>'),
    ],
)
def test_names_say_their_language(own, language, html):
    assert html in rendered("{% both_names names own %}", language=language, names=NAMES, own=own)


def test_all_names_mark_what_was_typed():
    text = rendered("{% all_names names 'ko' '환보' %}", names=NAMES)
    assert '<span lang="ko">한광<mark>환보</mark></span>' in text
    assert '<span lang="zh-Hans">韩光环保</span>' in text


@pytest.mark.parametrize(
    ("text", "typed", "html"),
    [
        ("한빛 환경", "한빛환경", "<mark>한빛 환경</mark>"),
        ("Hanbit Eco", "hanbit", "<mark>Hanbit</mark> Eco"),
        ("<b>한빛</b>", "한빛", "&lt;b&gt;<mark>한빛</mark>&lt;/b&gt;"),
        ("a.c abc", "a.c", "<mark>a.c</mark> abc"),
        ("한빛", "", "한빛"),
        ("한빛", "㈜", "한빛"),
    ],
)
def test_what_was_typed_is_marked_and_nothing_slips_through(text, typed, html):
    parts = marked(text, typed)
    assert rendered('{% include "parts/marked.html" %}', parts=parts) == html


def test_dates_clocks_and_money():
    text = rendered(
        "{{ d|day }}|{{ d|short_day }}|{{ at|moment }}|{{ at|clock:'Asia/Shanghai' }}|"
        "{% clocks at 'Asia/Seoul' 'Asia/Shanghai' %}|"
        "{{ a|money:'CNY' }}|{% money_about a 'CNY' r 'KRW' d %}|{{ none|day }}{{ none|moment }}{{ none|money }}",
        d=date(2026, 5, 12),
        at=AT,
        a=Decimal(1_200_000),
        r=Decimal("191.7"),
        none=None,
    )
    assert text.startswith("2026. 5. 12.(화)|5. 12.(화)|2026. 5. 12.(화) 10:00|09:00|")
    assert '10:00 서울 · <span class="other-zone">09:00 베이징</span>' in text
    assert "CNY 1,200,000 <span" in text
    assert "(약 2억 3,004만 원, 2026. 5. 12. 기준)" in text
    assert text.endswith("|")


def test_turning_pages_and_sorting_keep_the_question():
    page = Paginator(range(100), 10).page(2)
    text = rendered("{% pages page %}{% sort 'name' 'Name' %}", "/?q=a&sort=name&page=2", page=page)
    assert 'href="?q=a&amp;sort=name&amp;page=3"' in text
    assert '<span aria-current="page">2</span>' in text
    assert 'aria-sort="ascending"' in text
    assert 'href="?q=a&amp;sort=-name"' in text
    assert rendered("{% pages page %}", page=Paginator(range(3), 10).page(1)).strip() == ""


def test_an_empty_list_says_what_to_do_next():
    text = rendered("{% empty 'None yet' 'Invite some.' '/invite/' 'Invite' %}{% empty 'Wait' state='loading' %}")
    assert 'href="/invite/"' in text
    assert 'aria-busy="true"' in text


def test_a_notice_with_a_way_back_is_told_once():
    request = RequestFactory().get("/")
    request._messages = CookieStorage(request)
    add_notice(request, "Removed.", undo="/undo/7/")
    add_notice(request, "It did not work.", "error")
    template = Template("{% load display %}{% notices %}")
    text = template.render(Context({"request": request, "csrf_token": "x" * 32}))
    assert "Removed." in text
    assert 'action="/undo/7/"' in text
    assert text.count("<form") == 1
    assert 'class="notice error" role="alert"' in text

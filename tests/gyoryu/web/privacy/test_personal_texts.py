"""Every entry of the register of personal data has its words."""

import pytest
from django.utils.translation import override

from gyoryu.base.names import DJANGO_CODES
from gyoryu.privacy.register import RECORDS as REGISTER
from gyoryu.web.privacy.personal_texts import BASES, OUTCOMES, PERIODS, RECORDS, period_of


def test_each_record_of_the_register_is_described_and_nothing_else():
    assert set(RECORDS) == {record.code for record in REGISTER}
    assert {record.basis for record in REGISTER} <= set(BASES)
    assert {record.period for record in REGISTER} <= set(PERIODS)
    assert {record.outcome for record in REGISTER} <= set(OUTCOMES)


@pytest.mark.parametrize("texts", [RECORDS, BASES, PERIODS, OUTCOMES])
def test_each_text_is_translated(texts):
    for text in texts.values():
        translations = set()
        for code in DJANGO_CODES.values():
            with override(code):
                translations.add(str(text))
        assert len(translations) == 3, text


@pytest.mark.parametrize("period", list(PERIODS))
@pytest.mark.parametrize("code", DJANGO_CODES.values())
def test_a_period_names_the_days_of_the_settings(settings, period, code):
    settings.KEPT_DAYS = {**settings.KEPT_DAYS, "drafts": 41, "account": 42, "letters": 43}
    with override(code):
        text = period_of(period)
    assert "{" not in text
    days = {"event": "41", "account": "42", "letters": "43"}.get(period)
    assert days is None or days in text

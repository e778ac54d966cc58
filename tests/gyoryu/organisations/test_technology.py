"""Fields of technology."""

from gyoryu.base.names import LANGUAGES
from gyoryu.base.text import comparison_key
from gyoryu.meetings.models import Topic
from gyoryu.organisations.technology import FIELDS


def test_each_field_has_a_name_of_its_own_in_each_language():
    for language in LANGUAGES:
        names = [comparison_key(getattr(names, language)) for names in FIELDS.values()]
        assert all(names)
        assert len(set(names)) == len(FIELDS)


def test_codes_fit_their_columns():
    longest = Topic._meta.get_field("field").max_length
    assert [code for code in FIELDS if len(code) > longest or not code.isascii()] == []
    assert "other" in FIELDS, "what a seller without a field is counted under"

import pytest

from gyoryu.base.models import AppendOnly, AuditLine, record

pytestmark = pytest.mark.django_db


def test_a_line_tells_who_did_what_to_which_object():
    record("change_language", "user", 7, by=3, former="ko", new="zh", count=2, done=True)
    line = AuditLine.objects.get()
    assert (line.by, line.verb, line.kind, line.key) == (3, "change_language", "user", "7")
    assert line.details == {"former": "ko", "new": "zh", "count": 2, "done": True}
    assert line.at is not None
    assert str(line) == "change_language user 7"


@pytest.mark.parametrize("text", ["Kim Minsu", "a@b.example", "김민수", "", "x" * 61])
def test_free_text_could_be_personal_and_is_refused(text):
    with pytest.raises(ValueError, match="detail note"):
        record("invite", "user", 1, by=None, note=text)
    assert not AuditLine.objects.exists()


def test_lines_are_never_changed_or_removed():
    line = record("sign_in", "user", 1, by=1)
    line.verb = "other"
    for attempt in (
        line.save,
        line.delete,
        lambda: AuditLine.objects.update(verb="other"),
        lambda: AuditLine.objects.filter(by=1).delete(),
    ):
        with pytest.raises(AppendOnly):
            attempt()
    assert AuditLine.objects.get().verb == "sign_in"


def test_the_newest_comes_first():
    for key in (1, 2, 3):
        record("sign_in", "user", key, by=key)
    assert [line.key for line in AuditLine.objects.all()] == ["3", "2", "1"]

"""`gyoryu compilemessages`: every .po beside its .mo."""

import gettext

from django.core.management import call_command


def test_each_catalogue_is_compiled_beside_its_source(settings, tmp_path, capsys):
    settings.LOCALE_PATHS = [tmp_path]
    for language, text in (("ko", "저장"), ("zh_Hans", "保存")):
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        (folder / "django.po").write_text(f'{header}msgid "Save"\nmsgstr "{text}"\n', encoding="utf-8")
    call_command("compilemessages")
    assert capsys.readouterr().out.split() == ["ko/LC_MESSAGES/django.po", "zh_Hans/LC_MESSAGES/django.po"]
    for language, text in (("ko", "저장"), ("zh_Hans", "保存")):
        assert gettext.translation("django", tmp_path, [language]).gettext("Save") == text

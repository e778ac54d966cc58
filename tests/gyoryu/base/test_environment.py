import pytest

from gyoryu.base.environment import MissingSecret, secret


def test_a_secret_is_read_from_the_file_that_is_named(monkeypatch, tmp_path):
    monkeypatch.delenv("SOME_KEY", raising=False)
    monkeypatch.delenv("SOME_KEY_FILE", raising=False)
    assert secret("SOME_KEY", "nothing") == "nothing"
    monkeypatch.setenv("SOME_KEY", "from the environment")
    assert secret("SOME_KEY") == "from the environment"
    file = tmp_path / "key"
    file.write_text(" 비밀 \n")
    monkeypatch.setenv("SOME_KEY_FILE", str(file))
    assert secret("SOME_KEY") == " 비밀 "


@pytest.mark.parametrize("content", [None, b"\xff\xfe secret"])
def test_a_file_that_cannot_be_read_is_named_and_not_quoted(monkeypatch, tmp_path, content):
    file = tmp_path / "key"
    if content:
        file.write_bytes(content)
    monkeypatch.setenv("SOME_KEY_FILE", str(file))
    with pytest.raises(MissingSecret) as error:
        secret("SOME_KEY")
    assert str(file) in str(error.value)
    assert "secret" not in str(error.value)
    assert error.value.__suppress_context__

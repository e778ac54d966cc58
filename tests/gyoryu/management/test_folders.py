import pytest

from gyoryu.management.folders import CONTENTS, RefusedFolder, refuse_foreign_files, written_whole


def write(folder, **files):
    with written_whole(folder) as draft:
        for name, text in files.items():
            (draft / name).write_text(text)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_new_folder_with_its_parents(tmp_path):
    write(tmp_path / "a" / "b", plan="1")
    assert (tmp_path / "a" / "b" / "plan").read_text() == "1"
    assert names(tmp_path / "a") == ["b"]


def test_own_results_are_replaced_as_a_whole(tmp_path):
    write(tmp_path / "out", plan="1", old="x")
    write(tmp_path / "out", plan="2")
    assert names(tmp_path / "out") == [CONTENTS, "plan"]
    assert (tmp_path / "out" / "plan").read_text() == "2"
    assert names(tmp_path) == ["out"]


def test_nothing_is_left_of_a_failure_and_former_results_stay(tmp_path):
    write(tmp_path / "out", plan="1")

    def interrupted():
        with written_whole(tmp_path / "out") as draft:
            (draft / "plan").write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert (tmp_path / "out" / "plan").read_text() == "1"
    assert names(tmp_path) == ["out"]


def test_files_of_others_are_never_touched(tmp_path):
    write(tmp_path / "out", plan="1")
    (tmp_path / "out" / "my notes.txt").write_text("mine")
    with pytest.raises(RefusedFolder) as error:
        write(tmp_path / "out", plan="2")
    assert (error.value.code, error.value.names) == ("foreign_files", ("my notes.txt",))
    assert (tmp_path / "out" / "plan").read_text() == "1"
    assert names(tmp_path) == ["out"]


def test_files_that_come_while_we_work_are_not_touched_either(tmp_path):
    def overtaken():
        with written_whole(tmp_path / "out") as draft:
            (draft / "plan").write_text("1")
            (tmp_path / "out").mkdir()
            (tmp_path / "out" / "theirs").write_text("x")

    with pytest.raises(RefusedFolder):
        overtaken()
    assert names(tmp_path / "out") == ["theirs"]
    assert names(tmp_path) == ["out"]


def test_a_file_is_no_folder_and_an_empty_folder_is_free(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(RefusedFolder, match="is_a_file"):
        refuse_foreign_files(tmp_path / "file")
    (tmp_path / "empty").mkdir()
    write(tmp_path / "empty", plan="1")
    assert (tmp_path / "empty" / "plan").exists()

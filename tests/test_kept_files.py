"""Files that are made once for all processes of a user."""

import os

import pytest
from gradwalk_ui import kept_files


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.setattr(kept_files.platformdirs, "user_cache_path", lambda _: tmp_path / "cache")
    return tmp_path / "cache"


def test_what_was_made_of_the_same_is_not_made_again(folder):
    assert kept_files.kept(lambda: b"first", b"a", b"b") == b"first"
    assert kept_files.kept(lambda: b"second", b"a", b"b") == b"first"
    assert kept_files.kept(lambda: b"third", b"ab") == b"third"
    assert len(list(folder.iterdir())) == 2


def test_what_could_not_be_made_is_not_kept(folder):
    with pytest.raises(ZeroDivisionError):
        kept_files.kept(lambda: bytes([1 // 0]), b"a")
    assert not folder.exists()


def test_what_is_not_as_it_was_put_is_made_again(folder):
    kept_files.kept(lambda: b"first", b"a")
    (file,) = folder.iterdir()
    for spoiled in (b"", file.read_bytes()[:-1], b"x" * 40):
        file.write_bytes(spoiled)
        assert kept_files.kept(lambda: b"again", b"a") == b"again"
        assert kept_files.kept(lambda: b"not made", b"a") == b"again"


def test_a_folder_that_is_none_is_no_error(folder):
    folder.write_text("a file")
    assert kept_files.kept(lambda: b"made", b"a") == b"made"
    assert kept_files.kept(lambda: b"again", b"a") == b"again"


def test_what_was_not_used_for_a_month_is_removed(folder):
    kept_files.kept(lambda: b"old", b"a")
    (old,) = folder.iterdir()
    os.utime(old, (0, 0))
    kept_files.kept(lambda: b"new", b"b")
    assert [kept_files.found(each) for each in folder.iterdir()] == [b"new"]

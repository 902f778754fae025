"""Files are written whole, for the owner only, and read without trust."""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import storage


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.fixture
def open_umask() -> object:
    before = os.umask(0)
    yield
    os.umask(before)


def test_a_file_and_its_folders_are_the_owners_only(tmp_path: Path, open_umask: object) -> None:
    path = tmp_path / "a" / "b" / "file.json"
    storage.write_file(path, b"x")
    assert _mode(path) == 0o600
    assert _mode(tmp_path / "a") == _mode(tmp_path / "a" / "b") == 0o700


def test_a_file_is_private_before_it_has_its_name(
    tmp_path: Path, open_umask: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    real = os.open

    def watched(path: object, flags: int, mode: int = 0o777) -> int:
        descriptor = real(path, flags, mode)  # type: ignore[arg-type]
        seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return descriptor

    monkeypatch.setattr(os, "open", watched)
    storage.write_file(tmp_path / "file", b"secret")
    assert seen == [0o600]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    storage.write_file(path, b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        storage.write_file(path, b"new", flush=True)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_flush_reaches_the_file_and_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds: list[str] = []

    def note(descriptor: int) -> None:
        kinds.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")

    monkeypatch.setattr(os, "fsync", note)
    storage.write_file(tmp_path / "file", b"x", flush=True)
    assert kinds == ["file", "folder"]
    kinds.clear()
    storage.write_file(tmp_path / "file", b"x")
    assert kinds == []


def test_a_document_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "doc.json"
    storage.write_document(path, 2, {"name": "Kopi ☕\ud800"})
    assert storage.read_document(path, 2) == ({"version": 2, "name": "Kopi ☕\ud800"}, False)
    assert storage.read_document(path, 3) == ({"version": 2, "name": "Kopi ☕\ud800"}, False)


def test_no_document_is_no_damage(tmp_path: Path) -> None:
    assert storage.read_document(tmp_path / "doc.json", 1) == (None, False)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[1]",
        b'"text"',
        b"{}",
        b'{"version": 2}',
        b'{"version": 0}',
        b'{"version": true}',
        b'{"version": "1"}',
        b'{"version": 1' + b"0" * 5000 + b"}",
        b'{"version": 1, "a": ' + b"[" * 100_000,
        b"\xff\xfe\x00",
    ],
)
def test_what_is_not_ours_to_understand_is_set_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "doc.json"
    path.write_bytes(content)
    assert storage.read_document(path, 1) == (None, True)
    (aside,) = tmp_path.iterdir()
    assert aside.name.startswith("doc.json.damaged-")
    assert aside.read_bytes() == content
    assert storage.read_document(path, 1) == (None, False)


def test_two_damaged_files_in_one_second_are_both_kept(tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        (tmp_path / "doc.json").write_bytes(content)
        storage.read_document(tmp_path / "doc.json", 1)
    assert sorted(path.read_bytes() for path in tmp_path.iterdir()) == [b"one", b"two"]


def test_a_named_pipe_or_a_folder_in_its_place_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "loop.json").symlink_to(tmp_path / "loop.json")
    for name in ("pipe.json", "folder.json", "loop.json"):
        assert storage.read_document(tmp_path / name, 1) == (None, True)


def test_a_file_longer_than_any_of_ours_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "doc.json"
    with path.open("wb") as file:
        file.truncate(storage.LARGEST + 1)
    assert storage.read_document(path, 1) == (None, True)


@given(content=st.binary(max_size=300) | st.text(max_size=100).map(lambda text: json.dumps(text).encode()))
def test_reading_never_raises(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "doc.json"
    path.write_bytes(content)
    body, aside = storage.read_document(path, 1)
    assert body is None
    assert aside


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO])
def test_what_cannot_be_read_just_now_stays_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    path = tmp_path / "doc.json"
    storage.write_document(path, 1, {"slug": "x"})

    def refused(*_details: object, **_more: object) -> int:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refused)
        assert storage.read_document(path, 1) == (None, True)
    assert storage.read_document(path, 1) == ({"version": 1, "slug": "x"}, False)


def test_a_file_that_another_process_removes_at_that_moment_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "doc.json"
    monkeypatch.setattr(os.path, "lexists", lambda _path: True)
    assert storage.read_document(path, 1) == (None, False)

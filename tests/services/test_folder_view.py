"""What is listed of a folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.services.folder_view import first_folders, look_into, nearest_folder, short_path
from tests.proofs import picture_file


def test_folders_first_then_pictures_the_newest_first(tmp_path: Path) -> None:
    for name, age in (("lama.png", 100), ("baru.JPG", 300), ("tengah.webp", 200)):
        os.utime(picture_file(tmp_path, name), (age, age))
    for name in ("Zoo", "arsip"):
        (tmp_path / name).mkdir()
    picture_file(tmp_path, "notes.txt")
    picture_file(tmp_path, ".hidden.png")
    (tmp_path / ".git").mkdir()
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "broken.png").symlink_to(tmp_path / "gone.png")
    folder = look_into(tmp_path)
    assert [entry.name for entry in folder.entries] == ["arsip", "Zoo", "baru.JPG", "tengah.webp", "lama.png"]
    assert [entry.is_folder for entry in folder.entries] == [True, True, False, False, False]
    assert not folder.cut


def test_links_count_as_what_they_lead_to(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "here").symlink_to(tmp_path / "there")
    (tmp_path / "link.png").symlink_to(picture_file(tmp_path / "there"))
    assert [(e.name, e.is_folder) for e in look_into(tmp_path).entries] == [
        ("here", True),
        ("there", True),
        ("link.png", False),
    ]


def test_a_folder_with_too_much_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.folder_view.MOST", 3)
    for number in range(5):
        os.utime(picture_file(tmp_path, f"{number}.png", b"x"), (number, number))
    folder = look_into(tmp_path)
    assert [entry.name for entry in folder.entries] == ["4.png", "3.png", "2.png"]
    assert folder.cut


def test_names_that_are_no_text_are_listed(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/\xff\xfe.png"
    Path(os.fsdecode(raw)).write_bytes(b"x")
    (entry,) = look_into(tmp_path).entries
    assert entry.path.read_bytes() == b"x"


def test_the_places_to_begin_are_there_and_each_only_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DOWNLOAD_DIR", raising=False)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    (tmp_path / "Downloads").mkdir()
    monkeypatch.chdir(tmp_path)
    assert first_folders() == (tmp_path / "Downloads", tmp_path)


def test_paths_are_shown_short_and_a_lost_folder_leads_to_the_nearest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert short_path(tmp_path / "Downloads") == "~/Downloads"
    assert short_path(tmp_path) == "~"
    assert short_path(Path("/usr/share")) == "/usr/share"
    assert nearest_folder(tmp_path / "gone" / "further") == tmp_path

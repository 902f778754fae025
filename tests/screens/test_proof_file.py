"""Finding the picture of a transfer on this machine: going through folders, typing a path, dropping a file."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from app.services import dropped
from app.services.folder_view import Folder, look_into
from screens import files, proof
from tests.proofs import picture, picture_file
from tests.screens.buying import says
from tests.screens.proving import NOTE, choose, downloads, drop, proving
from widgets.path_field import PathField

__all__ = ["downloads"]


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The threads in which a dropped path was looked for on the disk."""
    threads: set[str] = set()
    look = dropped.dropped_path

    def note(text: str) -> Path | None:
        threads.add("the screen's" if threading.current_thread() is threading.main_thread() else "another")
        return look(text)

    for screen in (proof, files):
        monkeypatch.setattr(screen, "dropped_path", note)
    return threads


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"MZ this is a program", "no JPEG, PNG or WebP picture, whatever its name says"),
        (b"", "This file is empty."),
        (picture() + b"\0" * (10_485_761 - len(picture())), "larger than 10 MB"),
        (b"\xff\xd8\xff and nothing more", "damaged and cannot be opened"),
    ],
)
async def test_what_may_not_be_sent_is_refused_with_words(data: bytes, words: str, downloads: Path) -> None:
    path = picture_file(downloads, "salah.png", data)
    os.utime(path, (9_999_999_999, 9_999_999_999))
    async with proving() as (buyer, store, _slug):
        await choose(buyer)
        await says(buyer, words)
        await says(buyer, "none chosen yet")
        assert store.server.count("POST", "transfer-proof-upload") == 0
        await choose(buyer, typed="bukti tr")
        await says(buyer, "Is this the right one?")


async def test_a_file_dropped_on_the_terminal_is_taken(downloads: Path) -> None:
    async with proving() as (buyer, _store, _slug):
        drop(buyer, f"'{downloads}/bukti transfer.png' ")
        await says(buyer, "Is this the right one?")


async def test_a_file_dropped_while_the_cursor_is_in_the_time_is_taken_and_a_time_pasted_there_stays(
    downloads: Path, looked: set[str]
) -> None:
    async with proving() as (buyer, store, _slug):
        field = buyer.screen.query_one("#when", PathField)
        field.focus()
        drop(buyer, f"{downloads}/bukti\\ transfer.png")
        await says(buyer, "Is this the right one?")
        field.focus()
        await buyer.press("end", *["backspace"] * 20)
        drop(buyer, "1-3-2025 09.15\n")
        await buyer.until(lambda: field.value == "1-3-2025 09.15", "the time pasted")
        await buyer.press("ctrl+s")
        await says(buyer, "Sent,")
        assert store.server.seen("PATCH", NOTE)[0].json()["transfer_time"].startswith("2025-0")
        assert looked == {"another"}, "a slow disk stops the page"


async def test_a_file_dropped_on_the_browser_is_taken_and_a_folder_opened(
    downloads: Path, looked: set[str]
) -> None:
    inner = downloads / "dua  spasi [b]"
    inner.mkdir()
    picture_file(inner, "dalam.png")
    async with proving() as (buyer, _store, _slug):
        await buyer.press("f")
        await buyer.on_screen("FilesScreen")
        await buyer.reads("bukti")
        drop(buyer, "zzz")
        await buyer.reads("No picture of that name here.")
        drop(buyer, str(inner))
        await buyer.reads("dalam.png")
        await buyer.reads("dua spasi [b]")
        drop(buyer, (inner / "dalam.png").as_uri())
        await buyer.on_screen("ProofScreen")
        await says(buyer, "dalam.png")
        assert looked == {"another"}, "a slow disk stops the page"


async def test_a_typed_path_is_taken_and_a_wrong_one_told(downloads: Path) -> None:
    async with proving() as (buyer, _store, _slug):
        await buyer.press("enter")
        await buyer.on_screen("FilesScreen")
        await buyer.reads("bukti")
        await buyer.type("~/nichts.png")
        await buyer.press("enter")
        await buyer.reads("There is no such file on this machine.")
        await buyer.press(*["backspace"] * 10)
        await buyer.type("Downloads/bukti transfer.png")
        await buyer.press("enter")
        await buyer.on_screen("ProofScreen")
        await says(buyer, "Is this the right one?")


async def test_going_through_folders(downloads: Path) -> None:
    (downloads / "Sub").mkdir()
    picture_file(downloads / "Sub", "dalam.png")
    async with proving() as (buyer, _store, _slug):
        await buyer.press("enter")
        await buyer.on_screen("FilesScreen")
        await buyer.reads("bukti")
        await buyer.type("sub")
        await buyer.press("enter")
        await buyer.reads("dalam.png")
        await buyer.reads("~/Downloads/Sub")
        await buyer.press("backspace")
        await buyer.reads("bukti transfer.png")
        await buyer.press("tab")
        await buyer.until(lambda: "Downloads/" in buyer.text(), "the home folder")
        await buyer.type("zzz")
        await buyer.reads("No picture of that name here.")
        await buyer.press("escape")
        await buyer.on_screen("ProofScreen")


async def test_a_folder_that_is_empty_or_cannot_be_opened_says_so(
    downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("kosong", "rahasia"):
        (downloads / name).mkdir()

    def locked(path: Path) -> Folder:
        if path.name == "rahasia":
            raise PermissionError(13, "no")
        return look_into(path)

    monkeypatch.setattr("screens.files.look_into", locked)
    async with proving((40, 12)) as (buyer, _store, _slug):
        await buyer.press("enter")
        await buyer.on_screen("FilesScreen")
        await buyer.reads("bukti")
        await buyer.type("kosong")
        await buyer.press("enter")
        await buyer.reads("No pictures in this folder.")
        await buyer.press("backspace")
        await buyer.reads("bukti")
        await buyer.type("rahasia")
        await buyer.press("enter")
        await buyer.reads("This folder cannot be opened.")
        await buyer.press(*["backspace"] * 7, *"bukti", "enter")
        await buyer.on_screen("ProofScreen")
        await says(buyer, "Is this the right one?")


async def test_hostile_names_are_shown_to_the_letter(downloads: Path) -> None:
    picture_file(downloads, "[bold red]x[bold] \x1b[2J\x07\u202egnp.png")
    (downloads / "[link=evil.test]map").mkdir()
    async with proving((120, 40)) as (buyer, _store, _slug):
        await buyer.press("enter")
        await buyer.on_screen("FilesScreen")
        await buyer.reads("[bold red]x[bold] [2Jgnp.png")
        await buyer.reads("[link=evil.test]map/")
        await buyer.type("[bold")
        await buyer.press("enter")
        await buyer.on_screen("ProofScreen")
        await says(buyer, "[bold red]x[bold] [2Jgnp.png")
        assert "\x1b" not in buyer.text()

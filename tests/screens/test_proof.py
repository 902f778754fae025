"""Sending the picture of a transfer on screen, over a real socket: found, checked, sent, and every step that may fail."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events

from app.sandbox import control
from app.sandbox.proofs import received
from app.session import Session
from tests.orders import place_order
from tests.pilot import Buyer, start_shop
from tests.proofs import picture, picture_file
from tests.screens.buying import says
from tests.served import Served, plain_session, served
from widgets.still_picture import StillPicture

PUT, NOTE = r"/uploads/", r"/orders/[^/]+$"


@pytest.fixture(autouse=True)
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home folder of a buyer with one picture in it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DOWNLOAD_DIR", "XDG_PICTURES_DIR", "XDG_DESKTOP_DIR", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "Downloads"
    folder.mkdir()
    picture_file(folder, "bukti transfer.png")
    return folder


@asynccontextmanager
async def proving(
    size: tuple[int, int] = (80, 24), session: Session | None = None
) -> AsyncIterator[tuple[Buyer, Served, str]]:
    """At the screen for the proof of an order that is to be paid by transfer."""
    async with (
        served() as store,
        start_shop(size=size, store=store.config, session=session or plain_session()) as buyer,
    ):
        slug = await place_order(buyer, method="bank_transfer")
        buyer.app.open_payment(slug)
        await buyer.on_screen("PaymentScreen")
        await buyer.until(lambda: "t" in buyer.screen.active_bindings, "the key for the proof")
        await buyer.press("t")
        await buyer.on_screen("ProofScreen")
        await says(buyer, "none chosen yet")
        yield buyer, store, slug


async def choose(buyer: Buyer, *, typed: str = "") -> None:
    await buyer.press("enter")
    await buyer.on_screen("FilesScreen")
    await buyer.reads("bukti")
    if typed:
        await buyer.type(typed)
    await buyer.press("enter")
    await buyer.on_screen("ProofScreen")


def drop(buyer: Buyer, text: str) -> None:
    buyer.app.post_message(events.Paste(text))


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_three_times_enter_sends_the_newest_picture(size: tuple[int, int]) -> None:
    async with proving(size) as (buyer, store, slug):
        await choose(buyer)
        await says(buyer, "Is this the right one?")
        await says(buyer, "bukti transfer.png")
        await buyer.press("enter")
        await says(buyer, "Sent,")
        assert received(store.sandbox, slug) == 1
        assert buyer.shop.orders.known[slug].transferproof_url
        await buyer.press("enter")
        await buyer.on_screen("PaymentScreen")


async def test_by_mouse() -> None:
    async with proving((120, 40)) as (buyer, store, slug):
        await buyer.click("#proof-do")
        await buyer.on_screen("FilesScreen")
        await buyer.reads("bukti transfer.png")
        line = next(i for i, text in enumerate(buyer.text().splitlines()) if "bukti transfer" in text)
        rows = buyer.screen.query_one("#files-list")
        await buyer.click("#files-list", offset=(3, line - rows.region.y))
        await buyer.on_screen("ProofScreen")
        await says(buyer, "Is this the right one?")
        await buyer.click("#proof-do")
        await says(buyer, "Sent,")
        assert received(store.sandbox, slug) == 1


async def test_account_and_time_are_the_buyers() -> None:
    async with proving() as (buyer, store, slug):
        await choose(buyer)
        await says(buyer, "Is this the right one?")
        accounts = buyer.screen.query_one("#proof-accounts")
        accounts.focus()
        await buyer.press("down", "enter")
        field = buyer.screen.query_one("#when")
        field.focus()
        await buyer.press("end", *["backspace"] * 20)
        await buyer.type("next week")
        await buyer.press("ctrl+s")
        await says(buyer, "Please write it like")
        assert store.server.count("PUT", PUT) == 0
        await buyer.press(*["backspace"] * 20)
        await buyer.type("1-3-2025 09.15")
        await buyer.press("ctrl+s")
        await says(buyer, "Sent,")
        note = store.server.seen("PATCH", NOTE)[0].json()
        assert note["transfer_time"].startswith("2025-0")
        order = buyer.shop.orders.known[slug]
        assert order.store is not None
        assert note["payment_account_number"] == order.store.payment_accounts[1].account_number


async def test_what_was_typed_survives_language_and_leaving() -> None:
    async with proving() as (buyer, _store, _slug):
        await choose(buyer)
        await says(buyer, "Is this the right one?")
        field = buyer.screen.query_one("#when")
        field.focus()
        await buyer.press("end", "backspace", "7")
        written = field.value  # type: ignore[attr-defined]
        await buyer.press("f2")
        await buyer.until(lambda: buyer.screen.query("#when").first().value == written, "the time typed")  # type: ignore[attr-defined]
        await buyer.press("f2", "escape")
        await buyer.on_screen("PaymentScreen")
        await buyer.press("t")
        await buyer.on_screen("ProofScreen")
        await says(buyer, "Is this the right one?")
        assert buyer.screen.query_one("#when").value == written  # type: ignore[attr-defined]


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


async def test_an_upload_that_is_refused_says_so_and_one_key_tries_again() -> None:
    async with proving() as (buyer, store, slug):
        await choose(buyer)
        await says(buyer, "Is this the right one?")
        store.server.arm("PUT", PUT, "s403")
        await buyer.press("enter")
        await says(buyer, "The picture did not arrive.")
        await buyer.press("r")
        await says(buyer, "Sent,")
        assert received(store.sandbox, slug) == 1


async def test_the_order_is_told_again_without_sending_the_picture_twice() -> None:
    async with proving((40, 12)) as (buyer, store, slug):
        await choose(buyer)
        await says(buyer, "Is this the right one?")
        store.server.arm("PATCH", NOTE, "s500_html", times=None)
        await buyer.press("enter")
        await says(buyer, "The picture has arrived, but your order does not know of it yet.")
        store.server.disarm()
        await buyer.press("r")
        await says(buyer, "Sent,")
        assert store.server.count("PUT", PUT) == 1
        assert received(store.sandbox, slug) == 1


async def test_leaving_the_screen_does_not_end_the_sending() -> None:
    async with proving() as (buyer, store, slug):
        await choose(buyer)
        await says(buyer, "Is this the right one?")
        store.server.arm("PUT", PUT, "hold")
        await buyer.press("enter")
        await says(buyer, "Sending the picture…")
        await store.server.received("PUT", PUT)
        await buyer.press("enter", "ctrl+s", "escape")
        await buyer.on_screen("PaymentScreen")
        store.server.release()
        await buyer.until(lambda: buyer.shop.orders.known[slug].transferproof_url, "the proof")
        assert store.server.count("PUT", PUT) == 1
        buyer.app.open_proof(slug)
        await says(buyer, "Sent,")


async def test_asked_to_leave_the_shop_waits_until_the_picture_has_arrived() -> None:
    async with proving() as (buyer, store, slug):
        await choose(buyer)
        await says(buyer, "Is this the right one?")
        store.server.arm("PUT", PUT, "hold")
        await buyer.press("enter")
        await store.server.received("PUT", PUT)
        await buyer.press("q")
        await buyer.reads("press again to leave")
        assert buyer.app.is_running
        store.server.release()
        await buyer.until(lambda: not buyer.app.is_running, "the end")
        assert received(store.sandbox, slug) == 1
        assert store.server.count("PATCH", NOTE) == 1


async def test_a_picture_that_does_not_get_through_keeps_the_shop_open() -> None:
    async with proving() as (buyer, store, _slug):
        await choose(buyer)
        await says(buyer, "Is this the right one?")
        store.server.arm("PATCH", NOTE, "hold")
        await buyer.press("enter")
        await store.server.received("PATCH", NOTE)
        await buyer.press("q")
        await buyer.reads("press again to leave")
        store.server.arm("PATCH", NOTE, "s404", times=None)
        for task in list(store.server._tasks):
            task.cancel()  # the line breaks
        await buyer.reads("transfer did")
        assert buyer.app.is_running


async def test_a_restart_between_upload_and_note_goes_on_by_itself(tmp_path: Path) -> None:
    def session() -> Session:
        made = Session(tmp_path / "state", tmp_path / "settings.json")
        made.load()
        made.settings.language, made.settings.pictures = "en", "off"
        return made

    async with served() as store:
        async with start_shop(size=(80, 24), store=store.config, session=session()) as buyer:
            slug = await place_order(buyer, method="bank_transfer")
            buyer.app.open_proof(slug)
            await buyer.on_screen("ProofScreen")
            await says(buyer, "none chosen yet")
            await choose(buyer)
            await says(buyer, "Is this the right one?")
            store.server.arm("PATCH", NOTE, "s500_html", times=None)
            await buyer.press("enter")
            await says(buyer, "does not know of it yet")
        store.server.disarm()
        async with start_shop(size=(80, 24), store=store.config, session=session()) as buyer:
            await buyer.until(lambda: buyer.shop.orders.placed[0].proof is None, "the note taken")
            buyer.app.open_proof(slug)
            await says(buyer, "Sent,")
        assert store.server.count("PUT", PUT) == 1
        assert received(store.sandbox, slug) == 1


async def test_a_file_dropped_on_the_terminal_is_taken(downloads: Path) -> None:
    async with proving() as (buyer, _store, _slug):
        drop(buyer, f"'{downloads}/bukti transfer.png' ")
        await says(buyer, "Is this the right one?")


async def test_a_file_dropped_on_the_browser_is_taken_and_a_folder_opened(downloads: Path) -> None:
    inner = downloads / "dua  spasi [b]"
    inner.mkdir()
    picture_file(inner, "dalam.png")
    async with proving() as (buyer, _store, _slug):
        await buyer.press("f")
        await buyer.on_screen("FilesScreen")
        await buyer.reads("bukti")
        drop(buyer, str(inner))
        await buyer.reads("dalam.png")
        await buyer.reads("dua spasi [b]")
        drop(buyer, (inner / "dalam.png").as_uri())
        await buyer.on_screen("ProofScreen")
        await says(buyer, "dalam.png")


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


async def test_a_folder_nobody_may_open_or_that_is_empty(downloads: Path) -> None:
    (downloads / "kosong").mkdir()
    async with proving((40, 12)) as (buyer, _store, _slug):
        await buyer.press("enter")
        await buyer.on_screen("FilesScreen")
        await buyer.reads("bukti")
        await buyer.type("kosong")
        await buyer.press("enter")
        await buyer.reads("No pictures in this folder.")


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


async def test_over_ssh_it_says_where_the_file_has_to_be_and_gives_the_page() -> None:
    async with proving((120, 40)) as (buyer, _store, _slug):
        assert "SSH" not in buyer.text()
        buyer.app.environ["SSH_TTY"] = "/dev/pts/1"
        buyer.shop.proofs.changed.emit()
        await says(buyer, "the picture has to be on the machine that runs etalase")
        await says(buyer, "/orders/")
        await buyer.press("k")
        assert "/orders/" in buyer.app.clipboard


async def test_an_order_that_is_paid_needs_no_proof() -> None:
    async with proving() as (buyer, store, slug):
        assert control.mark_paid(store.sandbox, slug)
        await buyer.shop.orders.fetch(slug)
        await says(buyer, "This order is paid. No proof is needed.")
        await buyer.press("enter")
        await buyer.on_screen("PaymentScreen")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_whole_picture_is_shown_where_there_is_room(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.proof.draws_pictures", lambda _app: True)
    async with proving(size) as (buyer, _store, _slug):
        await choose(buyer)
        await says(buyer, "Is this the right one?")
        shown = buyer.screen.query_one(StillPicture)
        await buyer.until(lambda: shown.raster is not None, "the preview")
        assert shown.raster is not None
        assert shown.raster.width <= shown.content_size.width
        assert shown.raster.height <= shown.content_size.height * 2
        assert abs(shown.raster.width / shown.raster.height - 90 / 160) < 0.06
        assert buyer.text().count("▀") >= shown.raster.width * shown.raster.height // 2


async def test_nothing_of_it_is_written_when_private(tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    async with proving() as (buyer, _store, _slug):
        await choose(buyer)
        await says(buyer, "Is this the right one?")
        await buyer.press("enter")
        await says(buyer, "Sent,")
    assert sorted(tmp_path.rglob("*")) == before

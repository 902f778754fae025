"""Sending the picture of a transfer on screen, over a real socket, and every step that may fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.sandbox import control
from app.sandbox.proofs import received
from app.session import Session
from tests.orders import place_order
from tests.pilot import start_shop
from tests.screens.buying import says
from tests.screens.proving import NOTE, PUT, choose, downloads, proving
from tests.served import served
from widgets.still_picture import StillPicture

__all__ = ["downloads"]


@pytest.mark.parametrize("size", [(120, 40), (40, 12)])
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

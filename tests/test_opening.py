"""From one store to another: the second knows nothing of the first, and what is on its way is not lost."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from app.config import DEMO, StoreConfig
from app.main import Etalase
from app.opening import Manner, Opening, open_stores
from app.records import OrderAttempt
from app.session import Session
from app.terminal import Terminal
from tests.pilot import Buyer

FIRST, SECOND = StoreConfig(DEMO, demo_autopay=False), StoreConfig(DEMO, title="Toko Kedua", demo_items=30)

Visit = Callable[[Buyer], Awaitable[None]]


class _Nowhere(Terminal):
    """Shows nothing."""

    def open(self, frame: str) -> None:
        self.frame = frame

    def close(self) -> None:
        pass


def run(visits: list[Visit], monkeypatch: pytest.MonkeyPatch) -> int:
    """The command from its first shop to its end; each shop is one visit, without a terminal."""
    coming = iter(visits)
    # What other tests left is not looked through again: of all that is frozen only what this one freezes is to go.
    gc.freeze()
    monkeypatch.setattr(gc, "freeze", lambda: None)
    monkeypatch.setattr(gc, "unfreeze", lambda: None)

    def run_one(app: Etalase) -> None:
        visit = next(coming)

        async def drive() -> None:
            app._terminal = None  # nothing of the process is taken over
            async with app.run_test(size=(80, 24), notifications=True) as pilot:
                buyer = Buyer(app, pilot, [])
                await buyer.until(lambda: app.usable and app.shop.catalog.items, "the catalogue")
                await visit(buyer)

        asyncio.run(drive())

    monkeypatch.setattr(Etalase, "run", run_one)
    return open_stores(
        lambda: Opening(FIRST, Session(None, None)),
        Manner({}, stores=lambda: (SECOND, FIRST)),
        _Nowhere(),
    )


async def go(buyer: Buyer) -> None:
    await buyer.press("comma")
    await buyer.on_screen("SettingsScreen")
    await buyer.press("t")
    await buyer.on_screen("StoresScreen")
    await buyer.press("up", "enter")


def test_nothing_of_the_first_store_is_in_memory_in_the_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    gone: list[weakref.ref[Any]] = []

    async def first(buyer: Buyer) -> None:
        session = buyer.app.session
        await buyer.app.use_language("en")
        session.guest_token = "guest-of-the-first"
        gone.extend(weakref.ref(one) for one in (buyer.app, buyer.shop, session, buyer.shop.catalog))
        await go(buyer)
        await buyer.until(lambda: buyer.app._exit, "the end of the first")
        assert buyer.app.next_store is SECOND

    async def second(buyer: Buyer) -> None:
        here = [one() for one in gone if one() is not None]
        holders = [
            f"{type(one).__name__} by {type(by).__name__}" for one in here for by in gc.get_referrers(one)
        ]
        assert not here, (holders, threading.enumerate())
        assert buyer.shop.store is SECOND
        assert buyer.app.session.guest_token is None
        assert buyer.app.session.settings.language == "en"
        assert "Toko Kedua" in buyer.text()
        buyer.app.action_leave()

    assert run([first, second], monkeypatch) == 0


def test_told_to_end_on_the_way_to_another_store_no_other_is_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def first(buyer: Buyer) -> None:
        assert buyer.app.go_to_store(SECOND)
        buyer.app.exit(None, 143)  # as a signal does

    assert run([first], monkeypatch) == 143


def test_an_order_on_its_way_keeps_the_store_open(monkeypatch: pytest.MonkeyPatch) -> None:
    async def first(buyer: Buyer) -> None:
        await buyer.app.use_language("en")
        await buyer.press("comma")
        await buyer.on_screen("SettingsScreen")
        attempt = OrderAttempt("a", "submitting", "2026-11-21T03:00:00Z")
        buyer.shop.orders.attempt = attempt
        await buyer.press("t")
        await buyer.on_screen("StoresScreen")
        await buyer.press("up", "enter")
        await buyer.on_screen("SettingsScreen")
        await buyer.reads("Your order is on its way")
        assert buyer.app.next_store is None
        attempt.state = "placed"
        buyer.app.action_leave()

    assert run([first], monkeypatch) == 0

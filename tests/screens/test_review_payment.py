"""A payment nobody looks at is not asked about."""

from __future__ import annotations

import asyncio

import pytest

from app.api.models.order import PublicOrder
from screens.payment import PaymentScreen
from tests.flows.keyboard import burst
from tests.orders import place_order
from tests.pilot import Buyer, start_shop


def watching(buyer: Buyer) -> bool:
    return any(worker.group == "payment" and worker.is_running for worker in buyer.app.workers)


async def test_a_payment_behind_another_screen_is_not_polled_until_it_is_seen_again() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        slug = await place_order(buyer, method="bank_transfer")
        buyer.app.open_payment(slug)
        await buyer.on_screen("PaymentScreen")
        await buyer.until(lambda: watching(buyer), "the watch")
        buyer.app.open_order(slug)
        await buyer.on_screen("OrderScreen")
        await buyer.until(lambda: not watching(buyer), "no watch")
        buyer.app.pop_screen()
        await buyer.on_screen("PaymentScreen")
        assert isinstance(buyer.screen, PaymentScreen)
        await buyer.until(lambda: watching(buyer), "the watch again")


async def test_asking_again_and_again_asks_once_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    async with start_shop(size=(80, 24)) as buyer:
        slug = await place_order(buyer, method="bank_transfer")
        buyer.app.open_payment(slug)
        await buyer.on_screen("PaymentScreen")
        screen = buyer.screen
        assert isinstance(screen, PaymentScreen)
        orders, asked, answer = buyer.shop.orders, [0], asyncio.Event()
        really = orders.fetch

        async def fetch(secret_slug: str) -> PublicOrder:
            asked[0] += 1
            await answer.wait()
            return await really(secret_slug)

        monkeypatch.setattr(orders, "fetch", fetch)
        for key in ("r", "u"):
            asked[0] = 0
            answer.clear()
            burst(buyer, key)
            await buyer.until(lambda: asked[0] == 1, "the question")
            burst(buyer, *key * 8, "j")  # the amount copied: the keys before it have been heard
            await buyer.reads("Sent to your clipboard")
            assert asked[0] == 1
            buyer.app.clear_notifications()
            answer.set()
            await buyer.until(lambda: not screen.payment_watch.asking and not screen._asking, "the answer")

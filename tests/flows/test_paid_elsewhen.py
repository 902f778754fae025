"""A payment that arrives while the buyer is somewhere else in the shop: nothing is asked meanwhile, all is told after."""

from __future__ import annotations

import pytest

from app.sandbox import control
from app.services import watch
from tests.orders import place_order
from tests.pilot import Buyer, start_shop
from tests.served import Served, plain_session, served


def watching(buyer: Buyer) -> bool:
    return any(worker.group == "payment" and worker.is_running for worker in buyer.app.workers)


def asked(behind: Served) -> int:
    return behind.server.count("GET", r"/orders/[^/]+$") + behind.server.count("POST", "/payment$")


@pytest.mark.parametrize("method", ["qris", "va_bca", "ovo"])
async def test_paid_while_another_screen_is_open(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "POLL_PAUSE", 0.02)
    async with served() as behind, start_shop(session=plain_session(), store=behind.config) as buyer:
        slug = await place_order(buyer, method=method)
        buyer.app.open_payment(slug)
        await buyer.on_screen("PaymentScreen")
        known = buyer.shop.orders.known
        await buyer.until(lambda: known[slug].pg_payment_info, "the details")
        if method == "qris":
            before = asked(behind)
            await buyer.until(lambda: asked(behind) > before + 2, "some polls")
        buyer.app.action_open_settings()
        await buyer.on_screen("SettingsScreen")
        await buyer.until(lambda: not watching(buyer), "nobody watching")
        away = asked(behind)
        assert control.mark_paid(behind.sandbox, slug)
        for key in ("down", "down", "up"):
            await buyer.press(key)
        assert asked(behind) == away
        assert known[slug].payment_status == "unpaid"
        await buyer.press("escape")
        await buyer.on_screen("PaymentScreen")
        await buyer.reads("Paid. Thank you!")
        assert asked(behind) == away + 1
        await buyer.until(lambda: not watching(buyer), "nobody watching")
        assert asked(behind) == away + 1


async def test_left_for_good_the_payment_is_asked_about_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "POLL_PAUSE", 0.02)
    async with served() as behind, start_shop(session=plain_session(), store=behind.config) as buyer:
        slug = await place_order(buyer, method="qris")
        buyer.app.open_payment(slug)
        await buyer.on_screen("PaymentScreen")
        await buyer.until(lambda: asked(behind) > 3, "some polls")
        await buyer.press("escape")
        await buyer.on_screen("CatalogScreen")
        await buyer.until(lambda: not watching(buyer), "nobody watching")
        left = asked(behind)
        for key in ("down", "down", "up"):
            await buyer.press(key)
        assert asked(behind) == left

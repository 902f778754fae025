"""A payment nobody looks at is not asked about."""

from __future__ import annotations

from screens.payment import PaymentScreen
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

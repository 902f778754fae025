"""Orders on screen: the list, one order, paying again, the seller's address."""

from __future__ import annotations

import pytest

from app.sandbox import control
from tests.orders import place_order
from tests.pilot import demo_app, start_shop


async def test_no_orders_has_words_and_a_way_out() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await buyer.press("o")
        await buyer.on_screen("OrdersScreen")
        await buyer.reads("No order has been placed here yet.")
        await buyer.press("escape")
        await buyer.on_screen("CatalogScreen")


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_from_the_list_to_an_order_and_to_its_payment(size: tuple[int, int]) -> None:
    async with start_shop(size=size) as buyer:
        slug = await place_order(buyer, method="bank_transfer")
        number = buyer.shop.orders.known[slug].order_id
        await buyer.press("o")
        await buyer.on_screen("OrdersScreen")
        await buyer.reads(number)
        await buyer.press("enter")
        await buyer.on_screen("OrderScreen")
        await buyer.reads("waiting for payment")
        await buyer.reads("Pay")
        await buyer.press("enter")
        await buyer.on_screen("PaymentScreen")


async def test_a_shipped_order_shows_its_tracking_number_and_copies_it() -> None:
    async with start_shop(size=(120, 40)) as buyer:
        slug = await place_order(buyer, method="bank_transfer")
        assert control.mark_paid(demo_app(buyer), slug)
        assert control.ship(demo_app(buyer), slug)
        buyer.app.open_order(slug)
        await buyer.on_screen("OrderScreen")
        await buyer.reads("Tracking number")
        await buyer.press("k")
        assert buyer.app.clipboard == buyer.shop.orders.known[slug].shipment_receipt
        assert not buyer.screen.query_one("#pay").display


async def test_every_total_row_and_the_address_are_there() -> None:
    async with start_shop(size=(120, 40)) as buyer:
        slug = await place_order(buyer, method="qris")
        buyer.app.open_order(slug)
        await buyer.on_screen("OrderScreen")
        for words in ("Goods", "Shipping", "Biaya layanan", "Total", "Jl. Melati 5", "Cempaka Putih"):
            await buyer.reads(words)
        await buyer.press("h")
        await buyer.reads("wa.me/6280000000000")

"""An order in every state, its dialogs and the list, as they look at three sizes and in two languages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from app.sandbox import control, discounts
from styles.themes import DARK, LIGHT
from tests.orders import place_order
from tests.pilot import Buyer, demo_app
from tests.screens.buying import ready_to_order
from tests.snapshots.looks import Names, at_every_size, compare, seen_as
from tests.snapshots.stage import press, settle
from tests.snapshots.walks import home

IN_COLOUR: dict[str, Names] = {
    "120x40-en": {"completed": (DARK,)},
    "80x24-id": {"to-pay": (DARK, LIGHT), "contact": (LIGHT,)},
    "40x12-id": {"canceled": (DARK,)},
}


async def show(buyer: Buyer, slug: str) -> None:
    await home(buyer)
    buyer.app.open_order(slug)
    await buyer.on_screen("OrderScreen")
    await settle(buyer)


async def states(buyer: Buyer) -> AsyncIterator[str]:
    """One order from its placing to the door, another that is cancelled, and what is around them."""
    store, orders = demo_app, buyer.shop.orders
    slug = await place_order(buyer, method="bank_transfer")
    await show(buyer, slug)
    yield "to-pay"
    await press(buyer, "end")
    yield "to-pay-end"
    assert control.mark_paid(store(buyer), slug)
    await show(buyer, slug)
    yield "paid"
    assert control.ship(store(buyer), slug)
    await show(buyer, slug)
    yield "shipped"
    assert control.deliver(store(buyer), slug)
    await show(buyer, slug)
    yield "completed"
    await press(buyer, "h")
    yield "contact"
    await press(buyer, "escape", "n")
    yield "note-empty"
    await press(buyer, *"Titip")
    yield "note"
    await press(buyer, "escape")
    digital = await place_order(buyer, method="bank_transfer", slug="ebook-resep-nusantara")
    await show(buyer, digital)
    yield "digital"
    assert control.cancel(store(buyer), digital)
    await show(buyer, digital)
    yield "canceled"
    known = orders.known[slug]
    line = known.orderlines[0]
    orders.learned(
        slug,
        known.model_copy(update={"orderlines": [line, line.model_copy(update={"product_name": "Lama"})]}),
    )
    buyer.shop.orders.fetch = lambda _slug: _known(known)  # type: ignore[method-assign,assignment,return-value]
    await show(buyer, slug)
    orders.learned(
        slug,
        known.model_copy(update={"orderlines": [line, line.model_copy(update={"product_name": "Lama"})]}),
    )
    await press(buyer, "b")
    yield "again-partly"
    await home(buyer)
    await press(buyer, "o")
    yield "orders"
    await press(buyer, "f")
    yield "orders-none-to-pay"
    await home(buyer)
    await press(buyer, "l")
    yield "link"
    await press(buyer, *"x:y", "enter")
    yield "link-refused"


async def _known(order: object) -> object:
    return order


@at_every_size
async def test_orders(size: tuple[int, int], language: str, snapshot: SnapshotAssertion) -> None:
    await compare(states, size, language, snapshot, in_colour=IN_COLOUR.get(seen_as(size, language)))


@at_every_size
async def test_a_code_that_is_lost(
    size: tuple[int, int], language: str, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(buyer: Buyer) -> AsyncIterator[str]:
        await ready_to_order(buyer)
        checkout = buyer.shop.checkout
        await checkout.set_code("HEMAT10")
        await buyer.until(lambda: checkout.code and not checkout.missing(), "a total with the code")
        known = discounts.CODES["HEMAT10"]
        monkeypatch.setitem(discounts.CODES, "HEMAT10", replace(known, used=9, usage_limit=9))
        await press(buyer, "ctrl+s")
        await buyer.until(lambda: checkout.lost_code and not checkout.busy, "the refusal")
        yield "code-lost"

    kept: Names = {"code-lost": (DARK,)} if seen_as(size, language) == "80x24-id" else {}
    await compare(refused, size, language, snapshot, in_colour=kept)

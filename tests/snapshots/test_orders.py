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
from tests.snapshots.stage import look, press, settle, stage
from tests.snapshots.test_screens import LANGUAGES, SIZES, Characters, Picture, picture, standing_clock
from tests.snapshots.walks import home

__all__ = ["standing_clock"]

IN_COLOUR: dict[tuple[str, tuple[int, int], str], tuple[str, ...]] = {
    ("completed", (120, 40), "en"): (DARK,),
    ("to-pay", (80, 24), "id"): (DARK, LIGHT),
    ("canceled", (40, 12), "en"): (DARK,),
    ("contact", (80, 24), "id"): (LIGHT,),
    ("code-lost", (80, 24), "id"): (DARK,),
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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_orders(
    size: tuple[int, int], language: str, standing_clock: None, snapshot: SnapshotAssertion
) -> None:
    pages: list[str] = []
    pictures: dict[str, str] = {}
    async with stage(size, language) as buyer:
        async for name in states(buyer):
            pages.append(f"{f' {name} ':=^{size[0]}}\n{await look(buyer)}\n")
            for theme in IN_COLOUR.get((name, size, language), ()):
                pictures[f"{name}-{theme.removeprefix('etalase-')}"] = await picture(buyer, theme)
    assert "\n".join(pages) == snapshot(extension_class=Characters)
    for name, drawn in pictures.items():
        assert drawn == snapshot(extension_class=Picture, name=name)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_code_that_is_lost(
    size: tuple[int, int],
    language: str,
    standing_clock: None,
    snapshot: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name = "code-lost"
    async with stage(size, language) as buyer:
        await ready_to_order(buyer)
        checkout = buyer.shop.checkout
        await checkout.set_code("HEMAT10")
        await buyer.until(lambda: checkout.code and not checkout.missing(), "a total with the code")
        known = discounts.CODES["HEMAT10"]
        monkeypatch.setitem(discounts.CODES, "HEMAT10", replace(known, used=9, usage_limit=9))
        await press(buyer, "ctrl+s")
        await buyer.until(lambda: checkout.lost_code and not checkout.busy, "the refusal")
        page = f"{f' {name} ':=^{size[0]}}\n{await look(buyer)}\n"
        drawn = [await picture(buyer, theme) for theme in IN_COLOUR.get((name, size, language), ())]
    assert page == snapshot(extension_class=Characters)
    for one in drawn:
        assert one == snapshot(extension_class=Picture, name=name)

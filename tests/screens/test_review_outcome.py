"""What a buyer does while an order is on its way changes neither that order nor what comes after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.api.errors import Refused
from app.services.cart import variant_snapshot
from app.session import Session
from tests.pilot import Buyer, start_shop
from tests.screens.buying import Till, fill_cart, says, till


async def buy_now_under_way(buyer: Buyer) -> Till:
    """A thing in the cart, and another bought directly, its order not answered yet."""
    shop = buyer.shop
    await fill_cart(buyer, "lampu-bambu")
    product = await shop.catalog.product("kopi-gayo")
    buyer.app.buy_now(variant_snapshot(product, product.variants[0]), 1)
    checkout = shop.checkout
    checkout.set_contact(name="Budi Santoso", email="budi@contoh.id", phone="081234567890")
    place = (await shop.locations.search("cempaka putih"))[0]
    place.postal_code = (await shop.locations.postal_codes(place.location_id))[0]
    checkout.set_address("Jl. Kenanga 5")
    checkout.set_place(place)
    await checkout.load()
    checkout.set_courier(checkout.options[0])
    checkout.set_method("bank_transfer")
    await checkout.load()
    await buyer.until(lambda: not checkout.missing(), "a complete draft")
    stand_in = await till(buyer, Refused(403))
    assert shop.orders.place()
    return stand_in


@pytest.mark.parametrize("elsewhere", ["cart", "another thing"])
async def test_a_rejected_buy_now_comes_back_as_what_it_was(elsewhere: str) -> None:
    async with start_shop(size=(80, 24)) as buyer:
        stand_in = await buy_now_under_way(buyer)
        wanted = list(buyer.shop.checkout.draft.direct)
        if elsewhere == "cart":
            buyer.app.open_checkout()
        else:
            product = await buyer.shop.catalog.product("lampu-bambu")
            buyer.app.buy_now(variant_snapshot(product, product.variants[0]), 3)
        await buyer.on_screen("OutcomeScreen")
        stand_in.go.set()
        await buyer.on_screen("CheckoutScreen")
        assert buyer.shop.checkout.draft.direct == wanted
        await says(buyer, "The shop does not allow this.")
        assert stand_in.sent == 1


async def test_nothing_is_forgotten_while_an_order_is_on_its_way(tmp_path: Path) -> None:
    session = Session(tmp_path / "demo", None)
    session.settings.language = "en"
    async with start_shop(size=(80, 24), session=session) as buyer:
        stand_in = await buy_now_under_way(buyer)
        buyer.app.action_open_settings()
        await buyer.on_screen("SettingsScreen")
        await buyer.press("ctrl+f")
        await buyer.reads("really forget everything")
        await buyer.press("ctrl+f")
        await says(buyer, "Your order is being sent")
        assert [attempt.state for attempt in session.attempts] == ["submitting"]
        stand_in.go.set()
        await buyer.until(lambda: session.attempts[0].state == "rejected", "the answer")
        await buyer.press("ctrl+f")
        await buyer.until(lambda: not session.attempts, "everything forgotten")


async def test_what_can_no_longer_be_saved_is_said_when_it_happens(tmp_path: Path) -> None:
    session = Session(tmp_path / "demo", None)
    session.settings.language = "en"
    async with start_shop(size=(120, 40), session=session) as buyer:
        (tmp_path / "demo").write_text("in the way")
        session.save_draft()
        await says(buyer, "Nothing can be saved on this machine")

"""An order lost sight of: what is known is said, nothing is ordered again without two deliberate choices."""

from __future__ import annotations

import pytest

from app.api.errors import Unreachable
from tests.pilot import Buyer, start_shop
from tests.screens.buying import Till, ready_to_order, says, till
from widgets.choice_list import ChoiceList


async def lose(buyer: Buyer, *, processed: bool) -> Till:
    """Order, and let the answer be lost; `processed`: the store made the order."""
    await ready_to_order(buyer)
    stand_in = await till(buyer, Unreachable("timeout", sent=True), processed=processed)
    stand_in.go.set()
    await buyer.press("ctrl+s")
    await buyer.on_screen("OutcomeScreen")
    return stand_in


async def choose(buyer: Buyer, row: str) -> None:
    choices = buyer.screen.query_one(ChoiceList)
    await buyer.until(lambda: row in [choice.id for choice in choices.rows], row)
    choices.move_to(row)
    choices.focus()
    await buyer.press("enter")


@pytest.mark.parametrize("size", [(120, 40), (40, 12)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_an_emptied_cart_means_the_order_is_there(size: tuple[int, int]) -> None:
    async with start_shop(size=size) as buyer:
        await lose(buyer, processed=True)
        attempt = buyer.shop.orders.attempt
        assert attempt is not None
        await buyer.until(lambda: attempt.cart_emptied is True, "the cart asked")
        await says(buyer, "We do not know yet whether your order arrived.")
        await says(buyer, "Please do not order again")
        await buyer.press("pagedown")
        await says(buyer, "almost certainly made")
        await says(buyer, "budi@contoh.id")


async def test_a_full_cart_means_most_likely_no_order() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await lose(buyer, processed=False)
        await says(buyer, "most likely not made")


async def test_checking_again_after_the_store_could_not_be_asked() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        client = await buyer.shop.client()
        real = client.cart

        async def broken() -> object:
            raise Unreachable("connect", sent=False)

        await ready_to_order(buyer)
        stand_in = await till(buyer, Unreachable("reset", sent=True), processed=True)
        client.cart = broken  # type: ignore[assignment, method-assign]
        stand_in.go.set()
        await buyer.press("ctrl+s")
        await buyer.on_screen("OutcomeScreen")
        await says(buyer, "could not be asked yet")
        client.cart = real  # type: ignore[method-assign]
        await buyer.press("r")
        await says(buyer, "almost certainly made")


async def test_ordering_again_takes_two_deliberate_choices() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        stand_in = await lose(buyer, processed=False)
        await says(buyer, "most likely not made")
        await choose(buyer, "none")
        await says(buyer, "you get two")
        await buyer.press("enter")
        await buyer.reads("Check again")
        assert not buyer.shop.orders.can_place
        await choose(buyer, "none")
        await choose(buyer, "again")
        await buyer.on_screen("CheckoutScreen")
        await buyer.until(lambda: buyer.shop.orders.can_place, "ordering possible")
        assert stand_in.sent == 1


async def test_having_the_order_leads_back_to_the_shop() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await lose(buyer, processed=True)
        await choose(buyer, "have")
        await buyer.on_screen("CatalogScreen")
        assert buyer.shop.orders.can_place
        await buyer.until(lambda: not buyer.shop.cart.lines, "the cart emptied at the shop")


async def test_the_seller_can_be_asked_for() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await lose(buyer, processed=True)
        await buyer.press("h")
        await says(buyer, "number is not known here")


async def test_enter_alone_never_orders_again() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        stand_in = await lose(buyer, processed=False)
        await buyer.press(*["enter"] * 10)
        assert not buyer.shop.orders.can_place
        assert stand_in.sent == 1

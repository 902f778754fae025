"""Buying an order again: what goes into the cart, what cannot and why, and that a hasty press doubles nothing."""

from __future__ import annotations

import pytest

from app.api import gate
from app.api.errors import ServerFault
from tests.faults import Fault
from tests.flows.keyboard import burst
from tests.flows.test_faults import FAULTS, _hurry
from tests.orders import place_order
from tests.pilot import Buyer, start_shop
from tests.screens.buying import says
from tests.served import plain_session, served

DONE: tuple[Fault, ...] = ("cut_json", "wrong_types", "nulls")
"""The store has put it into the cart; what it says of that is not missed."""


async def at_order(buyer: Buyer, slug: str = "lampu-bambu") -> str:
    """An order on screen, the cart empty."""
    secret = await place_order(buyer, slug=slug)
    await buyer.shop.catalog.load_to(None)
    buyer.app.open_order(secret)
    await buyer.on_screen("OrderScreen")
    await buyer.reads("ITEMS")
    return secret


async def over(buyer: Buyer, secret: str) -> None:
    again = buyer.shop.again
    await buyer.until(lambda: secret in again.outcomes and not again.busy(secret), "the end of buying again")


@pytest.mark.parametrize("slug", ["lampu-bambu", "kopi-gayo"])
async def test_all_of_it_leads_to_the_cart_and_hasty_keys_double_nothing(slug: str) -> None:
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await at_order(buyer, slug)
        burst(buyer, "b", "b", "b")
        await buyer.on_screen("CartScreen")
        await buyer.until(lambda: buyer.shop.cart.count == 1, "the line in the cart")
        assert store.server.count("POST", "/cart/items$") == 1


async def test_a_press_after_the_last_answer_and_before_it_is_told_doubles_nothing() -> None:
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        secret = await at_order(buyer)
        again, page = buyer.shop.again, buyer.screen
        pressed: list[object] = []

        def pressed_just_then() -> None:
            if not again.busy(secret) and not pressed:
                pressed.append(page)
                page.action_again()  # type: ignore[attr-defined]

        again.changed.subscribe(pressed_just_then)
        burst(buyer, "b")
        await buyer.on_screen("CartScreen")
        assert pressed
        await buyer.until(lambda: not buyer.shop._tasks and not buyer.shop._writes, "nothing under way")
        assert store.server.count("POST", "/cart/items$") == 1


async def test_the_language_changed_meanwhile_it_leads_to_the_cart_all_the_same() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        secret = await at_order(buyer)
        buyer.screen.rebuilding = True  # type: ignore[attr-defined]
        burst(buyer, "b")
        await over(buyer, secret)
        await buyer.taken()
        assert type(buyer.screen).__name__ == "OrderScreen"
        await buyer.screen.retranslate()  # type: ignore[attr-defined]
        await buyer.on_screen("CartScreen")


async def test_what_is_sold_out_or_gone_is_named_with_the_reason() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        secret = await at_order(buyer)
        order = buyer.shop.orders.known[secret]
        line = order.orderlines[0]
        other = [
            line.model_copy(update={"product_name": "Dripper Keramik", "quantity": 2}),
            line.model_copy(update={"product_name": "Sesuatu [bold]lain"}),
            line.model_copy(update={"variant_option1_value": "Ungu"}),
            line,
        ]
        buyer.shop.orders.learned(secret, order.model_copy(update={"orderlines": other}))
        burst(buyer, "b")
        await over(buyer, secret)
        await says(buyer, "1 item is in the cart again.")
        await says(buyer, "Sesuatu [bold]lain: not in the shop any more")
        await says(buyer, "Lampu Meja Anyam Bambu: not sold in this form any more")
        assert type(buyer.screen).__name__ == "OrderScreen"
        assert buyer.shop.cart.count == 1


async def test_what_failed_on_the_way_is_tried_again_without_doubling_the_rest() -> None:
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        secret = await at_order(buyer)
        order = buyer.shop.orders.known[secret]
        coffee = await buyer.shop.catalog.product("kopi-gayo")
        variant = coffee.variants[0]
        second = order.orderlines[0].model_copy(
            update={
                "product_name": coffee.name,
                "variant_option1_value": variant.option1_value,
                "variant_option2_value": variant.option2_value,
            }
        )
        lines = [order.orderlines[0], second]
        buyer.shop.orders.learned(secret, order.model_copy(update={"orderlines": lines}))
        add, calls = buyer.shop.cart.add, [0]

        async def fails_once(snapshot: object, quantity: int = 1) -> None:
            calls[0] += 1
            if calls[0] == 2:
                raise ServerFault(503)
            await add(snapshot, quantity)  # type: ignore[arg-type]

        buyer.shop.cart.add = fails_once  # type: ignore[method-assign]
        burst(buyer, "b")
        await over(buyer, secret)
        await says(buyer, f"{coffee.name}: the shop did not answer")
        burst(buyer, "b")
        await buyer.on_screen("CartScreen")
        assert buyer.shop.cart.count == 2
        assert len(buyer.shop.cart.lines) == 2


@pytest.mark.parametrize("fault", FAULTS)
async def test_whatever_the_cart_answers_all_of_it_is_in_once_in_the_end(
    fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "SHORTEST_PAUSE", 0.02)
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        secret = await at_order(buyer)
        await _hurry(buyer, store)
        store.server.arm("POST", "/cart/items$", fault, times=None)
        burst(buyer, "b")
        await over(buyer, secret)
        store.server.disarm()
        if fault not in DONE:
            await says(buyer, "Lampu Meja Anyam Bambu: ")
            assert type(buyer.screen).__name__ == "OrderScreen"
            burst(buyer, "b")
        await buyer.on_screen("CartScreen")
        await buyer.until(lambda: buyer.shop.cart.settled, "the cart settled")
        await buyer.shop.cart.refresh()
        assert buyer.shop.cart.count == 1


async def test_a_line_leads_to_its_thing_in_the_shop() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await at_order(buyer)
        burst(buyer, "tab", "enter")
        await buyer.on_screen("ProductScreen")
        assert getattr(buyer.screen, "slug", "") == "lampu-bambu"

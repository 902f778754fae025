"""Limits hold however fast a buyer presses."""

from __future__ import annotations

import asyncio

import pytest

from app.api.errors import Rejected
from app.api.models.checkout import Cart
from app.credentials import Credentials
from tests.services.till import open_till, settle, thing


async def test_adds_that_overtake_each_other_stay_within_the_limit() -> None:
    shop, till = open_till()
    results = await asyncio.gather(*(shop.cart.add(thing(1), 60) for _ in range(3)), return_exceptions=True)
    await settle(shop)
    assert [line["quantity"] for line in till.lines.values()] == [100]
    assert [type(result) for result in results] == [type(None), type(None), Rejected]


async def test_fifty_different_things_at_most_even_at_once() -> None:
    shop, till = open_till()
    wanted = [thing(number) for number in range(1, 53)]
    results = await asyncio.gather(*(shop.cart.add(one) for one in wanted), return_exceptions=True)
    await settle(shop)
    assert len(till.lines) == 50
    assert sum(isinstance(result, Rejected) for result in results) == 2
    with pytest.raises(Rejected):
        await shop.cart.add(thing(99))


async def test_a_reply_to_the_guest_that_comes_after_signing_in_is_not_the_customers_cart() -> None:
    shop, till = open_till()
    await shop.cart.add(thing(1))
    await settle(shop)
    till.holds["set_cart_quantity"] = asyncio.Event()
    [line] = shop.cart.lines
    shop.cart.set_quantity(line.id, 7)
    while till.count("set_cart_quantity") == 0:
        await asyncio.sleep(0)
    shop.auth.tokens.current = Credentials("access", "refresh", 2e9, 2e9, login="of-sari", email="sari@a.id")
    till.holds["set_cart_quantity"].set()
    await settle(shop)
    assert shop.cart.id is None  # an order names its cart by this
    assert [line.quantity for line in shop.cart.lines] == [1]


async def test_what_is_on_its_way_into_the_guests_cart_arrives_before_it_is_folded_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shop, till = open_till()
    await shop.cart.add(thing(1))
    await settle(shop)
    happened: list[str] = []

    async def folded() -> tuple[bool, Cart | None]:
        happened.append("folded in")
        return False, None

    merge = shop.identity.merge
    monkeypatch.setattr(merge, "_merge", folded)
    monkeypatch.setattr(type(merge), "waiting", True)
    till.holds["set_cart_quantity"] = asyncio.Event()
    [line] = shop.cart.lines
    shop.cart.set_quantity(line.id, 7)
    running = shop.spawn(merge.run, "merge carts")
    while till.count("set_cart_quantity") == 0:
        await asyncio.sleep(0)
    assert happened == []
    shop.cart.changed.subscribe(lambda: happened.append("written") if shop.cart.settled else None)
    till.holds["set_cart_quantity"].set()
    await running
    assert happened[:2] == ["written", "folded in"]

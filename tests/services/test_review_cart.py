"""Limits hold however fast a buyer presses."""

from __future__ import annotations

import asyncio

import pytest

from app.api.errors import Rejected
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

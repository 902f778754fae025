"""Buying an order again puts no line in twice, whatever became of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.api.errors import Rejected, ServerFault, ShopError
from app.api.models.order import OrderLine
from app.services.buy_again import Left
from tests.services.till import open_till, order, settle


async def test_a_line_that_went_in_is_not_put_in_again_when_one_failed_and_another_did_not_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop, _till = open_till(tmp_path)
    put_in: list[str] = []
    ends: dict[str, ShopError] = {
        "fails": ServerFault(502),
        "does not fit": Rejected("full", error_code="cart_full"),
    }

    async def put(line: OrderLine) -> Left | None:
        put_in.append(line.product_name)
        if line.product_name in ends:
            raise ends[line.product_name]
        return None

    async def known(lines: list[OrderLine]) -> None:
        return None

    monkeypatch.setattr(shop.again, "_put_in", put)
    monkeypatch.setattr(shop.again, "_know_enough", known)
    names = ("goes in", "fails", "does not fit")
    bought = order(orderlines=[{"product_name": name, "quantity": 1} for name in names])
    assert shop.again.start(bought)
    await settle(shop)
    assert isinstance(shop.again.outcomes[bought.secret_slug].error, ServerFault)
    assert shop.again.start(bought)
    await settle(shop)
    assert put_in == [*names, "fails", "does not fit"]

"""A purchase at a store of the older edition, keyboard only: a bank chosen from its bare `va`, and paid."""

from __future__ import annotations

from functools import partial

import pytest

from app.sandbox import control
from tests.flows import keyboard as hands
from tests.pilot import start_shop
from tests.served import plain_session, served
from widgets.choice_list import ChoiceList


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
@pytest.mark.parametrize("provider", ["xendit", "singapay"])
async def test_a_bank_is_chosen_and_paid(provider: str, size: tuple[int, int]) -> None:
    async with (
        served(edition="older", provider=provider) as behind,
        start_shop(size=size, store=behind.config, session=plain_session()) as buyer,
    ):
        await buyer.until(lambda: not buyer.shop.catalog.busy, "the shop window at rest")
        await hands.look_at(buyer, "ebook resep", "ebook-resep-nusantara")
        await hands.add(buyer, 1)
        await hands.to_the_checkout(buyer)
        await hands.introduce(buyer)
        await hands.focus(buyer, "methods")
        rows = buyer.screen.query_one("#methods", ChoiceList)
        for code in ("group:va", "va_permata"):
            await buyer.until(partial(_listed, rows, code), f"a row {code}")
            target = next(index for index, row in enumerate(rows.rows) if row.id == code)
            hands.burst(buyer, *["down"] * (target - rows.cursor), *["up"] * (rows.cursor - target), "enter")
        await buyer.until(lambda: buyer.shop.checkout.method_code == "va_permata", "the bank")
        await hands.order(buyer)
        [sent] = behind.server.seen("POST", "/checkout$")
        assert (sent.json()["payment_method"], sent.json()["sub_payment_method"]) == ("va", "permata")
        await buyer.reads("Permata")
        slug = buyer.shop.orders.placed[0].secret_slug
        assert control.mark_paid(behind.sandbox, slug)
        await buyer.press("u")
        await buyer.reads("Paid. Thank you!")


def _listed(rows: ChoiceList, code: str) -> bool:
    return any(row.id == code for row in rows.rows)

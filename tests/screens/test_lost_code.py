"""A discount code that stops counting between the total and the order: told, taken out, and the new total shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.money import format_money
from app.sandbox import discounts
from screens.checkout_sections import NewTotal
from tests.flows.keyboard import burst, focus
from tests.pilot import Buyer, start_shop
from tests.screens.buying import ready_to_order, says
from tests.served import Served, plain_session, served

SIZES = [(120, 40), (40, 12)]


async def with_code(buyer: Buyer, code: str) -> str:
    """At the order button with this code in the total; gives that total as written."""
    await ready_to_order(buyer)
    checkout = buyer.shop.checkout
    await checkout.set_code(code)
    await buyer.until(lambda: checkout.code == code and not checkout.missing(), "a total with the code")
    await focus(buyer, "order")
    return format_money(checkout.total)


def sent_code(store: Served) -> list[object]:
    """The code of every order that was sent."""
    orders = [one for one in store.server.requests if one.method == "POST" and one.path.endswith("/checkout")]
    return [one.json().get("discount_code_code") for one in orders]


@pytest.mark.parametrize("size", SIZES)
async def test_the_store_refuses_the_code_and_the_buyer_decides(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with (
        served() as store,
        start_shop(size=size, store=store.config, session=plain_session()) as buyer,
    ):
        before = await with_code(buyer, "HEMAT10")
        known = discounts.CODES["HEMAT10"]
        monkeypatch.setitem(discounts.CODES, "HEMAT10", replace(known, used=9, usage_limit=9))
        burst(buyer, "ctrl+s")
        await says(buyer, "The code HEMAT10 no longer counts.")
        await says(buyer, "Take out code HEMAT10")
        checkout = buyer.shop.checkout
        await buyer.until(lambda: not checkout.busy, "the questions answered")
        # Hasty presses: one takes the code out, none of the others orders at a total nobody has read.
        monkeypatch.setattr(NewTotal, "READING", 3600.0)
        burst(buyer, "ctrl+s", "ctrl+s", "ctrl+s")
        await buyer.until(lambda: not checkout.draft.discount_code, "the code gone")
        await buyer.until(lambda: not checkout.missing(), "the new total")
        await buyer.taken()
        assert sent_code(store) == ["HEMAT10"]
        after = format_money(checkout.total)
        assert after != before
        await says(buyer, "Place order")
        await buyer.reads(after)
        assert "no longer counts" not in " ".join(buyer.text().split())
        monkeypatch.setattr(NewTotal, "READING", 0.0)
        burst(buyer, "ctrl+s")
        await buyer.on_screen("PaymentScreen")
        await buyer.reads(after)
        assert sent_code(store) == ["HEMAT10", None]


async def test_a_code_that_another_way_to_pay_rules_out_is_not_dropped_in_silence() -> None:
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await with_code(buyer, "QRISAJA")
        checkout = buyer.shop.checkout
        checkout.set_method("bank_transfer")
        await buyer.until(lambda: checkout.lost_code == "QRISAJA" and not checkout.busy, "the store's answer")
        await says(buyer, "Take out code QRISAJA")
        checkout.set_method("qris")
        await buyer.until(lambda: checkout.code == "QRISAJA" and not checkout.missing(), "the code back")
        await says(buyer, "Place order")
        assert sent_code(store) == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("NOSUCH", "the shop does not know this code"),
        ("KADALUARSA", "this code has expired"),
        ("HABIS", "this code has been used up"),
        ("ONGKIRGRATIS", "valid, saves Rp"),
        ("HEMAT10", "valid, saves Rp24.000"),
    ],
)
async def test_each_code_is_answered_in_words_and_a_wrong_one_stops_nothing(code: str, words: str) -> None:
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await ready_to_order(buyer)
        await focus(buyer, "order")
        burst(buyer, "up", "up")
        await focus(buyer, "code")
        burst(buyer, *code.lower(), "enter")
        await says(buyer, words)
        checkout = buyer.shop.checkout
        await buyer.until(lambda: not checkout.missing(), "a total")
        assert not checkout.lost_code
        counts = code in ("ONGKIRGRATIS", "HEMAT10")
        assert checkout.code == (code if counts else "")
        asked = [one.json() for one in store.server.requests if one.path.endswith("/summary")]
        assert asked[-1].get("discount_code_code") == (code if counts else None)


async def test_why_cash_at_the_door_cannot_be_chosen_stands_on_its_row() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await ready_to_order(buyer)
        checkout = buyer.shop.checkout
        without = next(option for option in checkout.options if not option.is_cod)
        checkout.set_courier(without)
        await buyer.until(lambda: not checkout.missing(), "the totals")
        await focus(buyer, "order")
        burst(buyer, "f7")
        await focus(buyer, "methods")
        burst(buyer, "end")
        await says(buyer, "not with this courier")
        burst(buyer, "enter")
        await buyer.until(lambda: checkout.draft.payment_method == "cod", "the choice")
        await focus(buyer, "couriers")
        await says(buyer, "This courier does not take payment at the door; choose another one.")

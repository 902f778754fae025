"""Whole purchases, keyboard only, at every size and in both languages: what was agreed to is what the store has."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal

import pytest

from app.i18n import _
from app.money import format_money
from app.sandbox import orders
from tests.faults import Received
from tests.flows import keyboard as hands
from tests.pilot import Buyer, start_shop
from tests.served import Served, plain_session, served
from widgets.totals import Totals

SIZES = [(120, 40), (80, 24), (40, 12)]
KINDS = ["physical", "bundle", "digital", "mixed", "buy now"]
CASES = [
    pytest.param(kind, size, ("id", "en")[(row + column) % 2], id=f"{kind}-{size[0]}x{size[1]}")
    for row, kind in enumerate(KINDS)
    for column, size in enumerate(SIZES)
]
COFFEE, BUNDLE, EBOOK = "kopi-gayo", "paket-pagi", "ebook-resep-nusantara"


@asynccontextmanager
async def open_shop(size: tuple[int, int], language: str) -> AsyncIterator[tuple[Buyer, Served]]:
    async with (
        served() as store,
        start_shop(size=size, store=store.config, session=plain_session(language)) as buyer,
    ):
        await buyer.until(lambda: not buyer.shop.catalog.busy, "the shop window at rest")
        yield buyer, store


async def physical(buyer: Buyer) -> None:
    """A thing with options, two of it, another courier than the first, by bank transfer."""
    await hands.look_at(buyer, "gayo", COFFEE)
    await hands.choose(buyer, "200 g", "Bubuk halus")
    hands.burst(buyer, "plus")
    await hands.add(buyer, 2)
    await hands.to_the_checkout(buyer)
    await hands.introduce(buyer)
    await hands.deliver(buyer)
    await hands.focus(buyer, "couriers")
    await hands.take(buyer, "couriers", str(buyer.shop.checkout.options[1].courier_service_id))
    await hands.take(buyer, "methods", "bank_transfer")


async def bundle(buyer: Buyer) -> None:
    """A bundle, straight from the rows."""
    await hands.find(buyer, "paket pagi", BUNDLE)
    await hands.add(buyer, 1)
    await hands.to_the_checkout(buyer)
    await hands.introduce(buyer)
    await hands.deliver(buyer)
    await hands.take(buyer, "couriers", "")
    await hands.take(buyer, "methods", "qris")


async def digital(buyer: Buyer) -> None:
    """Nothing to deliver: nothing about it is asked."""
    await hands.look_at(buyer, "ebook", EBOOK)
    await hands.add(buyer, 1)
    await hands.to_the_checkout(buyer)
    assert _("Deliver") not in buyer.text()
    await hands.introduce(buyer)
    await hands.take(buyer, "methods", "qris")


async def mixed(buyer: Buyer) -> None:
    """Something sent and something digital together, with a discount code."""
    await hands.find(buyer, "paket pagi", BUNDLE)
    await hands.add(buyer, 1)
    hands.burst(buyer, "escape", "escape")
    await hands.look_at(buyer, "ebook", EBOOK)
    await hands.add(buyer, 2)
    hands.burst(buyer, "c", "d", *"hemat10", "enter")
    await buyer.until(lambda: buyer.shop.checkout.discount is not None, "the discount")
    await hands.to_the_checkout(buyer)
    await hands.introduce(buyer)
    await hands.deliver(buyer)
    await hands.take(buyer, "couriers", "")
    await hands.take(buyer, "methods", "qris")


async def buy_now(buyer: Buyer) -> None:
    """Just the thing on the page, while something else is in the cart."""
    await hands.find(buyer, "paket pagi", BUNDLE)
    await hands.add(buyer, 1)
    hands.burst(buyer, "escape", "escape")
    await hands.look_at(buyer, "gayo", COFFEE)
    hands.burst(buyer, "b")
    await buyer.on_screen("CheckoutScreen")
    await hands.focus(buyer, "name")
    await hands.introduce(buyer)
    await hands.deliver(buyer)
    await hands.take(buyer, "couriers", "")
    await hands.take(buyer, "methods", "qris")


STEPS = {
    "physical": physical,
    "bundle": bundle,
    "digital": digital,
    "mixed": mixed,
    "buy now": buy_now,
}
DELIVERY = ["GET /locations", "GET /locations/317105/postal-codes", "POST /checkout/shipping-options"]
END = ["GET /payment-methods", "POST /checkout/summary", "POST /checkout"]
CREATED = "POST /orders/{slug}/payment"
A_COFFEE = [f"GET /products/{COFFEE}", "GET /variants/pricing"]
AN_EBOOK = [f"GET /products/{EBOOK}", "GET /variants/pricing", "POST /cart/items"]
A_BUNDLE = [f"GET /bundle-price-options/{BUNDLE}", "POST /cart/items", "GET /variants/pricing"]
ASKED = {
    "physical": [*A_COFFEE, "POST /cart/items", *DELIVERY, *END],
    "bundle": [*A_BUNDLE, *DELIVERY, *END, CREATED],
    "digital": [*AN_EBOOK, *END, CREATED],
    "mixed": [*A_BUNDLE, *AN_EBOOK, *["POST /discount-codes/check"] * 2, *DELIVERY, *END, CREATED],
    "buy now": [*A_BUNDLE, *A_COFFEE, *DELIVERY, *END, CREATED],
}
"""What each purchase asks of the store: a code is checked in the cart and once more with the courier's price."""
DEPENDS = ["POST /checkout/summary", "POST /discount-codes/check"]
"""What depends on courier and method."""
ORDER = [
    "items",
    "payment-methods",
    "locations",
    "postal-codes",
    "shipping-options",
    "summary",
    "checkout",
    "payment",
]
"""In which order the contract's steps are taken, by the ends of their addresses."""


@pytest.mark.parametrize(("kind", "size", "language"), CASES)
async def test_buying(kind: str, size: tuple[int, int], language: str) -> None:
    async with open_shop(size, language) as (buyer, store):
        start = len(store.server.requests)
        await STEPS[kind](buyer)
        await hands.total_known(buyer)
        said, lines = agreed(buyer), list(buyer.shop.checkout.lines)
        courier = buyer.shop.checkout.draft.courier
        total = await hands.order(buyer)

        [record] = orders.newest(store.sandbox)
        has = record["totals"]
        assert total == said[_("Total")] == money(has["gross_revenue"])
        assert said[_("Goods")] == money(has["product_price"])
        assert said.get(_("Shipping"), money(0)) == money(has["shipping_cost"])
        discount = _("Discount {code}").format(code="HEMAT10")
        assert said.get(discount, money(0)) == money(-has["discount"])
        assert (has["discount"] > 0) == (kind == "mixed") == (record["discount_code"] == "HEMAT10")
        assert [(line["product_name"], line["quantity"]) for line in record["lines"]] == [
            (line.name, line.quantity) for line in lines
        ]
        assert record["contact"] == {
            "name": hands.NAME,
            "email": hands.EMAIL,
            "phone": record["contact"]["phone"],
        }
        assert record["contact"]["phone"].endswith(hands.PHONE[1:])
        assert record["method"] == ("bank_transfer" if kind == "physical" else "qris")
        if kind == "digital":
            assert record["courier"] is None
            assert record["destination"] is None
        else:
            assert courier is not None
            assert record["courier"]["name"] == courier.name
            assert record["destination"]["subdistrict"] == "Cempaka Putih"
            assert record["destination"]["address"] == f"{hands.ADDRESS}, {hands.POSTAL_CODE}"
        if kind == "physical":
            [line] = record["lines"]
            assert (line["variant_option1_value"], line["variant_option2_value"]) == ("200 g", "Bubuk halus")

        if CREATED in ASKED[kind]:
            await store.server.received("POST", "/payment$")
        requests = store.server.requests[start:]
        calls = [call.replace(record["secret_slug"], "{slug}") for call in store.calls()[start:]]
        twice = [call for call, times in Counter(map(fact, requests)).items() if times > 1]
        assert not twice
        # Courier and method may be chosen within one pause for thought, or not: then there are totals of each, and
        # whether the code still counts is asked for each.
        asked = [*ASKED[kind], *[call for call in ASKED[kind] if call in DEPENDS]]
        fewest, most = Counter(ASKED[kind]), Counter(asked)
        assert fewest <= Counter(calls) <= most, calls
        ends = [call.rpartition("/")[2] for call in calls]
        order = [end for end in dict.fromkeys(ends) if end in ORDER]
        assert order == [end for end in ORDER if end in order]

        hands.burst(buyer, "ctrl+o", "c")
        await buyer.on_screen("CartScreen")
        if kind == "buy now":
            assert [line.snapshot.slug for line in buyer.shop.cart.lines if line.snapshot] == [BUNDLE]
        else:
            await buyer.reads(_("Your cart is empty."))
        await buyer.shop.cart.refresh()
        assert buyer.shop.cart.count == (1 if kind == "buy now" else 0)


def agreed(buyer: Buyer) -> dict[str, str]:
    """The totals as the checkout shows them, by their labels."""
    return {row.label: row.amount for row in buyer.screen.query_one("#check-totals", Totals).rows}


def money(amount: int) -> str:
    return format_money(Decimal(amount))


def fact(request: Received) -> str:
    """What a request asks: the same twice is once too often."""
    return f"{request.method} {request.path}?{request.query} {request.body.decode()}"

"""A customer's checkout and orders, as they look at three sizes and in two languages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from syrupy.assertion import SnapshotAssertion

from app.records import OrderAttempt
from app.sandbox import accounts, tokens
from app.services.cart import variant_snapshot
from app.services.identity import account_digest
from styles.themes import DARK, LIGHT
from tests.flows.keyboard import focus
from tests.orders import place_order
from tests.pilot import Buyer, demo_app
from tests.sandbox.signing_in import SARI
from tests.screens.buying import fill_cart, open_checkout, some_place
from tests.snapshots.looks import Names, Walk, at_every_size, compare, seen_as
from tests.snapshots.stage import press
from tests.snapshots.walks import home

IN_COLOUR: dict[str, Names] = {
    "120x40-en": {"book": (DARK,), "orders": (LIGHT,)},
    "80x24-id": {"book": (DARK, LIGHT), "once": (DARK,), "signed-out": (LIGHT,), "orders": (DARK,)},
    "40x12-id": {"book": (DARK,), "who-missing": (DARK,)},
}


async def states(buyer: Buyer) -> AsyncIterator[str]:
    shop = buyer.shop
    await place_order(buyer, slug="ebook-resep-nusantara")
    await home(buyer)
    await shop.auth.sign_in(*SARI)
    await buyer.until(lambda: shop.account.profile is not None and not shop._tasks, "who she is")
    await press(buyer, "o")
    yield "orders"
    await press(buyer, *["down"] * 13)
    await buyer.until(lambda: shop.account.orders.state == "whole", "all orders")
    yield "orders-walked"
    await press(buyer, "home", "f", "f")
    yield "orders-under-way"
    await press(buyer, "enter")
    yield "order"
    await home(buyer)
    await fill_cart(buyer)
    await open_checkout(buyer)
    await focus(buyer, "addresses")
    yield "book"
    await press(buyer, "end", "enter")
    yield "once"
    await press(buyer, "f7")
    yield "who"
    profile = shop.account.profile
    assert profile is not None
    bare = profile.customer.model_copy(update={"name": "", "phone": ""})
    shop.account.profile = profile.model_copy(update={"customer": bare})
    await press(buyer, "ctrl+s")
    yield "who-missing"
    shop.account.profile = profile
    shop.checkout.set_address("Jl. Kenanga 5")
    shop.checkout.set_place(await some_place(buyer))
    await shop.checkout.load()
    shop.checkout.set_courier(shop.checkout.options[0])
    shop.checkout.set_method("qris")
    await shop.checkout.load()
    await press(buyer, "f8", "f8", "f8", "f8")
    yield "check"
    person = accounts.by_email(demo_app(buyer), SARI.email)
    assert person is not None
    tokens.end_all(demo_app(buyer), person)
    await press(buyer, "ctrl+s")
    yield "signed-out"


async def unknown(buyer: Buyer) -> AsyncIterator[str]:
    """An order of which nobody knows, as far as it is known."""
    shop = buyer.shop
    await shop.auth.sign_in(*SARI)
    await buyer.until(lambda: shop.account.profile is not None and not shop._tasks, "who she is")
    product = await shop.catalog.product("lampu-bambu")
    attempt = OrderAttempt(
        id="percobaan", state="unknown", started_at=datetime.now(UTC).isoformat(), reason="reset",
        email=SARI.email, lines=["1 × Lampu Meja Anyam Bambu"], from_cart=False,
        account=account_digest(SARI.email),
    )  # fmt: skip
    attempt.total = variant_snapshot(product, product.variants[0]).price
    shop.session.save_attempt(attempt)
    shop.orders.restore()
    buyer.app.open_outcome()
    await buyer.on_screen("OutcomeScreen")
    yield "not-listed"
    attempt.listed = None
    person = accounts.by_email(demo_app(buyer), SARI.email)
    assert person is not None
    tokens.end_all(demo_app(buyer), person)
    await press(buyer, "r")
    await buyer.until(lambda: not shop.auth.signed_in, "signed out")
    yield "signed-out"


@at_every_size
@pytest.mark.parametrize("walk", [states, unknown], ids=["buying", "unknown"])
async def test_customers(
    walk: Walk, size: tuple[int, int], language: str, snapshot: SnapshotAssertion
) -> None:
    kept = IN_COLOUR.get(seen_as(size, language)) if walk is states else None
    await compare(walk, size, language, snapshot, in_colour=kept)

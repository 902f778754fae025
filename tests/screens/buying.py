"""Steps of a purchase that several tests take, and a store whose checkout does as told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from app.api.errors import ShopError
from app.records import Place
from app.services.cart import variant_snapshot
from tests.pilot import Buyer


async def says(buyer: Buyer, words: str) -> None:
    """Wait until these words are on screen, wherever its lines break."""
    await buyer.until(lambda: words in " ".join(buyer.text().split()), f"“{words}” on screen")


async def fill_cart(buyer: Buyer, slug: str = "lampu-bambu", quantity: int = 1) -> None:
    """Put the first variant of a product into the cart."""
    product = await buyer.shop.catalog.product(slug)
    await buyer.shop.cart.add(variant_snapshot(product, product.variants[0]), quantity)


async def open_checkout(buyer: Buyer) -> None:
    buyer.app.open_checkout()
    await buyer.on_screen("CheckoutScreen")
    await buyer.until(lambda: buyer.screen.focused is not None, "a focus")


async def some_place(buyer: Buyer) -> Place:
    """A place the store delivers to, with its postal code."""
    place = (await buyer.shop.locations.search("cempaka putih"))[0]
    codes = await buyer.shop.locations.postal_codes(place.location_id)
    place.postal_code = codes[0]
    return place


async def ready_to_order(buyer: Buyer, *, slug: str = "lampu-bambu") -> None:
    """At the checkout with everything filled in and the total known."""
    await fill_cart(buyer, slug)
    checkout = buyer.shop.checkout
    checkout.begin_cart()
    checkout.set_contact(name="Budi Santoso", email="budi@contoh.id", phone="081234567890")
    if checkout.needs_delivery:
        checkout.set_address("Jl. Kenanga 5")
        checkout.set_place(await some_place(buyer))
        await checkout.load()
        checkout.set_courier(checkout.options[0])
    await checkout.load()
    checkout.set_method("qris")
    await checkout.load()
    await open_checkout(buyer)
    await buyer.until(lambda: not checkout.missing(), "a complete draft")


class Till:
    """Stands before the store's checkout: counts the orders sent, lets them wait, or answers with an error."""

    def __init__(
        self, real: Callable[..., Any], error: ShopError | None = None, *, processed: bool = False
    ) -> None:
        self.sent = 0
        self.go = asyncio.Event()
        self._real = real
        self._error = error
        self._processed = processed

    async def __call__(self, body: Any, *, guest: bool) -> Any:
        self.sent += 1
        await self.go.wait()
        if self._error is None:
            return await self._real(body, guest=guest)
        if self._processed:
            await self._real(body, guest=guest)
        raise self._error


async def till(buyer: Buyer, error: ShopError | None = None, *, processed: bool = False) -> Till:
    """Put a till before the store. `processed`: the store makes the order, but the answer is `error`."""
    client = await buyer.shop.client()
    stand_in = Till(client.checkout, error, processed=processed)
    client.checkout = stand_in  # type: ignore[method-assign]
    return stand_in

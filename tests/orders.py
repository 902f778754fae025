"""Placing an order through the services, for tests that begin where an order exists."""

from __future__ import annotations

from app.services.cart import variant_snapshot
from tests.pilot import Buyer


async def place_order(buyer: Buyer, *, method: str = "qris", slug: str = "lampu-bambu") -> str:
    """Buy one of `slug` now, without the cart; gives the secret slug."""
    shop = buyer.shop
    product = await shop.catalog.product(slug)
    shop.checkout.begin_direct(variant_snapshot(product, product.variants[0]), 1)
    shop.checkout.set_contact(name="Budi Santoso", email="budi@example.com", phone="081234567890")
    if shop.checkout.needs_delivery:
        place = (await shop.locations.search("cempaka putih"))[0]
        codes = await shop.locations.postal_codes(place.location_id)
        place.postal_code = codes[0] if codes else "10510"
        shop.checkout.set_address("Jl. Melati 5")
        shop.checkout.set_place(place)
    await shop.checkout.load()
    await buyer.until(
        lambda: shop.checkout.methods and "shipping" not in shop.checkout.busy, "methods and couriers"
    )
    if shop.checkout.needs_delivery:
        options = [option for option in shop.checkout.options if option.is_cod or method != "cod"]
        shop.checkout.set_courier(options[0])
    shop.checkout.set_method(method)
    await buyer.until(lambda: not shop.checkout.missing(), "a complete draft")
    assert shop.orders.place()
    await buyer.until(
        lambda: shop.orders.attempt is not None and shop.orders.attempt.state == "placed", "the order"
    )
    assert shop.orders.attempt is not None
    return shop.orders.attempt.secret_slug

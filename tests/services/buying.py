"""Ordering at the demo store through the services alone."""

from __future__ import annotations

from app.records import LineSnapshot
from app.services.cart import variant_snapshot
from app.services.shop import Shop
from tests.services.till import settle

_LIKELY = "permen-jahe"


async def something(shop: Shop) -> LineSnapshot:
    """Something to send of which there is no end."""
    await shop.catalog.refresh()
    # Of most things there is an end; looking for one anew in every test takes longer than the test.
    for item in sorted(shop.catalog.items, key=lambda item: item.slug != _LIKELY):
        if item.kind == "product" and item.item_type == "physical":
            product = await shop.catalog.product(item.slug)
            prices = await shop.catalog.pricing([variant.id for variant in product.variants])
            for variant in product.variants:
                if prices[variant.id].available_qty is None:
                    return variant_snapshot(product, variant)
    raise LookupError


async def fill_in(shop: Shop) -> None:
    """Who buys and where it goes."""
    checkout = shop.checkout
    checkout.debounce = 0
    checkout.set_contact(name="Budi Santoso", email="budi@example.com", phone="081234567890")
    checkout.set_address("Jl. Melati 5")
    [place, *_] = await shop.locations.search("cempaka putih")
    [code, *_] = await shop.locations.postal_codes(place.location_id)
    place.postal_code = code
    checkout.set_place(place)


async def place(shop: Shop, what: LineSnapshot, method: str) -> str:
    """Order one of it directly with this method; gives the secret slug."""
    checkout = shop.checkout
    if checkout.draft.place is None:
        await fill_in(shop)
    checkout.begin_direct(what, 1)
    await checkout.load()
    checkout.set_courier(next(one for one in checkout.options if one.is_cod))
    checkout.set_method(method)
    await checkout.load()
    assert checkout.missing() == []
    assert shop.orders.place()
    await settle(shop)
    assert shop.orders.attempt is not None
    assert shop.orders.attempt.state == "placed", shop.orders.rejection()
    return shop.orders.attempt.secret_slug

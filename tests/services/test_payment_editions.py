"""The real client and every rule of paying against the demo store as an older and a newer one, with two providers."""

from __future__ import annotations

import asyncio
from time import monotonic

import pytest

from app.records import LineSnapshot
from app.sandbox import control
from app.services.banks import BANKS
from app.services.cart import variant_snapshot
from app.services.payment import PaymentView, needs_creating, payment_view
from app.services.shop import Shop
from app.services.watch import PaymentWatch
from tests.served import Served, plain_session, served
from tests.services.till import settle

WALLETS = ("gopay", "dana", "linkaja", "shopeepay")


async def ready(behind: Served) -> Shop:
    """A shop about to buy something physical, all filled in but courier and method."""
    shop = Shop(behind.config, plain_session())
    shop.checkout.debounce = 0
    checkout = shop.checkout
    checkout.set_contact(name="Budi Santoso", email="budi@example.com", phone="081234567890")
    checkout.set_address("Jl. Melati 5")
    [place, *_] = await shop.locations.search("cempaka putih")
    [code, *_] = await shop.locations.postal_codes(place.location_id)
    place.postal_code = code
    checkout.set_place(place)
    return shop


async def thing(shop: Shop) -> LineSnapshot:
    """Something to send of which there is no end."""
    await shop.catalog.refresh()
    for item in shop.catalog.items:
        if item.kind == "product" and item.item_type == "physical":
            product = await shop.catalog.product(item.slug)
            prices = await shop.catalog.pricing([variant.id for variant in product.variants])
            for variant in product.variants:
                if prices[variant.id].available_qty is None:
                    return variant_snapshot(product, variant)
    raise LookupError


async def place(shop: Shop, what: LineSnapshot, method: str) -> str:
    """Order one thing directly with this method; gives the secret slug."""
    checkout = shop.checkout
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


def check(view: PaymentView, method: str, provider: str) -> None:
    """What there must be to pay with."""
    assert view.method == method
    assert view.amount is not None
    assert view.page is not None
    if method.startswith("va_"):
        assert (view.kind, view.bank) == ("va", BANKS[method.removeprefix("va_")])
        assert view.number.isdigit()
        assert view.holder
    elif method == "alfamart" and provider == "xendit":
        assert view.kind == "retail"
        assert view.number
        assert view.holder == "Budi Santoso"
    elif method == "qris":
        assert view.kind == "qris"
        assert view.qr is not None
        assert view.qr.startswith("0002")
    elif method in WALLETS:
        assert (view.kind, bool(view.qr), bool(view.link)) == ("ewallet", True, True)
    elif method in ("card", "invoice", "payment_link", "alfamart"):
        assert (view.kind, view.qr, view.link_qr) == ("link", None, view.link)
        assert view.link is not None
        assert "/pay/" in view.link
    elif method == "bank_transfer":
        assert view.can_prove
        assert all(account.bank and account.number and account.entity_id for account in view.accounts)
    assert (view.expires_at is None) == (method == "cod")


@pytest.mark.parametrize("provider", ["xendit", "singapay"])
@pytest.mark.parametrize("edition", ["older", "newer"])
async def test_every_method_can_be_ordered_and_paid(edition: str, provider: str) -> None:
    async with served(edition=edition, provider=provider) as behind:
        shop = await ready(behind)
        await shop.checkout.load()
        methods = [method.code for method in shop.checkout.methods]
        assert {*methods} >= {"bank_transfer", "cod", "qris", "card", "ovo", "alfamart", *WALLETS}
        assert [f"va_{bank}" for bank in BANKS if f"va_{bank}" not in methods] == []
        assert ("payment_link" in methods) == (edition == "newer")
        what = await thing(shop)
        for method in methods:
            order = shop.orders.known[await place(shop, what, method)]
            if needs_creating(order.payment_method):
                assert payment_view(order).waiting_for_info
                order = await shop.orders.create_payment(order.secret_slug)
            view = payment_view(order)
            check(view, method, provider)
            assert not view.waiting_for_info
            assert order.payment_method == ("va" if edition == "older" and view.kind == "va" else method)
        await shop.close()


@pytest.mark.parametrize("edition", ["older", "newer"])
async def test_details_that_come_late_are_waited_for_and_then_it_is_paid(edition: str) -> None:
    """The watch in a time that runs fifty times as fast."""
    async with served(edition=edition, payment_delay=0.1) as behind:
        shop = await ready(behind)
        slug = await place(shop, await thing(shop), "qris")
        shop.orders.clock = lambda: monotonic() * 50
        watch = PaymentWatch(
            shop, slug, sleep=lambda seconds: asyncio.sleep(seconds / 50), clock=shop.orders.clock
        )

        def pay() -> None:
            if watch.view is not None and watch.view.qr:
                control.mark_paid(behind.sandbox, slug)

        watch.changed.subscribe(pay)
        await watch.run()
        assert watch.view is not None
        assert watch.view.paid
        assert behind.server.count("POST", f"{slug}/payment$") == 1
        asked = behind.server.count("GET", f"/orders/{slug}$")
        assert 2 <= asked <= 16
        await shop.close()

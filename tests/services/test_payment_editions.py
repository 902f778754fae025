"""The real client and every rule of paying against the demo store as an older and a newer one, with two providers."""

from __future__ import annotations

import asyncio
from time import monotonic

import pytest

from app.sandbox import control
from app.services.banks import BANKS
from app.services.payment import PaymentView, needs_creating, payment_view
from app.services.shop import Shop
from app.services.watch import PaymentWatch
from tests.served import plain_session, served
from tests.services.buying import place, something

WALLETS = ("gopay", "dana", "linkaja", "shopeepay")


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
        shop = Shop(behind.config, plain_session())
        await shop.checkout.load()
        methods = [method.code for method in shop.checkout.methods]
        assert {*methods} >= {"bank_transfer", "cod", "qris", "card", "ovo", "alfamart", *WALLETS}
        assert [f"va_{bank}" for bank in BANKS if f"va_{bank}" not in methods] == []
        assert ("payment_link" in methods) == (edition == "newer")
        what = await something(shop)
        for method in methods:
            order = shop.orders.known[await place(shop, what, method)]
            if needs_creating(order.payment_method):
                assert payment_view(order).waiting_for_info
                order = await shop.orders.create_payment(order.secret_slug)
            view = payment_view(order)
            check(view, method, provider)
            assert not view.waiting_for_info
            assert shop.orders.placed[0].payment_method == method
            assert order.payment_method == ("va" if edition == "older" and view.kind == "va" else method)
        await shop.close()


@pytest.mark.parametrize("edition", ["older", "newer"])
async def test_details_that_come_late_are_waited_for_and_then_it_is_paid(edition: str) -> None:
    """The watch in a time that runs fifty times as fast."""
    async with served(edition=edition, payment_delay=0.1) as behind:
        shop = Shop(behind.config, plain_session())
        slug = await place(shop, await something(shop), "qris")
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

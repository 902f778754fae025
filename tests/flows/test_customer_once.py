"""One order of a customer leaves, whatever becomes of the answer or of the session; the newest orders tell what became
of one that was lost."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from app.sandbox import accounts, orders, tokens
from app.sandbox.customer_placing import slugs_of
from tests.customers import sign_in as signed_in
from tests.faults import Fault
from tests.flows.customer_buying import complete, customer, ready
from tests.flows.keyboard import burst, focus
from tests.flows.signing_in import give
from tests.flows.test_once import _answers_within, folder_session
from tests.pilot import Buyer, start_shop
from tests.sandbox.signing_in import SARI
from tests.screens.buying import fill_cart, says
from tests.served import Served, served

CHECKOUT = "/customers/me/checkout$"
NEWEST = "/customers/me/orders$"


def sari(store: Served) -> accounts.Customer:
    person = accounts.by_email(store.sandbox, SARI.email)
    assert person is not None
    return person


def theirs(store: Served) -> list[str]:
    return slugs_of(store.sandbox, sari(store))


def end_session(store: Served) -> None:
    """The whole family of tokens is refused from now on."""
    tokens.end_all(store.sandbox, sari(store))


async def test_ten_enters_are_one_order() -> None:
    async with customer() as (buyer, store):
        before = len(theirs(store))
        await ready(buyer)
        store.server.arm("POST", CHECKOUT, "hold", times=None)
        burst(buyer, *["enter"] * 10)
        await buyer.reads("Sending your order")
        burst(buyer, *["enter"] * 10)
        await buyer.taken()
        await store.server.received("POST", CHECKOUT)
        store.server.release()
        await buyer.on_screen("PaymentScreen")
        assert store.server.count("POST", CHECKOUT) == 1
        assert len(theirs(store)) == before + 1


LOST = [
    pytest.param(fault, processed, id=f"{fault}-{'made' if processed else 'not-made'}")
    for fault in ("timeout", "reset", "s502", "cut", "empty")
    for processed in (True, False)
    if processed or fault != "cut"
]


@pytest.mark.parametrize(("fault", "processed"), LOST)
async def test_a_lost_order_is_found_among_the_newest(fault: Fault, processed: bool) -> None:
    async with customer() as (buyer, store):
        before = theirs(store)
        await ready(buyer)
        await _answers_within(buyer, 0.4)
        store.server.arm("POST", CHECKOUT, fault, processed=processed)
        store.server.arm("GET", NEWEST, "s500_html", times=None)
        burst(buyer, "enter")
        await buyer.on_screen("OutcomeScreen")
        await says(buyer, "We do not know yet whether your order arrived.")
        await says(buyer, "The shop could not be asked yet.")
        await buyer.until(lambda: store.server.count("GET", NEWEST), "asked")
        await buyer.until(lambda: not len(buyer.app.workers), "answered")
        store.server.disarm()
        burst(buyer, "r")
        if processed:
            await buyer.on_screen("PaymentScreen")
            await says(buyer, "Found among your orders")
            [new] = [slug for slug in theirs(store) if slug not in before]
            assert [one.secret_slug for one in buyer.shop.orders.placed] == [new]
            assert buyer.shop.orders.can_place
            burst(buyer, "ctrl+o", "c")
            await says(buyer, "Your cart is empty.")
        else:
            await says(buyer, "most likely not made")
            burst(buyer, "escape", "ctrl+s", "enter")
            await buyer.on_screen("OutcomeScreen")
            assert theirs(store) == before
        assert store.server.count("POST", CHECKOUT) == 1


async def test_bought_directly_and_not_among_the_newest() -> None:
    async with customer() as (buyer, store):
        from app.services.cart import variant_snapshot

        product = await buyer.shop.catalog.product("lampu-bambu")
        buyer.shop.checkout.begin_direct(variant_snapshot(product, product.variants[0]), 1)
        await complete(buyer)
        buyer.app.resume_checkout()
        await buyer.on_screen("CheckoutScreen")
        await focus(buyer, "order")
        store.server.arm("POST", CHECKOUT, "reset")
        burst(buyer, "enter")
        await buyer.on_screen("OutcomeScreen")
        await says(buyer, "It is not among your newest orders: it was most likely not made.")
        assert store.server.count("GET", "/me/cart$") == 0


async def test_a_session_that_ends_before_the_order_leaves_loses_nothing() -> None:
    async with customer() as (buyer, store):
        before = theirs(store)
        await ready(buyer)
        buyer.shop.checkout.set_notes("Titip di pos satpam")
        draft = buyer.shop.session.draft.dump()
        end_session(store)
        burst(buyer, "ctrl+s")
        await says(buyer, "Your sign-in has ended.")
        await says(buyer, "Sign in again to go on")
        assert store.server.count("POST", CHECKOUT) == 1
        assert theirs(store) == before
        assert buyer.shop.orders.can_place
        buyer.app.clear_notifications()
        burst(buyer, "ctrl+s")
        await buyer.on_screen("SignInPage")
        await focus(buyer, "email")
        await give(buyer)
        await buyer.on_screen("CheckoutScreen")
        await buyer.until(lambda: not buyer.shop.checkout.missing(), "all that was filled in")
        assert buyer.shop.session.draft.dump() == draft
        burst(buyer, "ctrl+s")
        await buyer.on_screen("PaymentScreen")
        assert store.server.count("POST", CHECKOUT) == 2
        assert len(theirs(store)) == len(before) + 1
        record = orders.find(store.sandbox, theirs(store)[0])
        assert record is not None
        assert record["notes"] == "Titip di pos satpam"


async def test_a_session_that_ends_while_the_totals_are_asked_asks_to_sign_in() -> None:
    async with customer() as (buyer, store):
        await ready(buyer)
        end_session(store)
        checkout = buyer.shop.checkout
        checkout.set_courier(checkout.options[1])
        await says(buyer, "Sign in again to go on")
        asked = len(store.server.requests)
        burst(buyer, "f7", "f8")
        await buyer.taken()
        assert len(store.server.requests) == asked  # nothing is asked as a guest
        burst(buyer, "ctrl+s")
        await buyer.on_screen("SignInPage")
        await give(buyer)
        await buyer.on_screen("CheckoutScreen")
        await buyer.until(lambda: not checkout.missing(), "the totals")
        assert checkout.draft.courier is not None
        assert checkout.draft.courier.courier_service_id == checkout.options[1].courier_service_id


async def test_an_order_is_not_sent_again_with_a_new_bearer() -> None:
    async with customer() as (buyer, store):
        before = len(theirs(store))
        await ready(buyer)
        store.server.arm("POST", CHECKOUT, "s401")
        burst(buyer, "enter")
        await says(buyer, "Please place the order once more.")
        assert store.server.count("POST", CHECKOUT) == 1
        assert len(theirs(store)) == before
        assert buyer.shop.auth.signed_in
        burst(buyer, "ctrl+s")
        await buyer.on_screen("PaymentScreen")
        assert store.server.count("POST", CHECKOUT) == 2
        assert len(theirs(store)) == before + 1


async def test_a_lost_order_of_a_session_that_has_ended_is_found_after_signing_in() -> None:
    async with customer() as (buyer, store):
        await ready(buyer)
        store.server.arm("POST", CHECKOUT, "reset", processed=True)
        store.server.arm("GET", NEWEST, "s401")
        store.server.arm("POST", "/jwt/refresh$", "s401")
        burst(buyer, "enter")
        await buyer.on_screen("OutcomeScreen")
        await says(buyer, "your orders at the shop tell")
        buyer.app.clear_notifications()
        burst(buyer, "enter")
        await buyer.on_screen("SignInPage")
        await focus(buyer, "email")
        await give(buyer)
        await buyer.on_screen("PaymentScreen")
        assert store.server.count("POST", CHECKOUT) == 1


async def test_closing_the_shop_while_the_order_is_out_and_finding_it_at_the_next_start(
    tmp_path: Path,
) -> None:
    async with served(otp="never") as store:
        async with start_shop(size=(80, 24), store=store.config, session=folder_session(tmp_path)) as buyer:
            await signed_in(buyer)
            await ready(buyer)
            before = len(theirs(store))
            store.server.arm("POST", CHECKOUT, "hold", times=None)
            burst(buyer, "ctrl+s")
            await store.server.received("POST", CHECKOUT)
            burst(buyer, "ctrl+q")
            await says(buyer, "press again to leave now")
            burst(buyer, "ctrl+q")
            await buyer.until(lambda: buyer.app._exit, "the end")
        store.server.release()
        async with asyncio.timeout(10):
            while len(theirs(store)) == before:
                await asyncio.sleep(0.01)
        async with start_shop(size=(80, 24), store=store.config, session=folder_session(tmp_path)) as again:
            await again.on_screen("PaymentScreen")
            assert store.server.count("POST", CHECKOUT) == 1
            assert [one.secret_slug for one in again.shop.orders.placed] == [theirs(store)[0]]


async def test_what_was_ordered_while_signed_in_goes_with_the_customer(tmp_path: Path) -> None:
    async with served(otp="never") as store:
        async with start_shop(size=(80, 24), store=store.config, session=folder_session(tmp_path)) as buyer:
            from tests.orders import place_order

            guest = await place_order(buyer, slug="ebook-resep-nusantara")
            buyer.app.action_go_home()
            await signed_in(buyer)
            own = await _order(buyer)
            await buyer.shop.orders.fetch(own)
            assert own.encode() in _on_disk(tmp_path)
            burst(buyer, "ctrl+o", "o")
            await buyer.on_screen("OrdersScreen")
            await says(buyer, "orders loaded")
            burst(buyer, "escape", "ctrl+u")
            await buyer.until(lambda: not buyer.shop.auth.signed_in, "signed out")
            await buyer.until(lambda: not buyer.shop._tasks, "all told")
            assert own.encode() not in _on_disk(tmp_path)
            assert [one.secret_slug for one in buyer.shop.orders.own.rows] == [guest]
            assert set(buyer.shop.orders.known) <= {guest}
            assert not buyer.shop.checkout.delivery.rows
            burst(buyer, "o")
            await buyer.on_screen("OrdersScreen")
            await says(buyer, "1 order")
        async with start_shop(size=(80, 24), store=store.config, session=folder_session(tmp_path)) as again:
            assert [one.secret_slug for one in again.shop.orders.own.rows] == [guest]


async def _order(buyer: Buyer) -> str:
    await fill_cart(buyer)
    buyer.shop.checkout.begin_cart()
    await complete(buyer)
    assert buyer.shop.orders.place()
    attempt = buyer.shop.orders.attempt
    assert attempt is not None
    await buyer.until(lambda: attempt.state == "placed", "the order")
    return attempt.secret_slug


def _on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())

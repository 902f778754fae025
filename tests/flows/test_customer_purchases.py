"""Whole purchases of customers, keyboard only, over a socket: what was agreed to is what the store has."""

from __future__ import annotations

import pytest

from app.sandbox import accounts, addresses, control, orders
from app.sandbox.customer_placing import slugs_of
from tests.flows import keyboard as hands
from tests.flows.customer_buying import buy_by_hand, choose_address, complete, customer, to_the_book
from tests.flows.keyboard import burst, focus
from tests.flows.signing_in import arrived, give, sign_in, to_sign_in
from tests.pilot import Buyer, start_shop
from tests.sandbox.signing_in import BAYU, SARI
from tests.screens.buying import fill_cart, open_checkout, says
from tests.served import Served, plain_session, served
from widgets.choice_list import ChoiceList
from widgets.pick_list import PickList

SIZES = [(120, 40), (80, 24), (40, 12)]
CHECKOUT = "/customers/me/checkout$"
ADDRESSES = "/customers/me/addresses$"
THREE = ("kopi-gayo", "keripik-tempe", "ebook-resep-nusantara")
TWO = ("lampu-bambu", "keripik-tempe")


def sent(store: Served) -> dict[str, object]:
    """The one order that left."""
    [request] = store.server.seen("POST", CHECKOUT)
    return dict(request.json())


def theirs(store: Served) -> list[str]:
    person = accounts.by_email(store.sandbox, SARI.email)
    assert person is not None
    return slugs_of(store.sandbox, person)


def book_of(store: Served) -> list[addresses.Address]:
    person = accounts.by_email(store.sandbox, SARI.email)
    assert person is not None
    return addresses.all_of(store.sandbox, person.id)


@pytest.mark.parametrize("size", SIZES)
async def test_three_things_of_a_guest_and_two_of_the_customer_become_one_order(
    size: tuple[int, int],
) -> None:
    async with (
        served(otp="never") as store,
        start_shop(size=size, store=store.config, session=plain_session()) as buyer,
    ):
        await sign_in(buyer)
        for slug in TWO:
            await fill_cart(buyer, slug)
        await buyer.shop.auth.sign_out()
        await buyer.until(lambda: not buyer.shop._tasks, "signed out")
        assert buyer.shop.cart.count == 0
        for slug in THREE:
            await fill_cart(buyer, slug)
        await to_sign_in(buyer)
        await give(buyer)
        await arrived(buyer)
        cart = buyer.shop.cart
        await buyer.until(lambda: cart.count == 5 and cart.state == "fresh", "five pieces")
        assert len(cart.lines) == 4  # one thing was in both
        buyer.app.clear_notifications()

        book = await to_the_book(buyer)
        newest = max(book_of(store), key=lambda one: one.id)
        assert book.rows[book.cursor].id == book.chosen == str(newest.id)
        burst(buyer, "enter")
        await buyer.taken()
        total = await buy_by_hand(buyer)

        body = sent(store)
        assert body["cart_id"] == cart_named(store)
        assert body["address_id"] == str(newest.id)
        assert not {"items", "customer_name", "customer_email", "customer_phone", "address"} & set(body)
        slug = theirs(store)[0]
        record = orders.find(store.sandbox, slug)
        assert record is not None
        assert sorted(line["quantity"] for line in record["lines"]) == [1, 1, 1, 2]
        assert record["destination"]["name"] == newest.record["name"]
        burst(buyer, "ctrl+o", "o")
        await buyer.on_screen("OrdersScreen")
        await says(buyer, record["order_id"])
        await says(buyer, total)
        burst(buyer, "escape", "c")
        await says(buyer, "Your cart is empty.")


def cart_named(store: Served) -> int:
    [*_, reply] = store.server.seen("POST", "/me/checkout/summary$")
    return int(reply.json()["cart_id"])


async def test_buying_now_leaves_the_customers_cart_alone() -> None:
    async with customer() as (buyer, store):
        await fill_cart(buyer, "keripik-tempe")
        await hands.look_at(buyer, "gayo", "kopi-gayo")
        burst(buyer, "b")
        await buyer.on_screen("CheckoutScreen")
        await focus(buyer, "addresses")
        burst(buyer, "enter")
        await buyer.taken()
        await buy_by_hand(buyer)
        body = sent(store)
        assert [item["quantity"] for item in body["items"]] == [1]  # type: ignore[attr-defined]
        assert "cart_id" not in body
        assert all("cart_id" not in one.json() for one in store.server.seen("POST", "/me/checkout/"))
        await buyer.shop.cart.refresh()
        assert [line.quantity for line in buyer.shop.cart.lines] == [1]


async def test_nothing_of_an_address_is_asked_for_what_is_not_sent() -> None:
    async with customer() as (buyer, store):
        await fill_cart(buyer, "ebook-resep-nusantara")
        burst(buyer, "c")
        await buyer.on_screen("CartScreen")
        burst(buyer, "enter")
        await buyer.on_screen("CheckoutScreen")
        await hands.take(buyer, "methods", "qris")
        await hands.order(buyer)
        assert not {"address_id", "address", "location_id", "postal_code"} & set(sent(store))
        assert store.server.count("GET", "/checkout/addresses$") == 0


@pytest.mark.parametrize("size", SIZES)
async def test_a_new_address_is_kept_and_the_order_goes_there(size: tuple[int, int]) -> None:
    async with customer(size=size) as (buyer, store):
        await fill_cart(buyer)
        await to_the_book(buyer)
        before = len(book_of(store))
        await choose_address(buyer, "new:")
        await buyer.on_screen("AddressScreen")
        burst(buyer, "tab", "tab", *"Jl. Anggrek 8", "enter")  # name and phone are the customer's own already
        await focus(buyer, "place")
        burst(buyer, "enter", *"cempaka pu")
        await buyer.on_screen("PlaceScreen")
        rows = buyer.screen.query_one(PickList)
        await buyer.until(lambda: any(row.startswith(hands.AREA) for row in rows.rows), "the area")
        burst(buyer, "enter")
        await buyer.until(lambda: hands.POSTAL_CODE in rows.rows, "the postal codes")
        burst(buyer, "enter")
        await buyer.on_screen("AddressScreen")
        store.server.arm("POST", ADDRESSES, "s422")
        burst(buyer, "ctrl+s")
        await says(buyer, "The shop could not accept this.")
        assert buyer.shop.checkout.draft.address_id != ""
        burst(buyer, *["ctrl+s"] * 5)
        await buyer.on_screen("CheckoutScreen")
        await focus(buyer, "couriers")
        assert store.server.count("POST", ADDRESSES) == 2
        [*_, new] = book_of(store)
        assert len(book_of(store)) == before + 1
        assert (new.record["name"], new.record["address"]) == ("Sari Wulandari", "Jl. Anggrek 8")
        await buy_by_hand(buyer)
        assert sent(store)["address_id"] == str(new.id)
        # It is the one used last: the next order begins with it.
        await fill_cart(buyer)
        buyer.shop.checkout.begin_cart()
        await buyer.shop.checkout.load()
        assert buyer.shop.checkout.delivery.rows[0].id == str(new.id)


async def test_an_address_for_this_order_only_goes_with_it_and_is_not_kept() -> None:
    async with customer() as (buyer, store):
        await fill_cart(buyer)
        await to_the_book(buyer)
        await choose_address(buyer, "once:")
        await says(buyer, "The parcel will bear your name: Sari Wulandari")
        await hands.deliver(buyer)
        await buy_by_hand(buyer)
        body = sent(store)
        assert (body["address"], body["postal_code"]) == (hands.ADDRESS, hands.POSTAL_CODE)
        assert "address_id" not in body
        assert store.server.count("POST", ADDRESSES) == 0
        record = orders.find(store.sandbox, theirs(store)[0])
        assert record is not None
        assert record["destination"]["name"] == "Sari Wulandari"
        assert buyer.shop.session.draft.address == ""


async def test_going_back_to_a_saved_address_and_to_what_was_typed() -> None:
    async with customer() as (buyer, _store):
        await fill_cart(buyer)
        book = await to_the_book(buyer)
        saved = book.rows[0].id
        await choose_address(buyer, "once:")
        await hands.deliver(buyer)
        await focus(buyer, "couriers")
        burst(buyer, "f7")
        await focus(buyer, "addresses")
        await choose_address(buyer, saved)
        assert buyer.shop.checkout.draft.address_id == saved
        burst(buyer, "f7")
        await focus(buyer, "addresses")
        await choose_address(buyer, "once:")
        draft = buyer.shop.checkout.draft
        assert (draft.address_id, draft.address) == ("", hands.ADDRESS)
        assert draft.place is not None
        assert draft.place.postal_code == hands.POSTAL_CODE


async def test_an_older_store_is_told_which_bank_in_its_own_way() -> None:
    async with (
        served(edition="older", otp="never") as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await sign_in(buyer)
        await fill_cart(buyer)
        buyer.shop.checkout.begin_cart()
        await complete(buyer, "va_bni")
        await open_checkout(buyer)
        await focus(buyer, "order")
        burst(buyer, "enter")
        await buyer.on_screen("PaymentScreen")
        body = sent(store)
        assert (body["payment_method"], body["sub_payment_method"]) == ("va", "bni")
        burst(buyer, "ctrl+o", "o")
        await says(buyer, "Virtual account BNI")


async def test_who_has_no_name_yet_is_asked_for_it_kindly() -> None:
    async with customer(BAYU) as (buyer, store):
        buyer.app.action_go_home()  # the page that asks for a password of his own
        await fill_cart(buyer, "ebook-resep-nusantara")
        await open_checkout(buyer)
        await says(buyer, "Add your name to your profile")
        await focus(buyer, "profile")
        burst(buyer, "ctrl+s")
        await says(buyer, "Fill in your name")
        await focus(buyer, "profile")
        burst(buyer, "enter")
        await buyer.on_screen("ProfileScreen")
        burst(buyer, *"Bayu", "ctrl+s")
        await buyer.on_screen("CheckoutScreen")
        await hands.take(buyer, "methods", "qris")
        await hands.order(buyer)
        record = orders.find(store.sandbox, orders.newest(store.sandbox)[0]["secret_slug"])
        assert record is not None
        assert record["contact"]["name"] == "Bayu"


async def test_the_account_s_orders_and_those_made_here_are_one_list() -> None:
    async with (
        served(otp="never") as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        from tests.orders import place_order

        guest = await place_order(buyer, slug="ebook-resep-nusantara")
        buyer.app.action_go_home()
        await sign_in(buyer)
        own = await _order(buyer)
        buyer.app.clear_notifications()
        store.server.requests.clear()
        burst(buyer, "ctrl+o", "o")
        await buyer.on_screen("OrdersScreen")
        await says(buyer, "made here without signing in")
        rows = buyer.screen.query_one("OrderList")
        slugs = [order.secret_slug for order in rows.rows]  # type: ignore[attr-defined]
        assert slugs[:2] == [own, guest]
        assert len(slugs) == len(set(slugs)) == 21  # a page of twenty
        await says(buyer, "21 orders loaded")
        assert store.server.count("GET", "/me/orders$") == 1
        burst(buyer, *["down"] * 14)
        await buyer.until(lambda: len(rows.rows) == len(theirs(store)) + 1, "all")  # type: ignore[attr-defined]
        slugs = [order.secret_slug for order in rows.rows]  # type: ignore[attr-defined]
        assert slugs == [own, guest, *[one for one in theirs(store) if one != own]]
        assert store.server.count("GET", "/me/orders$") == 2
        # What happened meanwhile is asked for the account with one question.
        control.mark_paid(store.sandbox, own)
        burst(buyer, "r")
        await buyer.until(lambda: rows.rows[0].payment_status == "paid", "paid")  # type: ignore[attr-defined]


async def _order(buyer: Buyer) -> str:
    await fill_cart(buyer)
    buyer.shop.checkout.begin_cart()
    await complete(buyer)
    assert buyer.shop.orders.place()
    attempt = buyer.shop.orders.attempt
    assert attempt is not None
    await buyer.until(lambda: attempt.state == "placed", "the order")
    return attempt.secret_slug


async def test_an_order_of_the_account_is_read_paid_and_bought_again_from_its_page() -> None:
    async with customer() as (buyer, store):
        burst(buyer, "o")
        await buyer.on_screen("OrdersScreen")
        await says(buyer, "20 orders loaded")
        burst(buyer, "enter")
        await buyer.on_screen("OrderScreen")
        await buyer.reads("ITEMS")
        await buyer.until(lambda: store.server.count("GET", "/me/orders/.+"), "the customer's shape")
        assert store.server.count("GET", "/public/orders/") == 0
        assert "keep it here" not in buyer.text()
        burst(buyer, "enter")
        await buyer.on_screen("PaymentScreen")
        await buyer.until(lambda: store.server.count("GET", "/public/orders/"), "the public order")
        burst(buyer, "ctrl+o", "o")
        await buyer.on_screen("OrdersScreen")
        burst(buyer, "enter")
        await buyer.on_screen("OrderScreen")
        await buyer.reads("ITEMS")
        burst(buyer, "b")
        await buyer.on_screen("CartScreen")
        await buyer.until(lambda: buyer.shop.cart.count == 3, "what was bought")


async def test_a_filter_knows_what_is_loaded_and_says_so() -> None:
    async with customer() as (buyer, _store):
        burst(buyer, "o")
        await buyer.on_screen("OrdersScreen")
        await says(buyer, "20 orders loaded")
        burst(buyer, "f")
        await buyer.until(lambda: not buyer.shop.orders.own.more_to_come, "the rest, as so few are shown")
        rows = buyer.screen.query_one("OrderList")
        assert [order.status for order in rows.rows] == ["pending"]  # type: ignore[attr-defined]


async def test_choosing_with_the_mouse() -> None:
    async with customer() as (buyer, _store):
        await fill_cart(buyer)
        await open_checkout(buyer)
        await focus(buyer, "addresses")
        book = buyer.screen.query_one("#addresses", ChoiceList)
        await buyer.click("#addresses", offset=(5, 1))
        await focus(buyer, "couriers")
        assert buyer.shop.checkout.draft.address_id == book.rows[1].id


@pytest.mark.parametrize("size", SIZES)
async def test_a_guest_who_signs_in_on_the_way_goes_on_where_they_were(size: tuple[int, int]) -> None:
    async with (
        served(otp="never") as store,
        start_shop(size=size, store=store.config, session=plain_session()) as buyer,
    ):
        await fill_cart(buyer)
        await hands.to_the_checkout(buyer)
        burst(buyer, "f6")
        await buyer.on_screen("SignInPage")
        await focus(buyer, "email")
        await give(buyer)
        await buyer.on_screen("CheckoutScreen")
        # On to what is not done: the addresses, unless they came with one to choose while the page was drawn.
        await buyer.until(
            lambda: getattr(buyer.screen.focused, "id", "") in ("addresses", "couriers"), "a step"
        )
        buyer.app.clear_notifications()
        if getattr(buyer.screen.focused, "id", "") == "addresses":
            burst(buyer, "enter")
            await buyer.taken()
        await buy_by_hand(buyer)
        assert sent(store)["cart_id"]
        assert store.server.count("POST", "/public/checkout$") == 0
        assert len(store.server.seen("POST", "/public/cart/merge$")) == 1

"""The checkout of a signed-in customer through the services, every body held to the contract."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from app.records import OrderAttempt, Place
from app.sandbox import accounts, addresses, orders
from app.sandbox.customer_placing import slugs_of
from app.services.shop import Shop
from tests.contract.checked import CheckedApp
from tests.sandbox.signing_in import BAYU, SARI, Known
from tests.served import Served, served
from tests.services.customers import shop_at, sign_in, something
from tests.services.till import settle

ADDRESS: dict[str, Any] = {
    "name": "Tono", "phone": "6281233334444", "email": None, "location_id": 317401,
    "address": "Jl. Mawar 9\nRT 02", "postal_code": "12810", "notes": None,
}  # fmt: skip


class Checked:
    """The store's side: what was asked, and whether all of it was as the contract says."""

    def __init__(self) -> None:
        self.app: CheckedApp | None = None

    def wrap(self, edition: str) -> Any:
        def wrap(app: Any) -> CheckedApp:
            self.app = CheckedApp(app, edition=edition)
            return self.app

        return wrap

    def bodies(self, name: str) -> list[dict[str, Any]]:
        assert self.app is not None
        return [json.loads(call.body) for call in self.app.calls if call.name == name]

    def names(self) -> list[str]:
        assert self.app is not None
        return [call.name for call in self.app.calls]


@asynccontextmanager
async def at_the_store(
    folder: Path | None = None, *, edition: str = "newer", who: Known | None = SARI
) -> AsyncIterator[tuple[Shop, Served, Checked]]:
    checked = Checked()
    async with served(checked.wrap(edition), edition=edition) as store, shop_at(store, folder) as shop:
        shop.checkout.debounce = 0
        if who is not None:
            await sign_in(shop, store, who)
        yield shop, store, checked
        assert checked.app is not None
        assert checked.app.violations == []


def person(store: Served, who: Known = SARI) -> accounts.Customer:
    found = accounts.by_email(store.sandbox, who.email)
    assert found is not None
    return found


def book(store: Served) -> list[str]:
    """The ids of the address book, oldest first."""
    return [str(one.id) for one in addresses.all_of(store.sandbox, person(store).id)]


async def order(shop: Shop, method: str = "qris") -> OrderAttempt:
    checkout = shop.checkout
    await checkout.load()
    if checkout.needs_delivery:
        checkout.set_courier(checkout.options[0])
    checkout.set_method(method)
    await checkout.load()
    assert checkout.missing() == []
    assert shop.orders.place()
    attempt = shop.orders.attempt
    assert attempt is not None
    await settle(shop)
    assert attempt.state == "placed"
    return attempt


async def a_place(shop: Shop) -> Place:
    place = (await shop.locations.search("cempaka putih"))[0]
    place.postal_code = (await shop.locations.postal_codes(place.location_id))[0]
    return place


@pytest.mark.parametrize("edition", ["newer", "older"])
async def test_the_cart_goes_to_a_saved_address(edition: str) -> None:
    async with at_the_store(edition=edition) as (shop, store, checked):
        await shop.cart.add(await something(shop))
        shop.checkout.begin_cart()
        await shop.checkout.load()
        newest = book(store)[-1]
        assert shop.session.draft.address_id == newest
        attempt = await order(shop, "va_bca")
        [body] = checked.bodies("POST /me/checkout")
        assert body["address_id"] == newest
        assert body["cart_id"] == checked.bodies("POST /me/checkout/shipping-options")[0]["cart_id"]
        assert not {"items", "address", "shipping_cost"} & set(body)
        assert body.get("sub_payment_method") == ("bca" if edition == "older" else None)
        assert (attempt.email, attempt.secret_slug) == (SARI.email, slugs_of(store.sandbox, person(store))[0])
        assert "GET /cart" not in checked.names()
        assert shop.cart.count == 0


async def test_a_cart_without_an_id_is_bought_by_what_is_in_it() -> None:
    async with at_the_store() as (shop, _store, checked):
        snapshot = await something(shop)
        await shop.cart.add(snapshot, 2)
        shop.checkout.begin_cart()
        await shop.checkout.load()
        shop.cart.id = None
        await order(shop)
        [body] = checked.bodies("POST /me/checkout")
        assert body["items"] == [{"type": "variant", "variant_id": snapshot.ref_id, "quantity": 2}]
        assert "cart_id" not in body


async def test_a_typed_address_is_sent_flat_and_not_kept() -> None:
    async with at_the_store() as (shop, store, checked):
        before = book(store)
        shop.checkout.begin_direct(await something(shop), 2)
        await shop.checkout.load()
        shop.checkout.delivery.type_one()
        assert shop.checkout.missing()[:2] == ["address", "place"]
        shop.checkout.set_address(" Jl. Kenanga 5 ")
        shop.checkout.set_place(await a_place(shop))
        await order(shop)
        [body] = checked.bodies("POST /me/checkout")
        assert body["address"] == "Jl. Kenanga 5"
        assert body["items"][0]["quantity"] == 2
        assert not {"address_id", "cart_id", "customer_name"} & set(body)
        assert book(store) == before
        assert shop.session.draft.address == ""
        assert shop.session.draft.place is None


async def test_a_discount_is_asked_for_what_is_in_the_customers_cart() -> None:
    async with at_the_store() as (shop, store, checked):
        snapshot = await something(shop)
        await shop.cart.add(snapshot, 2)
        shop.checkout.begin_cart()
        await shop.checkout.set_code("hemat10")
        await order(shop)
        asked = checked.bodies("POST /discount-codes/check")[0]
        assert asked["items"] == [{"type": "variant", "variant_id": snapshot.ref_id, "quantity": 2}]
        assert checked.bodies("POST /me/checkout")[0]["discount_code_code"] == "HEMAT10"
        record = orders.find(store.sandbox, slugs_of(store.sandbox, person(store))[0])
        assert record is not None
        assert record["totals"]["discount"] > 0


async def test_methods_are_those_of_the_customer_in_the_words_of_the_public_list() -> None:
    async with at_the_store() as (shop, _store, checked):
        await shop.cart.add(await something(shop))
        shop.checkout.begin_cart()
        await shop.checkout.load()
        assert {"GET /me/checkout/payment-methods", "GET /payment-methods"} <= set(checked.names())
        assert all(method.label for method in shop.checkout.methods)


async def test_the_address_used_last_comes_first_then_the_newest(tmp_path: Path) -> None:
    async with at_the_store(tmp_path) as (shop, store, _checked):
        await shop.cart.add(await something(shop))
        shop.checkout.begin_cart()
        await shop.checkout.load()
        delivery = shop.checkout.delivery
        assert [one.id for one in delivery.rows] == book(store)[::-1]
        delivery.choose(delivery.rows[2])
        assert [one.id for one in delivery.rows] == book(store)[::-1]  # nothing jumps while one chooses
        oldest = delivery.rows[2].id
        await order(shop)
        async with shop_at(store, tmp_path) as again:
            await again.cart.add(await something(again))
            again.checkout.begin_cart()
            await again.checkout.load()
            assert [one.id for one in again.checkout.delivery.rows] == [
                oldest,
                *[one for one in book(store)[::-1] if one != oldest],
            ]
            assert again.session.draft.address_id == oldest


async def test_an_address_changed_or_gone_at_the_store_is_followed() -> None:
    async with at_the_store() as (shop, store, _checked):
        await shop.cart.add(await something(shop))
        shop.checkout.begin_cart()
        await shop.checkout.load()
        chosen = shop.checkout.delivery.chosen
        assert chosen is not None
        kept = addresses.find(store.sandbox, person(store).id, int(chosen.id))
        assert kept is not None
        addresses.change(store.sandbox, kept, {"address": "Jl. Baru 1\nBlok B"})
        shop.checkout.delivery.is_old()
        shop.checkout._summary_for = None
        shop.checkout._ask_again(delay=0)
        await shop.checkout.load()
        assert shop.session.draft.address == "Jl. Baru 1 Blok B"
        addresses.remove(store.sandbox, kept)
        shop.checkout.delivery.is_old()
        shop.checkout._ask_again(delay=0)
        await shop.checkout.load()
        assert shop.session.draft.address_id == book(store)[-1] != chosen.id


async def test_a_saved_address_without_an_area_stops_the_order_until_it_has_one() -> None:
    async with at_the_store() as (shop, _store, _checked):
        await shop.cart.add(await something(shop))
        shop.checkout.begin_cart()
        await shop.checkout.load()
        delivery = shop.checkout.delivery
        bare = delivery.rows[0].model_copy(update={"location": None})
        delivery.choose(bare)
        assert "place" in shop.checkout.missing()
        delivery.choose(delivery.rows[0].model_copy(update={"postal_code": ""}))
        assert "postal_code" in shop.checkout.missing()
        delivery.choose(delivery.rows[0])
        assert not {"place", "postal_code"} & set(shop.checkout.missing())


async def test_a_new_entry_of_the_book_is_where_the_order_goes() -> None:
    async with at_the_store() as (shop, store, checked):
        await shop.cart.add(await something(shop))
        shop.checkout.begin_cart()
        await shop.checkout.load()
        shop.checkout.delivery.expect_new()
        body = {name: value for name, value in ADDRESS.items() if value is not None}
        saved = await shop.account.save_address(None, body)
        assert shop.session.draft.address_id == saved.id == book(store)[-1]
        assert shop.session.draft.address == "Jl. Mawar 9 RT 02"
        other = await shop.account.save_address(None, body)  # nobody asked for this one to be used
        assert shop.session.draft.address_id == saved.id != other.id
        await order(shop)
        assert checked.bodies("POST /me/checkout")[0]["address_id"] == saved.id


async def test_what_a_guest_typed_is_still_there_after_signing_in() -> None:
    async with at_the_store(who=None) as (shop, store, checked):
        await shop.cart.add(await something(shop))
        shop.checkout.begin_cart()
        shop.checkout.set_contact(name="Budi", email="budi@contoh.id", phone="08")
        shop.checkout.set_address("Jl. Kenanga 5")
        shop.checkout.set_place(await a_place(shop))
        await shop.checkout.load()
        assert "phone" in shop.checkout.missing()
        await shop.auth.sign_in(*SARI)
        await shop.checkout.load()  # at once: the carts are being merged meanwhile
        assert shop.session.draft.address == "Jl. Kenanga 5"
        assert shop.checkout.delivery.once
        assert all("cart_id" in body for body in checked.bodies("POST /me/checkout/shipping-options"))
        assert "phone" not in shop.checkout.missing()  # what was typed as a guest is not hers
        await order(shop)
        assert checked.bodies("POST /me/checkout")[0]["address"] == "Jl. Kenanga 5"
        assert "GET /me/checkout/payment-methods" in checked.names()
        assert "POST /checkout" not in checked.names()
        await settle(shop)
        await shop.auth.sign_out()
        await settle(shop)
        assert shop.checkout.delivery.rows == []
        assert shop.session.draft.address == ""
        assert shop.checkout.methods == []
        assert store.sandbox is not None


async def test_name_and_phone_of_the_profile_are_asked_for_only_where_they_are_needed() -> None:
    async with at_the_store(who=BAYU) as (shop, _store, _checked):
        await shop.cart.add(await something(shop))
        shop.checkout.begin_cart()
        await shop.checkout.load()
        assert shop.checkout.missing()[:2] == ["name", "phone"]
        await shop.account.save_profile({"name": "Bayu"})
        assert shop.checkout.missing()[0] == "phone"
        shop.checkout.delivery.expect_new()  # an entry of the book has a phone of its own
        await shop.account.save_address(None, {name: value for name, value in ADDRESS.items() if value})
        assert "phone" not in shop.checkout.missing()
        shop.checkout.delivery.type_one()
        assert "phone" in shop.checkout.missing()
        shop.checkout.begin_direct(await something(shop, "ebook-resep-nusantara"), 1)
        assert "phone" not in shop.checkout.missing()
        shop.account.profile = None  # not known: then nobody can say that it is missing
        assert not {"name", "phone"} & set(shop.checkout.missing())


async def test_the_stores_words_stand_at_the_saved_address() -> None:
    async with at_the_store() as (shop, _store, _checked):
        shop.checkout.rejected({"address_id": "is too far", "customer_phone": "is missing"})
        assert shop.checkout.field_error("address_id") == "is too far"
        assert shop.checkout.field_error("phone") == "is missing"
        shop.checkout.set_address("Jl. Lain")
        shop.checkout.set_place(await a_place(shop))
        assert shop.checkout.field_error("address_id") is None


async def test_an_order_kept_by_a_customer_is_gone_after_them(tmp_path: Path) -> None:
    async with at_the_store(tmp_path) as (shop, store, _checked):
        slug = slugs_of(store.sandbox, person(store))[0]
        await shop.orders.fetch(slug)
        shop.orders.keep(slug)
        assert shop.orders.is_kept(slug)
        await shop.orders.fetch(slug)
        await shop.auth.sign_out()
        await settle(shop)
        assert not shop.orders.is_kept(slug)
        assert not list((tmp_path / "shop" / "orders").glob("*.json"))
